"""Which words stand for each other in ESCO, learnt from its own labels and descriptions.

ESCO gives most concepts several labels, and these vary one word at a time: *manage conflicts*, *handle conflicts*. Two
words that change places in the labels of many concepts are near in meaning (*handle*, *manage*); two that keep turning
up in the same few concepts belong together. This finds, in any language, what a list of synonyms
would have to be written for.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, combinations

SWAPS_KEPT = 30
COMPANIONS_KEPT = 25
LEAST = 2
"""Concepts that must show a relation."""
MOST = 600
"""Concepts that may have a word for it to count as company; a commoner one is company to everything."""
NEAR = 0.25
"""Normalised pointwise mutual information from which two words count as companions."""

Labels = Sequence[Sequence[str]]


def related(labels: Sequence[Labels], descriptions: Sequence[Collection[str]]) -> dict[str, dict[str, float]]:
    """For each term the terms that may stand for it, with a weight between 0 and 1.

    *labels* holds the terms of each label of each concept, *descriptions* the terms of each concept's description.
    """
    found = _companions(labels, descriptions)
    for term, swaps in _swaps(labels).items():
        mine = found.setdefault(term, {})
        for other, weight in swaps.items():
            mine[other] = max(weight, mine.get(other, 0))
    return found


def _swaps(labels: Sequence[Labels]) -> dict[str, dict[str, float]]:
    """Terms that change places: of the concepts with the one, how many have the other in its place."""
    pairs: Counter[tuple[str, str]] = Counter()
    frequency: Counter[str] = Counter()
    for own in labels:
        pairs.update(_swapped(own))
        frequency.update(set(chain.from_iterable(own)))
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), count in pairs.items():
        if count >= LEAST:
            for term, swap in ((one, other), (other, one)):
                found[term][swap] = min(0.9, 0.3 + 2 * count / (frequency[term] + 5))
    return {term: _strongest(swaps, SWAPS_KEPT) for term, swaps in found.items()}


def _swapped(own: Labels) -> set[tuple[str, str]]:
    """The pairs of terms by which labels of one concept differ, all else equal."""
    by_length: dict[int, set[frozenset[str]]] = defaultdict(set)
    for label in own:
        by_length[len(distinct := frozenset(label))].add(distinct)
    found = set()
    for alike in by_length.values():
        for one, other in combinations(alike, 2):
            if len(differing := one ^ other) == 2:
                found.add(_in_order(*differing))
    return found


def _in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _companions(labels: Sequence[Labels], descriptions: Sequence[Collection[str]]) -> dict[str, dict[str, float]]:
    """For each term of a label the terms that come with it, there or in descriptions, far oftener than by chance."""
    own = [set(chain.from_iterable(concept)) for concept in labels]
    texts = [mine.union(about) for mine, about in zip(own, descriptions, strict=True)]
    frequency = Counter(chain.from_iterable(texts))
    telling = {term for term, count in frequency.items() if LEAST <= count <= MOST}
    company: dict[str, list[set[str]]] = defaultdict(list)
    for mine, text in zip(own, texts, strict=True):
        around = text & telling
        for term in mine & around:
            company[term].append(around)
    # nearness is over NEAR where count ** (1 + NEAR) > frequency * frequency of the other / texts ** (1 - NEAR)
    power = 1 / (1 + NEAR)
    least = {term: (frequency[term] / len(texts) ** (1 - NEAR)) ** power for term in telling}
    common = {term: frequency[term] ** power for term in telling}
    return {
        term: _strongest(_nearness(term, around, frequency, len(texts), least[term], common), COMPANIONS_KEPT)
        for term, around in company.items()
        if len(around) >= LEAST
    }


def _nearness(
    term: str,
    company: Sequence[Collection[str]],
    frequency: Mapping[str, int],
    texts: int,
    least: float,
    common: Mapping[str, float],
) -> dict[str, float]:
    """The weights of those that come with *term* more often than ``least * common``, where nearness passes NEAR."""
    found = {}
    for other, count in Counter(chain.from_iterable(company)).items():
        if LEAST <= count < texts and count > least * common[other] and other != term:
            expected = frequency[term] * frequency[other] / texts
            found[other] = 0.9 * math.log(count / expected) / -math.log(count / texts)
    return found


def _strongest(weights: Mapping[str, float], kept: int) -> dict[str, float]:
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:kept])
