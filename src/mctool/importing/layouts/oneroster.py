"""OneRoster 1.1 CSV: results.csv, with the maxima in lineItems.csv (1EdTech OneRoster 1.1, CSV binding)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from mctool.errors import MctoolError
from mctool.importing.cells import folded
from mctool.importing.layouts.rows import sort_rows
from mctool.importing.sheet import Column, Explained, Layout, Problem, Record, Role, Row, Sheet

_RESULTS = ("sourcedId", "status", "lineItemSourcedId", "studentSourcedId", "scoreStatus", "score")
_LINE_ITEMS = ("sourcedId", "status", "title", "resultValueMin", "resultValueMax")
_UNFINISHED = frozenset({"exempt", "not submitted", "partially graded", "submitted"})


def is_results(records: Sequence[Record]) -> bool:
    """Whether the first row heads results."""
    return bool(records) and set(_RESULTS) <= set(records[0].cells)


def is_line_items(records: Sequence[Record]) -> bool:
    """Whether the first row heads line items."""
    return bool(records) and set(_LINE_ITEMS) <= set(records[0].cells)


def read(records: Sequence[Record], line_items: Sequence[Record]) -> Sheet:
    """The results, a column for each line item. Raises MctoolError when *line_items* are none."""
    if not is_line_items(line_items):
        raise MctoolError(f"the line items lack one of the columns {', '.join(_LINE_ITEMS)}")
    headings = tuple(cell.strip() for cell in records[0].cells)
    place = {name: headings.index(name) for name in headings}
    items, gone, problems = _items(line_items)
    columns = (Column("studentSourcedId", place["studentSourcedId"] + 1, Role.KEY), *items.values())
    index = {identity: at for at, identity in enumerate(items, 1)}
    found = sort_rows(records[1:], headings)
    rows: list[Row] = []
    explained, problems = list(found.explained), [*problems, *found.problems]
    for row in found.rows:
        taken = _result(row, place, index, gone, len(columns))
        if isinstance(taken, Row):
            rows.append(taken)
        elif isinstance(taken, Explained):
            explained.append(taken)
        else:
            problems.append(taken)
    return Sheet(Layout.ONEROSTER, columns, tuple(rows), tuple(explained), tuple(problems), long=True, decimals="point")


def _items(records: Sequence[Record]) -> tuple[dict[str, Column], frozenset[str], list[Problem]]:
    headings = tuple(cell.strip() for cell in records[0].cells)
    found = sort_rows(records[1:], headings)
    items: dict[str, Column] = {}
    gone: set[str] = set()
    problems = list(found.problems)
    for row in found.rows:
        cells = dict(zip(headings, (cell.strip() for cell in row.cells), strict=False))
        identity = cells["sourcedId"]
        if folded(cells["status"]) == "tobedeleted":
            gone.add(identity)
            continue
        if identity in items:
            problems.append(Problem("line-item-twice", row.line, 1, "A line item stands twice in lineItems"))
        low, high = _decimal(cells["resultValueMin"]), _decimal(cells["resultValueMax"])
        if high is None:
            message = "A line item has no maximum (resultValueMax), so its scores mean nothing"
            problems.append(Problem("line-item-without-maximum", row.line, 0, message))
        items[identity] = Column(identity, 0, Role.SCORE, cells["title"], high, low)
    return items, frozenset(gone), problems


def _result(
    row: Row, place: dict[str, int], index: dict[str, int], gone: frozenset[str], width: int
) -> Row | Explained | Problem:
    def cell(name: str) -> str:
        return row.cells[place[name]].strip()

    if folded(cell("status")) == "tobedeleted":
        return Explained(row.line, "deleted-result", "the platform marks the result as deleted")
    if folded(cell("status")) not in ("active", ""):
        return _refused(row, place["status"], "The status is neither active nor tobedeleted")
    item = cell("lineItemSourcedId")
    if item in gone:
        return Explained(row.line, "deleted-line-item", "the platform marks the line item as deleted")
    if item not in index:
        return _refused(row, place["lineItemSourcedId"], "The line item is not in lineItems, so there is no maximum")
    status = folded(cell("scoreStatus"))
    if status != "fully graded" and status not in _UNFINISHED:
        return _refused(row, place["scoreStatus"], "The scoreStatus is none of OneRoster 1.1")
    cells = [""] * width
    cells[0] = cell("studentSourcedId")
    if status == "fully graded":
        cells[index[item]] = cell("score")
    return Row(row.line, tuple(cells), _day(cell("scoreDate")) if "scoreDate" in place else None)


def _refused(row: Row, at: int, message: str) -> Problem:
    return Problem("row-refused", row.line, at + 1, message)


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
