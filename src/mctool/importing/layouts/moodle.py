"""Moodle's gradebook export, in seven languages (facts: the exporter's source and its language packs)."""

import re
from collections.abc import Sequence

from mctool.importing.cells import folded
from mctool.importing.choices import Decimals
from mctool.importing.layouts.moodlewords import LANGUAGES, Words
from mctool.importing.layouts.rows import sort_rows
from mctool.importing.sheet import Column, Layout, Record, Role, Sheet

_TYPED = re.compile(r"(?P<name>.+) \((?P<type>[^()]+)\)\Z", re.DOTALL)
_ATTENDANCE = re.compile(
    r"\s*(?:attendance|obecność|obecności|presenças?|assiduidade|aanwezigheid|présences?|anwesenheit|asistencia)"
    r"(?:\s*:\s*|\u00a0)",
    re.IGNORECASE,
)
_OTHER_MODULE = re.compile(r"[^\W\d_][\w ]{1,30}\s?:\s?(?P<item>.+)", re.DOTALL)


def recognise(records: Sequence[Record], decimals: Decimals | None = None) -> Sheet | None:
    """The sheet, when the first row with cells heads a gradebook in one of the languages."""
    at = next((at for at, one in enumerate(records) if any(cell.strip() for cell in one.cells)), None)
    if at is None:
        return None
    headings = records[at].cells
    while headings and not headings[-1].strip():
        headings = headings[:-1]
    ranked = sorted(LANGUAGES, key=lambda words: -_hits(words, headings))
    words = ranked[0]
    if not _is_gradebook(words, headings):
        return None
    columns = tuple(_column(words, heading, place) for place, heading in enumerate(headings, 1))
    key = next((at for at, one in enumerate(columns) if one.role is Role.KEY), None)
    found = sort_rows(records[at + 1 :], headings, key=key)
    return Sheet(
        Layout.MOODLE_GRADEBOOK, columns, tuple(found.rows), tuple(found.explained), tuple(found.problems),
        language=words.language, decimals="point" if words.language == "en" else "comma",
    )  # fmt: skip


def profile_role(heading: str) -> Role | None:
    """What a heading says of a person, in any of the languages; None when it says nothing of one."""
    for words in LANGUAGES:
        role = _profile(words, folded(heading))
        if role is not None:
            return role
    return None


def _hits(words: Words, headings: Sequence[str]) -> int:
    return sum(_column(words, heading, 0).role is not Role.OTHER for heading in headings)


def _is_gradebook(words: Words, headings: Sequence[str]) -> bool:
    roles = {_column(words, heading, 0).role for heading in headings}
    graded = {Role.SCORE, Role.PERCENTAGE, Role.LETTER, Role.TOTAL} & roles
    return bool(graded) and (Role.TIME in roles or bool({Role.GIVEN, Role.FAMILY, Role.KEY, Role.EMAIL} & roles))


def _column(words: Words, heading: str, place: int) -> Column:
    """The column under *heading*. A heading that says neither type nor person stays «not placed»."""
    text = folded(heading)
    role = Role.TIME if text in words.time else _profile(words, text)
    if role is not None:
        return Column(heading, place, role)
    typed = _TYPED.match(re.sub(r"[\s\u00a0]+\(", " (", heading.strip()))
    kind = _type(words, folded(typed["type"])) if typed else None
    if typed is None or kind is None:
        return Column(heading, place, Role.TOTAL if _is_total(words, text) else Role.OTHER)
    if _ATTENDANCE.match(typed["name"]):  # having been there is no achievement, whatever form it is counted in
        return Column(heading, place, Role.HOURS if kind is Role.SCORE else Role.PROFILE)
    item = _item(words, typed["name"])
    if item is None:
        total = _is_total(words, folded(typed["name"]))
        if total and kind is not Role.FEEDBACK:
            return Column(heading, place, Role.TOTAL, typed["name"].strip())
        other = _OTHER_MODULE.match(typed["name"].strip())
        item = other["item"].strip() if other else typed["name"].strip()
    return Column(heading, place, kind, item)


def _profile(words: Words, text: str) -> Role | None:
    for known, role in (
        (words.given, Role.GIVEN), (words.family, Role.FAMILY), (words.number, Role.KEY), (words.email, Role.EMAIL),
        (words.profile, Role.PROFILE),
    ):  # fmt: skip
        if text in known:
            return role
    return None


def _type(words: Words, text: str) -> Role | None:
    for known, role in (
        (words.real, Role.SCORE), (words.percentage, Role.PERCENTAGE), (words.letter, Role.LETTER),
        (words.feedback, Role.FEEDBACK),
    ):  # fmt: skip
        if text in known:
            return role
    return None


def _item(words: Words, name: str) -> str | None:
    """What was assessed, when *name* begins with a module word and one of the separators of the language packs."""
    for module in sorted(words.modules, key=len, reverse=True):
        match = re.match(rf"\s*{re.escape(module)}(?:\s*:\s*|\u00a0)(?P<item>.+)", name, re.IGNORECASE | re.DOTALL)
        if match:
            return match["item"].strip()
    return None


def _is_total(words: Words, text: str) -> bool:
    return (
        text in words.course_total
        or any(text.startswith(f"{before} ") for before in words.total_before)
        or any(text.endswith(f" {after}") for after in words.total_after)
    )
