"""The two plug-ins that export Moodle rubrics: report_advancedgrading and report_csvcomponentgrades."""

from collections.abc import Sequence

from mctool.importing.cells import folded, looks_numeric, not_assessed, unguarded
from mctool.importing.choices import Decimals
from mctool.importing.layouts.moodle import profile_role
from mctool.importing.layouts.rows import sort_rows, with_banner
from mctool.importing.sheet import Column, Explained, Layout, Problem, Record, Role, Row, Sheet

_TRIPLE = (
    frozenset({"score", "wynik", "punkty", "pontuação", "punten", "points", "punkte", "punktzahl", "puntuación"}),
    frozenset({"definition", "definicja", "definição", "definitie", "définition", "definición"}),
    frozenset({
        "feedback", "informacja zwrotna", "comentário", "commentaire", "rétroaction", "rückmeldung",
        "retroalimentación", "comentario",
    }),
)  # fmt: skip
"""Score, Definition, Feedback, in English and as sites of the other six languages may have them."""
_ROLES = (Role.SCORE, Role.DEFINITION, Role.FEEDBACK)
_CLOSING = {"overall feedback": Role.FEEDBACK, "grade": Role.TOTAL, "graded by": Role.PROFILE, "time graded": Role.TIME}
_PERSON = {"student": Role.NAME, "username": Role.PROFILE, "student id": Role.KEY, "email": Role.EMAIL}
_FEW = 4
"""A row of component grades with no more cells than the fields of a person holds no grade."""


def recognise(records: Sequence[Record], decimals: Decimals | None = None) -> Sheet | None:
    """The sheet, when some row heads columns with the triple Score, Definition, Feedback."""
    for at, record in enumerate(records[:20]):
        words = [folded(cell) for cell in record.cells]
        first = next((i for i in range(len(words) - 2) if _is_triple(words[i : i + 3])), None)
        if first is None:
            continue
        above = records[at - 1].cells if at else ()
        if len(above) > first and above[first].strip():  # the first criterion
            return _advanced(records, at, above)
        return _components(records, at)
    return None


def _advanced(records: Sequence[Record], at: int, above: tuple[str, ...]) -> Sheet:
    headings = _trimmed(records[at].cells)
    columns: list[Column] = []
    criterion = ""
    for place, heading in enumerate(headings, 1):
        name = above[place - 1].strip() if place <= len(above) else ""
        part = _part(folded(heading))
        if part is not None:
            if part == 0 or not criterion:
                criterion = name or criterion
            columns.append(Column(f"{criterion}: {heading}", place, _ROLES[part], criterion))
        else:
            columns.append(_person_or_closing(heading, place))
    key = next((at for at, one in enumerate(columns) if one.role is Role.KEY), None)
    found = sort_rows(records[at + 1 :], headings, key=key)
    sheet = Sheet(
        Layout.MOODLE_RUBRIC, tuple(columns), tuple(found.rows), tuple(found.explained), tuple(found.problems)
    )
    return with_banner(sheet, records[:at])


def _components(records: Sequence[Record], at: int) -> Sheet:
    """Criteria have no names here, and rows lose cells: only whole rows, with scores under Score, are taken."""
    headings = records[at].cells
    numbers = [0, 0, 0]
    columns: list[Column] = []
    for place, heading in enumerate(headings, 1):
        part = _part(folded(heading))
        if part is not None:
            numbers[part] += 1
            columns.append(Column(f"{heading} {numbers[part]}", place, _ROLES[part], heading))
        elif heading.strip():
            columns.append(_person_or_closing(heading, place))
        else:
            columns.append(Column("", place, Role.PROFILE))
    explained: list[Explained] = []
    problems: list[Problem] = []
    rows: list[Row] = []
    again = [folded(one) for one in headings]
    for record in records[at + 1 :]:
        cells = tuple(unguarded(cell) for cell in record.cells)
        if not any(cell.strip() for cell in cells):
            explained.append(Explained(record.line, "empty-row", "an empty row"))
        elif [folded(cell) for cell in cells] == again:
            explained.append(Explained(record.line, "repeated-header", "the headings stand here again", waits=True))
        elif not any(cell.strip() for cell in cells[_FEW:]) and len(cells) <= len(headings):
            explained.append(Explained(record.line, "not-graded", "a row without grades"))
        else:
            fault = _shifted(cells, columns)
            if fault:
                problems.append(Problem("row-refused", record.line, 0, fault, "Enter this learner's ratings by hand."))
            else:
                rows.append(Row(record.line, cells))
    sheet = Sheet(Layout.MOODLE_COMPONENTS, tuple(columns), tuple(rows), tuple(explained), tuple(problems))
    return with_banner(sheet, records[:at])


def _is_triple(words: Sequence[str]) -> bool:
    return all(word in known for word, known in zip(words, _TRIPLE, strict=True))


def _part(word: str) -> int | None:
    """Which of the three *word* heads; None for another column."""
    return next((at for at, known in enumerate(_TRIPLE) if word in known), None)


def _shifted(cells: tuple[str, ...], columns: Sequence[Column]) -> str:
    """In words, how the row shows that its cells stand under the wrong headings; empty when it does not."""
    if len(cells) != len(columns):
        return f"The row has {len(cells)} cells, the headings {len(columns)}: cells are missing, so the rest has moved"
    for cell, column in zip(cells, columns, strict=True):
        if column.role is Role.SCORE and not not_assessed(cell) and not looks_numeric(cell):
            return "A cell under «Score» is no number: the cells of this row have moved"
    return ""


def _person_or_closing(heading: str, place: int) -> Column:
    word = folded(heading)
    role = _CLOSING.get(word) or _PERSON.get(word) or profile_role(heading) or Role.OTHER
    return Column(heading, place, role)


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells
