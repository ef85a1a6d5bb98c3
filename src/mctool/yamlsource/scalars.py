"""What an unquoted word of YAML means: the YAML 1.2 core schema, and where other readers differ."""

import re
from typing import Any

_INT = re.compile(r"[-+]?[0-9]{1,20}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?\Z")
_BASED = re.compile(r"0(o[0-7]{1,20}|x[0-9a-fA-F]{1,20})\Z")
WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    ".inf": float("inf"), ".Inf": float("inf"), ".INF": float("inf"), "+.inf": float("inf"),
    "-.inf": float("-inf"), "-.Inf": float("-inf"), "-.INF": float("-inf"),
    ".nan": float("nan"), ".NaN": float("nan"), ".NAN": float("nan"),
}  # fmt: skip
"""The words that stand for something else than themselves (YAML 1.2.2, section 10.3.2)."""

_BOOLEANS = {"y": "true", "yes": "true", "on": "true", "n": "false", "no": "false", "off": "false"}
OTHERWISE = {
    written: meaning for word, meaning in _BOOLEANS.items() for written in (word, word.capitalize(), word.upper())
}
"""Words that are text in YAML 1.2 and truth values in YAML 1.1, as many programs still read it."""

SPECIAL = frozenset(WORDS) | frozenset(OTHERWISE)
"""The words that are, or may be, something else than a text; any other that begins with a letter is one."""

_BEGINS_NUMBERS = frozenset("0123456789+-")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+\Z")
_SIXTY = re.compile(r"[-+]?[1-9][0-9]*(:[0-5]?[0-9])+\Z")
_GROUPED = re.compile(r"[-+]?[0-9][0-9]*_[0-9_]*(\.[0-9_]*)?\Z")
_BARE_EXPONENT = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?[eE][0-9]+\Z|[-+]?[0-9]+[eE][-+][0-9]+\Z")
_TIMESTAMP = re.compile(
    r"[0-9]{4}-(?:[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}(?::[0-9]{2}){2}(?:\.[0-9]*)?"
    r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)\Z"
)


def is_timestamp(text: str) -> bool:
    """Whether readers of YAML 1.1 take the unquoted scalar *text* for a date or a time (its type ``timestamp``)."""
    return text[:1].isdigit() and _TIMESTAMP.match(text) is not None


def plain(text: str) -> Any:
    """The value of an unquoted scalar by the YAML 1.2 core schema (section 10.3.2)."""
    if text in WORDS:
        return WORDS[text]
    first = text[0]
    if first.isdigit() or first in "-+.":
        if _INT.match(text):
            return int(text)
        if _FLOAT.match(text):
            return float(text)
        if _BASED.match(text):
            return int(text, 0)
    return text


def elsewhere(text: str) -> str:
    """What a reader of YAML 1.1 takes the unquoted scalar *text* for where ours differs; empty when both agree."""
    if text in OTHERWISE:
        return OTHERWISE[text]
    if not text or text[0] not in _BEGINS_NUMBERS:
        return ""
    if _LEADING_ZERO.match(text):
        return f"the number {int(text, 8)}" if not set(text) & {"8", "9"} else "text"
    if _SIXTY.match(text):
        total = 0
        for part in text.lstrip("+-").split(":"):
            total = total * 60 + int(part)
        return f"the number {'-' if text.startswith('-') else ''}{total}"
    if _GROUPED.match(text):
        return f"the number {text.replace('_', '')}"
    return "text" if _BARE_EXPONENT.match(text) or (text.startswith("0o") and _BASED.match(text)) else ""
