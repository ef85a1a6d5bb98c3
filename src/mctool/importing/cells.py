"""What one cell says: not assessed, a number, or a word. The decimal sign is decided for a column, never for a cell."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from mctool.importing.choices import Decimals
from mctool.importing.sheet import NumberCell

_NOTHING = frozenset({
    "", "-", "–", "—", "ex", "n/a", "excused", "exempt", "not submitted", "not assessed", "(read only)",
})  # fmt: skip
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_GUARDED = re.compile(r'="(.*)"\Z', re.DOTALL)
_NUMBER = re.compile(r"[+\-\u2212]?[0-9]+(?:[ .,'’][0-9]+)*\Z")
_AMBIGUOUS = re.compile(r"[+\-\u2212]?[1-9][0-9]{0,2}[.,][0-9]{3}\Z")


def unguarded(cell: str) -> str:
    """*cell* without the ``="…"`` that keeps a spreadsheet from running it as a formula (Canvas, section 3.3)."""
    match = _GUARDED.match(cell)
    return match[1].replace('""', '"') if match else cell


def folded(text: str) -> str:
    """*text* for comparison: small letters, one kind of space and apostrophe, no space around."""
    return _SPACES.sub(" ", text.replace("’", "'").replace("\u00ad", "")).strip().casefold()


def not_assessed(cell: str) -> bool:
    """Whether *cell* says that nobody assessed it. Zero is a score."""
    return folded(cell) in _NOTHING


def looks_numeric(cell: str) -> bool:
    """Whether *cell* is a number in some country, a percentage included."""
    return _NUMBER.match(_bare(cell)) is not None


def decimal_sign(cells: Iterable[str]) -> Decimals | None:
    """The decimal sign that the numbers among *cells* prove; None when they prove none. ValueError when both."""
    proved: set[Decimals] = set()
    for cell in cells:
        if not isinstance(cell, NumberCell):
            sign = _sign(_bare(cell))
            if sign is not None:
                proved.add(sign)
    if len(proved) > 1:
        raise ValueError("both decimal signs")
    return proved.pop() if proved else None


def number(cell: str, decimals: Decimals | None) -> Decimal | None:
    """The number in *cell*; None where *decimals* would have to be known and is not.

    Raises ValueError when the cell holds no number, or none with that decimal sign.
    """
    bare = _bare(cell)
    if isinstance(cell, NumberCell):
        return Decimal(bare)
    if not _NUMBER.match(bare):
        raise ValueError(cell)
    bare = bare.replace("\u2212", "-")
    sign = decimals or _sign(bare)
    if sign is None:
        if _AMBIGUOUS.match(bare):
            return None
        sign = "point"
    point, group = (",", ".") if sign == "comma" else (".", ",")
    whole, _, part = bare.partition(point)
    groups = re.split(rf"[ '’{group}]", whole)
    if point in part or re.search(r"[^0-9]", part) or any(len(one) != 3 for one in groups[1:]):
        raise ValueError(cell)
    try:
        return Decimal("".join(groups) + (f".{part}" if part else ""))
    except InvalidOperation:
        raise ValueError(cell) from None


def _bare(cell: str) -> str:
    return _SPACES.sub(" ", cell).strip().removesuffix("%").strip()


def _sign(bare: str) -> Decimals | None:
    """The decimal sign that one number proves."""
    if not _NUMBER.match(bare):
        return None
    comma, point = bare.count(","), bare.count(".")
    if comma and point:
        return "comma" if bare.rindex(",") > bare.rindex(".") else "point"
    if not comma and not point:
        return None
    if comma > 1 or point > 1:  # only the sign that groups thousands stands twice
        return "point" if comma else "comma"
    if _AMBIGUOUS.match(bare):
        return None
    return "comma" if comma else "point"
