"""How well labels answer a query whose words may be worded otherwise."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz


@dataclass(frozen=True)
class Query:
    """A query taken apart: its terms, how telling each is, and what may stand for it."""

    text: str
    """Folded."""
    weights: Mapping[str, float]
    """Of its own terms; the rarer, the more."""
    stand_ins: Mapping[str, Mapping[str, float]]
    """For each of its terms what may stand for it, itself with weight 1."""

    @cached_property
    def total(self) -> float:
        """The weight of all terms."""
        return sum(self.weights.values())

    @cached_property
    def answered_by(self) -> Mapping[str, Sequence[tuple[str, float]]]:
        """For each term that may stand in a label the terms of the query that it answers, and how well."""
        found: dict[str, list[tuple[str, float]]] = {}
        for term, others in self.stand_ins.items():
            for other, likeness in others.items():
                found.setdefault(other, []).append((term, likeness))
        return found

    def fit(self, label: Iterable[str], weight: Mapping[str, float], unknown: float) -> float:
        """How well the terms of *label* fit the query, 0 to 1: the harmonic mean of what is covered of both.

        *weight* tells how telling the terms of labels are, *unknown* is the weight of the others.
        """
        answers: dict[str, tuple[float, float]] = {}
        whole = 0.0
        for term in label:
            own = weight.get(term, unknown)
            whole += own
            for asked, likeness in self.answered_by.get(term, ()):
                if likeness > answers.get(asked, (0.0, 0.0))[0]:
                    answers[asked] = (likeness, own)
        if not answers or not whole:
            return 0.0
        of_query = sum(likeness * self.weights[asked] for asked, (likeness, _) in answers.items()) / self.total
        of_label = min(1.0, sum(likeness * own for likeness, own in answers.values()) / whole)
        return 2 * of_query * of_label / (of_query + of_label)


def rarity(frequency: int, skills: int) -> float:
    """How telling a term is that *frequency* of *skills* have."""
    return math.log(1 + skills / (frequency + 0.5))


def likeness(one: str, other: str) -> float:
    """How alike two folded texts are to the letter, 0 to 100, their words in any order and some left out."""
    return 0.5 * fuzz.token_set_ratio(one, other) + 0.5 * fuzz.token_sort_ratio(one, other)
