"""A report as a workbook: one sheet for all tables of a name, filtered and frozen, nothing in it that computes."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mctool.reports.rendering.document import Block, Content, Document, Facts, Figure, Table, plain

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet might run (OWASP, CSV injection), full-width signs included."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
_LIMIT = 32_000


@dataclass
class _Sheet:
    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: list[tuple[str | int | float, ...]] = field(default_factory=list)


def render(document: Document, made: datetime) -> bytes:
    """The workbook's bytes, dated *made*."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = document.title, "mctool"
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    taken: set[str] = set()
    for name, sheet in _sheets(document).items():
        _write(book.create_sheet(_title(name, taken)), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def safe(value: str | float) -> str | int | float:
    """*value* as a cell that no spreadsheet runs, not even after it was saved as CSV: an apostrophe goes before it."""
    if isinstance(value, int | float):
        return value
    text = _NOT_IN_XML.sub("\ufffd", value)[:_LIMIT]
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _sheets(document: Document) -> dict[str, _Sheet]:
    sheets: dict[str, _Sheet] = {}
    intro = _Sheet(("Report", ""), (1, 3))
    intro.rows += [("Title", document.title), ("", document.subtitle)]
    intro.rows += [("", line) for line in (document.confidential, *document.colophon) if line]
    sheets["Report"] = intro
    for section, block in document.blocks():
        _take(sheets, block, section.title if section else "")
    return sheets


def _take(sheets: dict[str, _Sheet], block: Block, section: str) -> None:
    if isinstance(block, Figure):
        block = block.table
    if isinstance(block, Facts):
        sheet = sheets.setdefault(block.name, _Sheet(("Of", "What", "Value"), (1, 1.5, 3)))
        sheet.rows += [(block.of or section, name, _value(value)) for name, value in block.rows]
    elif isinstance(block, Table):
        head = ("Of", *(column.title for column in block.columns))
        sheet = sheets.setdefault(block.name, _Sheet(head, (1, *(column.weight for column in block.columns))))
        own: Iterable[tuple[Content, ...]] = block.rows or ((block.empty, *([None] * (len(head) - 2))),)
        sheet.rows += [(block.of, *(_value(value) for value in row)) for row in own]


def _value(content: Content) -> str | int | float:
    return content if isinstance(content, int | float) else plain(content)


def _title(name: str, taken: set[str]) -> str:
    """A sheet's title: without the signs that are refused, at most 31 letters, each once whatever the case."""
    clean = _NOT_IN_TITLE.sub(" ", name)[:31].strip() or "Sheet"
    made, at = clean, 2
    while made.casefold() in taken:
        made, at = f"{clean[:28]} {at}", at + 1
    taken.add(made.casefold())
    return made


def _write(into: Any, sheet: _Sheet) -> None:
    from openpyxl.styles import Alignment, Font

    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for at, (title, weight) in enumerate(zip(sheet.head, sheet.widths, strict=True), 1):
        into.cell(1, at, safe(title)).font = bold
        into.column_dimensions[into.cell(1, at).column_letter].width = min(12 + 16 * weight, 70)
    for number, row in enumerate(sheet.rows, 2):
        for at, value in enumerate(row, 1):
            cell = into.cell(number, at)
            cell.value = safe(value)
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula, whatever it begins with
                cell.alignment = wrapped
    into.freeze_panes = "A2"
    into.auto_filter.ref = into.dimensions
