"""Words and phrases that say too little or claim too much, by language: an own table, looked up in texts."""

import re
from dataclasses import dataclass
from functools import cache

from mctool.vocabularies import tables

KINDS = (
    "placeholder", "situation", "stock", "jargon", "formal", "confers", "negation", "refrain", "label", "trait",
    "harmless", "telling", "private", "matter", "own", "wound", "voluntary", "somebody",
)  # fmt: skip
"""What the table holds, besides the words that recall an EQF level."""
LONGEST = 20_000
"""How much of a text is read for its wording, in characters: five times what Europass carries of any text."""


@dataclass(frozen=True, slots=True)
class EqfCue:
    """Words as written that recall EQF levels from ``low`` to ``high``."""

    words: str
    low: int
    high: int


def find(kind: str, text: str, language: str) -> tuple[str, ...]:
    """The words of *kind* in *text*, as written there; none where the table does not know the *language*.

    Reads the first ``LONGEST`` characters.
    """
    pattern = compiled(kind, language)
    return tuple(match.group() for match in pattern.finditer(text[:LONGEST])) if pattern else ()


def eqf_cues(text: str, language: str) -> tuple[EqfCue, ...]:
    """The words in *text* that recall an EQF level (Council Recommendation 2017/C 189/03, Annex II)."""
    found = []
    for kind in _eqf_kinds():
        low, _, high = kind.removeprefix("eqf ").partition("-")
        found += [EqfCue(words, int(low), int(high or low)) for words in find(kind, text, language)]
    return tuple(found)


@cache
def _eqf_kinds() -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["kind"] for row in tables.read("wording") if row["kind"].startswith("eqf ")))


@cache
def compiled(kind: str, language: str) -> re.Pattern[str] | None:
    """A pattern that matches any phrase of *kind* in *language*, whole words and in any case; None without phrases."""
    return expression((kind,), language, re.IGNORECASE)


def expression(kinds: tuple[str, ...], language: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str] | None:
    """A pattern of all phrases of *kinds* in *language*, whole words; None without phrases.

    Texts in small letters are searched without *flags*, in half the time.
    """
    found = {phrase for kind in kinds for phrase in phrases(kind, language)}
    longest_first = sorted(found, key=lambda phrase: (-len(phrase), phrase))
    if not longest_first:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_expression, longest_first))})(?!\w)", flags)


@cache
def phrases(kind: str, language: str) -> frozenset[str]:
    """The phrases of *kind* for *language* as the table writes them, in small letters; ``*`` stands for any ending."""
    rows = (row for row in tables.read("wording") if row["kind"] == kind and row["language"] in (language, "*"))
    return frozenset(phrase for row in rows for phrase in row["phrases"].split("; "))


def _expression(phrase: str) -> str:
    written = re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return written.replace("'", "['’]")
