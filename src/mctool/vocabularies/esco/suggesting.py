"""Suggestions for a learning outcome. They are for a person to choose from, and nothing is mapped by itself."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from mctool.vocabularies.esco.core import CoreSubset
from mctool.vocabularies.esco.index import Index
from mctool.vocabularies.esco.phrases import phrases
from mctool.vocabularies.esco.ranking import Found
from mctool.vocabularies.esco.search import Hit, hit, ranked

DEPTH = 50
"""Skills of each list that take part."""
BEFORE = 10
"""Reciprocal rank fusion: a place counts ``1 / (BEFORE + place)``."""

FOREIGN = 0.25
"""Weight of the words of another language: names and loanwords still meet."""

Ranking = Callable[[str], Sequence[Found]]


def suggest(
    source: Index | CoreSubset,
    texts: Sequence[str],
    limit: int = 10,
    prefer: str | None = None,
    also: Ranking | None = None,
    foreign: bool = False,
) -> tuple[Hit, ...]:
    """The skills of *source* that an outcome with these *texts* may be mapped to, likeliest first.

    *texts* are the outcome's wordings: the observable behaviour, the competence, the whole statement. Each is asked
    for as a whole and in parts, and a skill counts by the phrases that it answers best. *also* is a second way to
    rank, such as the semantic one, fused with the first; where the texts are *foreign*, in another language than
    *source*, it has the say, and the words only help. Empty when nothing in *source* is near to any of them.
    """
    asked = tuple(dict.fromkeys(phrase for text in texts if text.strip() for phrase in phrases(text, source.language)))
    fused = answering(ranked(source, phrase, prefer) for phrase in asked)
    if also is not None:
        by_words = FOREIGN if foreign else 1.0
        fused = fuse([(by_words, fused), (1.0, answering(also(phrase) for phrase in asked))])
    return tuple(hit(found, asked) for found in fused[:limit])


def answering(lists: Iterable[Sequence[Found]]) -> list[Found]:
    """One list of several: points are log-odds, so those of a skill add up as odds."""
    odds: dict[str, float] = defaultdict(float)
    kept: dict[str, Found] = {}
    for found in lists:
        for one in found[:DEPTH]:
            odds[one.concept.uri] += math.exp(one.points)
            kept.setdefault(one.concept.uri, one)
    return sorted(kept.values(), key=lambda one: (-odds[one.concept.uri], one.concept.uri))


def fuse(lists: Iterable[tuple[float, Sequence[Found]]]) -> list[Found]:
    """The union of weighted *lists* that count by different measures, ordered by reciprocal rank fusion."""
    points: dict[str, float] = defaultdict(float)
    kept: dict[str, Found] = {}
    for weight, found in lists:
        for place, one in enumerate(found[:DEPTH]):
            points[one.concept.uri] += weight / (BEFORE + place)
            kept.setdefault(one.concept.uri, one)
    return sorted(kept.values(), key=lambda one: (-points[one.concept.uri], one.concept.uri))
