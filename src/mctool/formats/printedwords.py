"""How the certificates write what is no text of the workspace: dates, numbers, coded values, names of any script."""

import unicodedata
from datetime import date

from mctool.errors import FormatError
from mctool.identities import Identity
from mctool.vocabularies.lists import Concept
from mctool.vocabularies.phrases import phrase

LONGEST_NAME = 200
_JOINERS = "\u200c\u200d"
"""Invisible letters that Persian and the scripts of India are spelled with."""


def plain(text: str) -> str:
    """*text* on one line, composed, without control characters, so that nothing invisible turns what people read."""
    shown = text
    if not text.isprintable():
        kept = (one for one in text if one.isspace() or one in _JOINERS or _visible(one))
        shown = "".join(" " if one.isspace() else one for one in kept)
    return unicodedata.normalize("NFC", " ".join(shown.split()))


def printed_name(identity: Identity) -> str:
    """The full name as it is printed. Raises FormatError when no page could hold it in letters that can be read."""
    name = plain(identity.full_name)
    if len(name) > LONGEST_NAME:
        raise FormatError(f"the name has {len(name)} letters; a certificate holds {LONGEST_NAME}")
    if private := next((one for one in name if unicodedata.category(one) == "Co"), None):
        raise FormatError(f"no font of the certificate has «{private}» (U+{ord(private):04X})")
    return name


def _visible(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cf", "Cs")


def right_to_left(text: str) -> bool:
    """Whether the first letter of *text* belongs to a script written from right to left."""
    return next((way != "L" for one in text if (way := unicodedata.bidirectional(one)) in ("L", "R", "AL")), False)


def sentence(text: str) -> str:
    """*text* with a capital at its beginning, as it stands by itself."""
    return text[:1].upper() + text[1:]


def words(kind: str, concept: Concept | None, language: str) -> str:
    """The words of the table for a value of an EU list, whose own labels are no plain speech; empty for None."""
    return phrase(f"{kind}-{concept.slug}", language) if concept else ""


def filled(key: str, language: str, what: str) -> str:
    """The phrase *key* with *what* in it."""
    return phrase(key, language).replace("{what}", what)


def long_date(day: date, language: str) -> str:
    """*day* as people write it in *language*; in English where the table has no months of that language."""
    months = phrase("months", language).split()
    number = phrase("first-of-month", language) if day.day == 1 else str(day.day)
    return phrase("date-form", language).format(day=number, month=months[day.month - 1], year=day.year)


def number(value: float, language: str) -> str:
    """*value* with the decimal sign of *language* and no needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", phrase("decimal-sign", language))
