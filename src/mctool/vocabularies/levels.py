"""Levels of the European Qualifications Framework and of the national frameworks that refer to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mctool.vocabularies import tables
from mctool.vocabularies.lists import Concept, concepts


@dataclass(frozen=True)
class NqfLevel:
    """One level of a national qualifications framework."""

    concept: Concept
    """The level in the list ``nqf-levels-qdr``."""
    framework: Concept
    """Its framework in the same list."""
    country: str
    """Code of the list ``countries``."""
    level: str
    """How the framework counts it: ``6``, ``5.1``, ``7a``, ``Entry 3``."""
    eqf: int | None
    """The EQF level, 1 to 8, that it refers to; None where it refers to none or several, or is not told."""


def eqf_descriptor(level: int, language: str = "en") -> str:
    """One line on what EQF *level* (1 to 8) asks for, in *language*, else in English.

    The words are mctool's own, after Annex II of the Council Recommendation of 22 May 2017 (2017/C 189/03).
    Raises ValueError when there is no such level.
    """
    for row in tables.read("eqf-descriptors"):
        if row["level"] == str(level):
            return row.get(language) or row["en"]
    raise ValueError(f"there is no EQF level {level}; the levels are 1 to 8")


def nqf_levels(country: str) -> tuple[NqfLevel, ...]:
    """The levels of the frameworks of *country* (``POL``), lowest first; empty when the EU list has none."""
    return tuple(level for level in _nqf_levels().values() if level.country == country)


def nqf_level(concept: Concept) -> NqfLevel | None:
    """What is known of *concept*, a value of the list ``nqf-levels-qdr``; None when it is no level."""
    return _nqf_levels().get(concept.slug)


@cache
def _nqf_levels() -> Mapping[str, NqfLevel]:
    concept = {member.slug: member for member in concepts("nqf-levels-qdr")}
    return {
        row["slug"]: NqfLevel(
            concept=concept[row["slug"]],
            framework=concept[row["framework"]],
            country=row["country"],
            level=row["level"],
            eqf=int(row["eqf"]) if row["eqf"] else None,
        )
        for row in tables.read("nqf-levels")
    }
