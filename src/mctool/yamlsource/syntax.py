"""What is wrong with a text that no YAML reader takes: the parser's words, turned into what a person has to do."""

import re
from dataclasses import dataclass

import yaml

_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")
_NO_SPACE = re.compile(r"[ ]*(?:- )?[A-Za-z_][\w-]*:(?=[^\s/:])")
_VALUE = re.compile(r"[ ]*(?:- )?(?:[^\s:'\"\[{][^:'\"\[{]*: +)?(.?)")
_NOT_ALLOWED = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of YAML (1.2.2, section 5.1)."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where the text stops being YAML, as an offset in characters, why, and what to do."""

    at: int
    message: str
    help: str


def unreadable_character(text: str) -> Trouble:
    """The first character of *text* that YAML does not allow."""
    match = _NOT_ALLOWED.search(text)
    at, code = (match.start(), ord(match.group())) if match else (0, 0)
    return Trouble(at, f"A control character that YAML does not allow (U+{code:04X})", "Remove it.")


def explained(text: str, error: yaml.MarkedYAMLError) -> Trouble:
    """The *error* of the parser in *text*, in words; at the beginning of what is wrong where the parser knows it."""
    mark, before = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    at, begun = (min(one.index, len(text)) if one else 0 for one in (mark, before))
    problem, around = str(error.problem or ""), str(error.context or "")
    if "nesting depth" in problem:
        return Trouble(at, "Far more than 50 levels", "Make it flatter.")
    odd = _odd_space(text, at)
    if odd is not None:
        return odd
    glued = _glued_colon(text, at) if "':'" in problem or "mapping values" in problem else None
    found = glued or _unclosed(text, problem, around, at, begun) or _begun_wrongly(text, problem, around, at)
    at, message, remedy = found or _misplaced(text, problem, at, begun)
    return Trouble(at, f"Not valid YAML: {message}", remedy)


_Words = tuple[int, str, str]


def _line(text: str, at: int) -> tuple[int, str]:
    """Where the line with the character at *at* begins, and the line."""
    start = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", at)
    return start, text[start : stop if stop >= 0 else len(text)]


def _line_above(text: str, at: int) -> tuple[int, str]:
    """The last line above *at* that is not blank."""
    start, _ = _line(text, at)
    above = text[:start].rstrip()
    return _line(text, len(above)) if above else (0, "")


def _odd_space(text: str, at: int) -> Trouble | None:
    for start, line in (_line(text, at), _line_above(text, at)):
        for match in _ODD_SPACE.finditer(line):
            if not line[: match.start()].strip() or line[: match.start()].endswith(":"):
                code = ord(match.group())
                message = f"A character that looks like a space and is none (U+{code:04X})"
                return Trouble(start + match.start(), message, "Put a plain space there, from the keyboard.")
    return None


def _glued_colon(text: str, at: int) -> _Words | None:
    for start, line in (_line(text, at), _line_above(text, at)):
        match = _NO_SPACE.match(line)
        if match is not None:
            written = match.group().strip()
            return start + match.end() - 1, "a colon without a space after it", f"Write «{written} …»."
    return None


def _unclosed(text: str, problem: str, around: str, at: int, begun: int) -> _Words | None:
    if "quoted scalar" in around and "end of stream" in problem:
        return begun, "a quotation mark that is never closed", f"Close it with {text[begun : begun + 1]}."
    if "escape" in problem or "hexdecimal" in problem:
        if "Unicode" in problem:
            return at, "an escape that is half a character, or none", "Write the character itself."
        return at, "a backslash that begins no escape", "Write two backslashes, or put the text in '…'."
    if "flow" in around and "\n" in text[begun:at]:
        closing = "]" if text[begun : begun + 1] == "[" else "}"
        return begun, "a bracket that is never closed", f"Close it with {closing}; text that begins so needs quotes."
    if "flow" in around:
        return at, "text after the end of a value", "Put the whole text in quotes, or set a comma between the two."
    return None


def _begun_wrongly(text: str, problem: str, around: str, at: int) -> _Words | None:
    """Values whose first character means something to YAML."""
    sign = text[at : at + 1]
    if "cannot start any token" in problem:
        return at, f"text that begins with «{sign}»", "Put it in quotes."
    if "block sequence entries" in problem:
        return (
            at,
            "a list item behind a key",
            "Begin the list on the next line; text that begins with «-» needs quotes.",
        )
    if "mapping keys are not allowed" in problem:
        return at, "text that begins with «?»", "Put it in quotes."
    if "directive" in around:
        return at, "a line that begins with «%», which YAML takes for a directive", "Put the text in quotes."
    if "anchor" in around or "alias" in around:
        return at, "text that begins with «*» or «&»", "Put it in quotes."
    if "node content" in problem:
        return at, f"«{sign}» where a value is expected", "Put text that begins so in quotes."
    if "block scalar" in around:
        return at, "text behind «|» or «>»", "Begin it on the next line, indented; text that begins so needs quotes."
    if "expected key" in problem and at:
        return _after_value(text, at)
    return None


def _after_value(text: str, at: int) -> _Words | None:
    """Text behind a value that was already complete: ``'It's'``, ``[draft] title``."""
    start, line = _line(text, at)
    opening = _VALUE.match(line[: at - start])
    sign = opening.group(1) if opening and line[: at - start].strip() else ""
    if sign == "'":
        return at, "text after a closing apostrophe", "Inside '…' write an apostrophe twice, or put the text in \"…\"."
    if sign == '"':
        return at, "text after a closing quotation mark", 'Put the whole text in quotes; inside write \\" for a mark.'
    if sign and sign in "[{":
        return at, "text after a closing bracket", f"Put text that begins with «{sign}» in quotes."
    return None


def _misplaced(text: str, problem: str, at: int, begun: int) -> _Words:
    start, line = _line(text, at)
    if "mapping values" in problem:
        if ": " in line[: at - start] or line[: at - start].rstrip().endswith(('"', "'")):
            return at, "a second colon in one line", "Put text that holds a colon in quotes."
        return at, "a key below a text", "Indent it like its neighbours, or put text that holds a colon in quotes."
    if "':'" in problem:
        return begun, "a line that is no «key: value»", "Write it so, or indent it to go on with the text above."
    if "'-' indicator" in problem:
        return at, "a key among the items of a list", "Begin the line with «- », or indent it otherwise."
    if line[at - start :].startswith("- "):
        return at, "a list item among keys", "Name the list with a key above it, and indent its items."
    if "document start" in problem:
        return at, "text that does not belong to what stands above", "Indent alike, and put a space after each colon."
    if "expected" in problem:
        return at, "a line indented unlike those it belongs to", "Indent all keys of one mapping alike."
    return at, problem, "See the line and the one above it."
