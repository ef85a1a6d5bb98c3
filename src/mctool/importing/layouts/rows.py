"""What the rows of every table have in common: widths, empty rows, headings that come again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from mctool.importing.cells import folded, looks_numeric, not_assessed, unguarded
from mctool.importing.sheet import Explained, Problem, Record, Row, Sheet

Special = Callable[[Row], Explained | None]
_DEEPEST = 20
"""How many rows may stand above the headings."""
_TOTALS = frozenset({
    "total", "totals", "sum", "average", "mean", "median", "overall average", "class average", "maximum", "minimum",
    "suma", "razem", "łącznie", "średnia", "średnia ogólna", "mediana", "totais", "soma", "média", "média geral",
    "totaal", "som", "gemiddelde", "totaux", "somme", "moyenne", "moyenne générale", "médiane", "gesamt", "summe",
    "insgesamt", "durchschnitt", "mittelwert", "gesamtdurchschnitt", "totales", "promedio", "media", "promedio general",
})  # fmt: skip
"""How rows below the learners begin that sum them up, in the seven languages."""


@dataclass
class Sorted:
    """The rows below the headings, each in one place only."""

    rows: list[Row] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def heading_rows(records: Sequence[Record]) -> Iterator[int]:
    """The indices of the rows that may be the headings, from the top: those with more than one cell filled.

    People put titles above tables, and a merged title is one filled cell.
    """
    for at, record in enumerate(records[:_DEEPEST]):
        if sum(bool(cell.strip()) for cell in record.cells) > 1:
            yield at


def with_banner(sheet: Sheet, above: Sequence[Record]) -> Sheet:
    """*sheet* with the rows *above* its headings explained."""
    banner = tuple(Explained(one.line, "banner", "a line above the headings") for one in above)
    return replace(sheet, explained=(*banner, *sheet.explained))


def sort_rows(
    records: Iterable[Record], headings: tuple[str, ...], special: Special = lambda row: None, key: int | None = None
) -> Sorted:
    """Sorts *records* into learners' rows, rows that are none, and rows of a wrong width.

    Empty cells at the end are no matter. *special* recognises what only one layout has; *key* is the index of the
    column with learners' ids, where the layout knows it.
    """
    found, width = Sorted(), len(headings)
    again = tuple(folded(one) for one in headings)
    for record in records:
        cells = tuple(unguarded(cell) for cell in record.cells)
        if not any(cell.strip() for cell in cells):
            found.explained.append(Explained(record.line, "empty-row", "an empty row"))
            continue
        while len(cells) > width and not cells[-1].strip():
            cells = cells[:-1]
        row = Row(record.line, cells + ("",) * (width - len(cells)))
        known = special(row)
        if known is not None:
            found.explained.append(known)
        elif _sums_up(row):
            waits = key is None or bool(row.cells[key].strip())  # it might be somebody called «Total»
            found.explained.append(Explained(record.line, "totals", "a row that sums up the others", waits))
        elif tuple(folded(one) for one in row.cells) == again:
            reason = "the headings stand here again"
            found.explained.append(Explained(record.line, "repeated-header", reason, waits=True))
        elif len(record.cells) < width or len(cells) > width:  # a cut row may have lost a cell in the middle
            found.problems.append(_wrong_width(record, width))
        else:
            found.rows.append(row)
    return found


def _sums_up(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    if folded(filled[0]).removesuffix(":").strip() not in _TOTALS:
        return False
    return all(looks_numeric(cell) or not_assessed(cell) for cell in filled[1:])


def _wrong_width(record: Record, width: int) -> Problem:
    message = f"The row has {len(record.cells)} cells, the headings {width}"
    return Problem("row-width", record.line, 0, message, "Mend the export.")
