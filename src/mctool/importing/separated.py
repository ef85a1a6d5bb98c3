"""Text with separators (RFC 4180 and its relatives) -> records."""

import csv
import io
from collections import Counter

from mctool.errors import MctoolError
from mctool.importing.sheet import SEPARATORS, Record

_SAMPLE = 200


def separator_of(text: str) -> str:
    """The separator under which the rows of *text* agree best on their number of cells; a comma for one column."""
    scored = []
    for rank, separator in enumerate(SEPARATORS.values()):
        try:
            rows = [one.cells for one in _read(text, separator, _SAMPLE)]
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if any(row))
        width, agreeing = max(widths.items(), key=lambda one: (one[1], one[0])) if widths else (1, 0)
        if width > 1:
            scored.append((agreeing / widths.total(), width, -rank, separator))
    good = [one for one in scored if one[0] >= 0.5] or scored
    return max(good)[3] if good else ","


def records(text: str, separator: str) -> tuple[Record, ...]:
    """The records of *text*, each with the line where it begins. Raises MctoolError for broken quotes."""
    try:
        return tuple(_read(text, separator, None))
    except csv.Error as error:
        raise MctoolError(f"not a table with separators: {error}") from None


def _read(text: str, separator: str, most: int | None) -> list[Record]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    read: list[Record] = []
    begin = 1
    try:
        for row in rows:
            read.append(Record(begin, tuple(row)))
            begin = rows.line_num + 1
            if most is not None and len(read) >= most:
                break
    except csv.Error as error:
        raise csv.Error(f"line {begin}: {error}") from None
    return read
