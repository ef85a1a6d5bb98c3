"""What the rows of every table have in common: widths, empty rows, headings that come again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mctool.importing.cells import folded, unguarded
from mctool.importing.sheet import Explained, Problem, Record, Row

Special = Callable[[Row], Explained | None]


@dataclass
class Sorted:
    """The rows below the headings, each in one place only."""

    rows: list[Row] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def sort_rows(records: Iterable[Record], headings: tuple[str, ...], special: Special = lambda row: None) -> Sorted:
    """Sorts *records* into learners' rows, rows that are none, and rows of a wrong width.

    Empty cells at the end are no matter. *special* recognises what only one layout has.
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
        elif tuple(folded(one) for one in row.cells) == again:
            reason = "the headings stand here again"
            found.explained.append(Explained(record.line, "repeated-header", reason, waits=True))
        elif len(record.cells) < width or len(cells) > width:  # a cut row may have lost a cell in the middle
            found.problems.append(_wrong_width(record, width))
        else:
            found.rows.append(row)
    return found


def _wrong_width(record: Record, width: int) -> Problem:
    message = f"The row has {len(record.cells)} cells, the headings {width}"
    return Problem("row-width", record.line, 0, message, "Mend the export.")
