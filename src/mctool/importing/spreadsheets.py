"""XLSX and ODS -> records, by the numbers of the sheet's rows."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from mctool.errors import MctoolError
from mctool.importing.sheet import NumberCell, Record

_MOST_BYTES = 500_000_000
_MOST_CELLS = 20_000_000


def is_spreadsheet(content: bytes) -> bool:
    """Whether *content* is a ZIP archive, as XLSX and ODS are."""
    return content.startswith(b"PK\x03\x04")


def kind_of(content: bytes) -> str:
    """``xlsx`` or ``ods``. Raises MctoolError for another archive, or one that unpacks beyond all measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {one.filename for one in archive.infolist()}
            size = sum(one.file_size for one in archive.infolist())
    except zipfile.BadZipFile:
        raise MctoolError("the spreadsheet is damaged") from None
    if size > _MOST_BYTES:
        raise MctoolError(f"the spreadsheet unpacks to more than {_MOST_BYTES // 1_000_000} MB")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise MctoolError("the archive is no XLSX or ODS spreadsheet; unpack it first")


def records(content: bytes, sheet: str | None) -> tuple[tuple[Record, ...], str]:
    """The records of the sheet called *sheet* (else of the only one with rows), and its name.

    Raises MctoolError when the file is damaged, or several sheets have rows and none is named.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        chosen = [sheet] if sheet is not None else book.sheet_names
        if sheet is not None and sheet not in book.sheet_names:
            raise MctoolError(f"there is no sheet «{sheet}»; the sheets are {', '.join(book.sheet_names)}")
        read = {name: _rows(book.get_sheet_by_name(name)) for name in chosen}
    except (CalamineError, OSError) as error:
        raise MctoolError(f"the spreadsheet cannot be read: {error}") from None
    filled = {name: rows for name, rows in read.items() if rows}
    if len(filled) > 1:
        raise MctoolError(f"several sheets have rows ({', '.join(filled)}); name one with --sheet")
    name, rows = next(iter(filled.items()), (chosen[0] if chosen else "", ()))
    return rows, name


def _rows(sheet: Any) -> tuple[Record, ...]:
    if sheet.height * sheet.width > _MOST_CELLS:
        raise MctoolError(f"the sheet «{sheet.name}» has {sheet.height} × {sheet.width} cells; is something far below?")
    rows = [Record(at, tuple(map(_text, row))) for at, row in enumerate(sheet.to_python(skip_empty_area=False), 1)]
    return tuple(rows)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return NumberCell(value)
    if isinstance(value, float):
        return NumberCell(
            int(value) if value.is_integer() else format(value, "f") if abs(value) < 1e-4 else repr(value)
        )
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else ""
