"""Text with separators (RFC 4180 and its relatives) -> records."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from mctool.errors import MctoolError
from mctool.importing.choices import Quote
from mctool.importing.sheet import SEPARATORS, Record

_SAMPLE = 200
_QUOTES: dict[Quote, str] = {"double": '"', "single": "'"}
_STATED = re.compile(r"sep=(.)\r?\n")
"""The line with which Excel is told the separator."""
_SINGLY = re.compile(r"'[^'\n]*'(?=[,;\t:|\r\n]|\Z)")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are separated, what they are quoted with, and how many lines above them only say so."""

    separator: str
    quote: Quote
    lines: int = 0


def dialect_of(text: str, separator: str | None, quote: Quote | None) -> Dialect:
    """How *text* is written, where *separator* (its name) and *quote* do not say it.

    The separator is the one that the text states, else the one under which its rows agree best on their number of
    cells; a comma for one column. Quotes are single ones where the first line is made of them, else double.
    """
    stated = _STATED.match(text)
    body = text[stated.end() :] if stated else text
    first = body.lstrip("\r\n").partition("\n")[0].rstrip("\r")
    quotes = quote or ("single" if first.startswith("'") and len(_SINGLY.findall(first)) > 1 else "double")
    if separator is not None:
        sign = SEPARATORS[separator]
    elif stated and stated[1] in SEPARATORS.values():
        sign = stated[1]
    else:
        sign = _separator_of(body, quotes)
    return Dialect(sign, quotes, 1 if stated else 0)


def records(text: str, dialect: Dialect) -> tuple[Record, ...]:
    """The records of *text*, each with the line where it begins. Raises MctoolError for broken quotes."""
    try:
        return tuple(_read(text, dialect.separator, dialect.quote, None)[dialect.lines :])
    except csv.Error as error:
        raise MctoolError(f"not a table with separators: {error}") from None


def _separator_of(text: str, quote: Quote) -> str:
    scored = []
    for rank, separator in enumerate(SEPARATORS.values()):
        try:
            rows = [one.cells for one in _read(text, separator, quote, _SAMPLE)]
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if any(row))
        width, agreeing = max(widths.items(), key=lambda one: (one[1], one[0])) if widths else (1, 0)
        if width > 1:
            scored.append((agreeing / widths.total(), width, -rank, separator))
    good = [one for one in scored if one[0] >= 0.5] or scored
    return max(good)[3] if good else ","


def _read(text: str, separator: str, quote: Quote, most: int | None) -> list[Record]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar=_QUOTES[quote], strict=True)
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
