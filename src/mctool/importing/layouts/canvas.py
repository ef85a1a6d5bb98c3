"""Canvas: the gradebook export and the rubric assessments of one assignment."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mctool.importing.cells import decimal_sign, folded, looks_numeric, number, unguarded
from mctool.importing.choices import Decimals
from mctool.importing.layouts.rows import sort_rows
from mctool.importing.sheet import Column, Explained, Layout, Problem, Record, Role, Row, Sheet

_PERSON = {
    "student": Role.NAME, "lastname": Role.FAMILY, "firstname": Role.GIVEN, "id": Role.KEY, "sis user id": Role.PROFILE,
    "sis login id": Role.PROFILE, "integration id": Role.PROFILE, "root account": Role.PROFILE, "section": Role.PROFILE,
}  # fmt: skip
_ASSIGNMENT = re.compile(r"(?P<title>.*\S)\s*\((?P<id>[0-9]+)\)\s*\Z", re.DOTALL)
_TOTAL = re.compile(
    r"(?:.* )?(?:(?:unposted )?(?:current|final) (?:points|score|grade)|override (?:score|grade|status))(?: \(.*\))?\Z",
    re.DOTALL,
)
_POSTING = frozenset({"", "manual posting", "automatic posting"})
_PARTS = {"rating": Role.RATING, "points": Role.SCORE, "comments": Role.FEEDBACK}


def recognise_gradebook(records: Sequence[Record], decimals: Decimals | None = None) -> Sheet | None:
    """The sheet, when the first row heads a gradebook: a student, an id, a section.

    *decimals* is the sign in the row of maxima, where it does not prove its own.
    """
    headings = _headings(records)
    words = [folded(one) for one in headings]
    if not words or words[0] not in ("student", "lastname") or not {"id", "section"} <= set(words):
        return None
    points = next((one for one in records[1:4] if _is_points(one.cells)), None)
    problems: list[Problem] = []
    columns = tuple(
        _with_maximum(_column(heading, place, points), points, decimals, problems)
        for place, heading in enumerate(headings, 1)
    )
    student, identity = _index(columns, Role.NAME, Role.FAMILY), _index(columns, Role.KEY)
    given = _index(columns, Role.GIVEN)

    def special(row: Row) -> Explained | None:
        name = folded(row.cells[student])
        if _is_points(row.cells):
            return Explained(row.line, "points-possible", "the row of maxima")
        if not name and not row.cells[identity].strip() and {folded(cell) for cell in row.cells} <= _POSTING:
            return Explained(row.line, "posting-row", "the row of posting policies")
        if name in ("student, test", "test student") or (name == "student" and folded(row.cells[given]) == "test"):
            return Explained(row.line, "test-student", "Canvas's test student", waits=True)
        return None

    found = sort_rows([_posting(one, len(headings)) for one in records[1:]], headings, special, identity)
    return Sheet(
        Layout.CANVAS_GRADEBOOK, columns, tuple(found.rows), tuple(found.explained), (*problems, *found.problems)
    )  # fmt: skip


def recognise_rubric(records: Sequence[Record], decimals: Decimals | None = None) -> Sheet | None:
    """The sheet, when the first row heads rubric assessments."""
    headings = _headings(records)
    words = [folded(one) for one in headings]
    if words[:2] != ["student id", "student name"]:
        return None
    columns = [Column(headings[0], 1, Role.KEY), Column(headings[1], 2, Role.NAME)]
    for place, heading in enumerate(headings[2:], 3):
        criterion, _, part = heading.rpartition(" - ")
        role = _PARTS.get(folded(part), Role.OTHER) if criterion else Role.OTHER
        columns.append(Column(heading, place, role, criterion.strip()))

    def special(row: Row) -> Explained | None:
        if folded(row.cells[1]) in ("test student", "student, test"):
            return Explained(row.line, "test-student", "Canvas's test student", waits=True)
        return None

    found = sort_rows(records[1:], headings, special, 0)
    return Sheet(Layout.CANVAS_RUBRIC, tuple(columns), tuple(found.rows), tuple(found.explained), tuple(found.problems))


def _headings(records: Sequence[Record]) -> tuple[str, ...]:
    headings = tuple(unguarded(cell) for cell in records[0].cells) if records else ()
    while headings and not headings[-1].strip():
        headings = headings[:-1]
    return headings


def _column(heading: str, place: int, points: Record | None) -> Column:
    word = folded(heading)
    if word in _PERSON:
        return Column(heading, place, _PERSON[word])
    assignment = _ASSIGNMENT.match(heading)
    if assignment and not (points and _cell(points, place) and not looks_numeric(_cell(points, place))):
        return Column(heading, place, Role.SCORE, assignment["title"])
    return Column(heading, place, Role.TOTAL if _TOTAL.match(word) else Role.OTHER)


def _with_maximum(column: Column, points: Record | None, decimals: Decimals | None, problems: list[Problem]) -> Column:
    """*column* with the maximum of the row «Points Possible», in the decimal sign that the whole row proves."""
    cell = _cell(points, column.place) if points else ""
    if column.role is not Role.SCORE or points is None or not looks_numeric(cell):
        return column
    try:
        maximum = number(cell, decimals or decimal_sign(points.cells))
    except ValueError:
        maximum = None
    if maximum is None:
        problems.append(Problem(
            "maximum-unclear", points.line, column.place, f"«{cell}» cannot be read as a maximum",
            "Mend the row of maxima in the export.",
        ))  # fmt: skip
    return replace(column, maximum=maximum)


def _is_points(cells: Sequence[str]) -> bool:
    return bool(cells) and folded(cells[0]) == "points possible"


def _posting(record: Record, width: int) -> Record:
    """The posting row may have more or fewer cells than the headings; it holds nobody's result."""
    if not any(one.strip() for one in record.cells[:2]) and {folded(one) for one in record.cells} <= _POSTING:
        return Record(record.line, (record.cells + ("",) * width)[:width]) if any(record.cells) else record
    return record


def _cell(record: Record, place: int) -> str:
    return record.cells[place - 1].strip() if place <= len(record.cells) else ""


def _index(columns: Sequence[Column], *roles: Role) -> int:
    return next((at for at, one in enumerate(columns) if one.role in roles), 0)
