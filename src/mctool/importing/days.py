"""Dates as platforms and spreadsheets write them: ISO 8601, in figures, as a serial number, or in prose."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from mctool.importing.cells import folded
from mctool.importing.sheet import NumberCell

Order = Literal["day-first", "month-first"]

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_FIGURES = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
_PROSE = re.compile(r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th|\.|º|er)? (?:de )?([^\W\d_]{3,})\.? (?:de )?(\d{4})(?!\d)")
_AMERICAN = re.compile(r"([^\W\d_]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of spreadsheets, for days after February 1900 (ECMA-376, part 1, 18.17.4.1)."""
_SERIALS = range(20_000, 80_000)
_MONTHS = (
    "jan stycz gen janv ene",
    "feb febr lut fev fév févr",
    "mar mär mrt maart marz março mars",
    "apr kwie abr avr avril",
    "may mai maj mei mayo maio",
    "jun czerw juin juni jún",
    "jul lip juil juli",
    "aug sierp ago aoû août",
    "sep sept wrze set",
    "oct okt paź out",
    "nov list",
    "dec dez gru déc dic",
)
"""How the months begin in English, Polish, Portuguese, Dutch, French, German and Spanish."""


def day_of(cell: str, order: Order | None) -> date:
    """The day in *cell*; *order* says what ``03/04/2026`` is. Raises ValueError when nobody can tell."""
    text = folded(cell)
    if isinstance(cell, NumberCell):
        serial = int(Decimal(cell))
        if serial not in _SERIALS:
            raise ValueError(cell)
        return _SERIAL_ZERO + timedelta(days=serial)
    iso = _ISO.match(text)
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    figures = _FIGURES.match(text)
    if figures:
        return _in_figures(int(figures[1]), figures[2], int(figures[3]), int(figures[4]), order)
    prose, american = _PROSE.search(text), _AMERICAN.search(text)
    if prose:
        return date(int(prose[3]), _month(prose[2]), int(prose[1]))
    if american:
        return date(int(american[3]), _month(american[1]), int(american[2]))
    raise ValueError(cell)


def order_of(cells: Iterable[str]) -> Order | None:
    """What the dates in figures among *cells* prove; None when they prove nothing. ValueError when both."""
    proved: set[Order] = set()
    for cell in cells:
        figures = _FIGURES.match(folded(cell))
        if (figures and figures[2] == ".") or (figures and int(figures[1]) > 12):
            proved.add("day-first")
        elif figures and int(figures[3]) > 12:
            proved.add("month-first")
    if len(proved) > 1:
        raise ValueError("both orders")
    return proved.pop() if proved else None


def _in_figures(first: int, sign: str, second: int, year: int, order: Order | None) -> date:
    if sign == "." or order == "day-first" or first > 12 or first == second:
        return date(year, second, first)
    if order == "month-first" or second > 12:
        return date(year, first, second)
    raise ValueError("day or month first")


def _month(word: str) -> int:
    """The month whose beginning, the longest that fits, *word* has."""
    fitting = [
        (len(begin), number)
        for number, beginnings in enumerate(_MONTHS, 1)
        for begin in beginnings.split()
        if word.startswith(begin)
    ]
    if not fitting:
        raise ValueError(word)
    return max(fitting)[1]
