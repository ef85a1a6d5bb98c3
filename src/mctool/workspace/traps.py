"""Where YAML read something else than its writer meant: what happened, and how to write it."""

import re
from typing import Any

from mctool.yamlsource import Loc, Source

_SIXTY = re.compile(r"([0-9]{1,4}):([0-5][0-9])\Z")
_COMMA = re.compile(r"[0-9]+,[0-9]+\Z")
_GROUPED = re.compile(r"[0-9]{1,3}([ _'’\u00a0\u202f][0-9]{3})+\Z")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")
_BEGINS_QUOTED = ('"', "'")
_CURLY = ("“", "”", "„", "«", "‘", "’")


def misread_key(source: Source, loc: Loc) -> str:
    """Why the key at *loc* may be none of its writer's; empty when nothing tells."""
    key, (written, before) = str(loc[-1]), source.written(loc, key=True)
    if _ODD_SPACE.search(key[:1]):
        return (
            f"The key begins with U+{ord(key[0]):04X}, which looks like a space and is none; put a plain space there."
        )
    if key[:1] in _CURLY:
        return f"YAML knows straight quotation marks only; write {key.strip(''.join(_CURLY))} without."
    if written.startswith(_BEGINS_QUOTED) or _at(source.data, loc) is not None or source.written(loc)[0]:
        return ""
    name, colon, rest = key.partition(":")
    if colon and rest:
        return f"A colon needs a space after it: «{name}: {rest}»."
    if before.rstrip().endswith(","):
        whole = _split_text(source, loc)
        if re.fullmatch("[0-9]+, [0-9]+", whole):
            return f"Numbers have a point: {whole.replace(', ', '.')}."
        return f'A comma ends a text inside {{ }}; put the whole text in quotes: "{whole}".'
    return ""


def misread_value(source: Source, loc: Loc, *, text: bool) -> str:
    """Why the value at *loc* may be none of its writer's, where a text (*text*) or a number or truth was expected."""
    value, (written, before) = _at(source.data, loc), source.written(loc)
    if written.startswith(_BEGINS_QUOTED):
        number = isinstance(value, str) and not text and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value)
        return "In quotes it is a text; write it without." if number else ""
    if value is None:
        after = source.text[len(before) + len(written) :].partition("\n")[0]
        return "« #» begins a comment; put text that holds it in quotes." if after.lstrip().startswith("#") else ""
    if isinstance(value, bool | int | float) and text:
        return f'YAML reads {written} as {_named(value, written)}; write "{written}", in quotes.'
    return _number_written_otherwise(value) if isinstance(value, str) and not text else ""


def _number_written_otherwise(value: str) -> str:
    sixty = _SIXTY.match(value)
    if sixty:
        hours = round(int(sixty[1]) + int(sixty[2]) / 60, 2)
        return f"{value} is a text in YAML 1.2, and the number {int(sixty[1]) * 60 + int(sixty[2])} in YAML 1.1; " + (
            f"for hours and minutes write {hours:g}."
        )
    if _COMMA.match(value):
        return f"Numbers have a point: {value.replace(',', '.')}."
    if _GROUPED.match(value):
        return f"Numbers are written without gaps: {re.sub('[^0-9]', '', value)}."
    return ""


def _named(value: bool | float, written: str) -> str:
    if isinstance(value, bool):
        return "a truth value"
    return "a number" if str(value) == written else f"the number {value}"


def _split_text(source: Source, loc: Loc) -> str:
    """The text that a comma split, put together again from the value before and the keys that its parts became."""
    siblings: dict[str, Any] = _at(source.data, loc[:-1])
    parts: list[str] = []
    for key, value in siblings.items():
        if value is not None:
            parts = [str(value)]
        else:
            parts.append(key)
        if key == loc[-1]:
            break
    whole = ", ".join(parts)
    return whole if len(whole) <= 80 else whole[:77] + "…"


def _at(data: Any, loc: Loc) -> Any:
    """The value at *loc* in *data*; None when nothing is there."""
    for part in loc:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data
