"""Search in ESCO: from a few words to the skills that may be meant, the likeliest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mctool.vocabularies.esco.concepts import EscoConcept, fold
from mctool.vocabularies.esco.core import CoreSubset
from mctool.vocabularies.esco.index import Index
from mctool.vocabularies.esco.matching import likeness
from mctool.vocabularies.esco.ranking import Found, ranked_in_core, ranked_in_index

PREFERENCE = {"transversal": 1.0, "cross-sector": 0.5, "occupation-specific": -0.8}
"""Points that ``prefer="transversal"`` gives; one point makes a skill e times as likely."""


class Grade(StrEnum):
    """How far a hit can be trusted. A person decides in any case."""

    EXACT = "exact"
    LIKELY = "likely"
    WEAK = "weak"


MEANING = {
    Grade.EXACT: "a label says the same; right about nine times in ten",
    Grade.LIKELY: "a label says nearly the same; right about every other time",
    Grade.WEAK: "words are shared or related; right about one time in four, so check",
}
"""What the grades mean, as measured on phrases of job advertisements."""


@dataclass(frozen=True)
class Hit:
    """A skill that may be meant."""

    concept: EscoConcept
    matched: str
    """The label that comes nearest to the query, folded."""
    score: int
    """How alike that label and the query are to the letter, 0 to 100."""

    @property
    def grade(self) -> Grade:
        """How far the hit can be trusted."""
        return Grade.EXACT if self.score >= 100 else Grade.LIKELY if self.score >= 90 else Grade.WEAK


def search(source: Index | CoreSubset, text: str, limit: int = 10, prefer: str | None = None) -> tuple[Hit, ...]:
    """The skills of *source* that *text*, a few words in its language, may mean: at most *limit*, likeliest first.

    ``prefer="transversal"`` moves skills up that are used across occupations. Empty when nothing in *source* is
    near. Raises MctoolError when an index is damaged.
    """
    found = ranked(source, text, prefer)
    return tuple(hit(one, (text,)) for one in found[:limit])


def ranked(source: Index | CoreSubset, text: str, prefer: str | None = None) -> list[Found]:
    """The skills of *source* that *text* may mean, likeliest first, with their points."""
    found = ranked_in_index(source, text) if isinstance(source, Index) else ranked_in_core(source, text)
    if prefer == "transversal":
        found.sort(key=lambda one: -one.points - PREFERENCE.get(one.concept.reuse, 0.0))
    return found


def hit(found: Found, texts: Sequence[str]) -> Hit:
    """The hit that *found* makes, with the label that is nearest to one of *texts*."""
    score, matched = max((likeness(fold(text), label), label) for text in texts for label in found.labels)
    return Hit(found.concept, matched, int(score))
