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
    frames: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for label in {tuple(sorted(set(label))) for label in own}:
        for place, term in enumerate(label):
            frames[label[:place] + label[place + 1 :]].add(term)
    return {pair for fillers in frames.values() if len(fillers) > 1 for pair in combinations(sorted(fillers), 2)}


def _companions(labels: Sequence[Labels], descriptions: Sequence[Collection[str]]) -> dict[str, dict[str, float]]:
    """For each term of a label the terms that come with it, there or in descriptions, far oftener than by chance."""
    own = [set(chain.from_iterable(concept)) for concept in labels]
    texts = [mine | set(about) for mine, about in zip(own, descriptions, strict=True)]
    frequency = Counter(chain.from_iterable(texts))
    telling = {term for term, count in frequency.items() if LEAST <= count <= MOST}
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for mine, text in zip(own, texts, strict=True):
        company = text & telling
        for term in mine & company:
            together[term].update(company)
    return {
        term: _strongest(_nearness(term, company, frequency, len(texts)), COMPANIONS_KEPT)
        for term, company in together.items()
    }


def _nearness(term: str, company: Mapping[str, int], frequency: Mapping[str, int], texts: int) -> dict[str, float]:
    found = {}
    for other, count in company.items():
        if count >= LEAST and other != term:
            expected = frequency[term] * frequency[other] / texts
            nearness = math.log(count / expected) / -math.log(count / texts)
            if nearness > NEAR:
                found[other] = 0.9 * nearness
    return found


def _strongest(weights: Mapping[str, float], kept: int) -> dict[str, float]:
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:kept])
