"""The order of search results.

In an index three signals are weighed: how well the best label fits when words may stand for each other
(``relations``), how much of the query the labels and the description cover together, and the classic full-text rank.
The weights were fitted by logistic regression on held-out labels of concepts that ``benchmarks/esco.py`` does not ask
for.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from operator import itemgetter

from rapidfuzz import fuzz, process

from mctool.vocabularies.esco import termtable
from mctool.vocabularies.esco.concepts import EscoConcept, fold
from mctool.vocabularies.esco.core import CoreSubset
from mctool.vocabularies.esco.index import Index
from mctool.vocabularies.esco.matching import Query, likeness, rarity
from mctool.vocabularies.esco.terms import known_terms, telling_words, terms
from mctool.vocabularies.esco.termtable import Term

MOST_TERMS = 60
"""Words of a query that are looked at; an outcome has some twenty."""
CANDIDATES = 150
"""Skills that each of the two ways to find any may put forward."""
FIT, LETTERS, COVER, RANK = 7.95, 4.46, 7.59, 0.053
"""Weights: of the best label's fit; of its likeness to the letter; of the cover of the query by the whole concept; of
the full-text rank."""
LABELS, LENGTH = -0.97, -0.54
"""Weights against what fits more easily by chance: many labels, and a long description (in hundreds of letters)."""
IN_DESCRIPTION = 0.9
"""What a term in the description counts, compared with one in a label."""
UNKNOWN = 8.0
"""Weight of a term that the index does not have."""
ALIKE = 80
"""Likeness to the letter, 0 to 100, from which two terms may be forms of one word."""

_FULL_TEXT = (
    "SELECT rowid, -bm25(concept_fts, 4, 2, 1) AS points FROM concept_fts WHERE concept_fts MATCH ?"
    " ORDER BY points DESC LIMIT ?"
)


@dataclass(frozen=True)
class Found:
    """A skill (without its description) with its labels, folded, and how many points it got."""

    concept: EscoConcept
    labels: Sequence[str]
    points: float


def ranked_in_index(index: Index, text: str) -> list[Found]:
    """The skills of *index* that *text* may mean, likeliest first."""
    table = _table(index, index.meta["sha256"])
    query = table.query(text)
    if not query.weights:
        return []
    cover = table.cover(query)
    rank = dict(index.rows(_FULL_TEXT, (_any_of(text, index.language), CANDIDATES)))
    chosen = {*rank, *(number for number, _ in cover.most_common(CANDIDATES))}
    found = []
    for candidate in table.candidates(chosen):
        fit = max(query.fit(own.split(), table.weight, UNKNOWN) for own in candidate.terms)
        letters = max(fuzz.token_sort_ratio(query.text, label) for label in candidate.labels) / 100
        covered, full_text = cover[candidate.number] / query.total, rank.get(candidate.number, 0)
        points = FIT * fit + LETTERS * letters + COVER * covered + RANK * full_text
        chance = LABELS * math.log(len(candidate.labels)) + LENGTH * math.log1p(candidate.length / 100)
        found.append(Found(candidate.concept, candidate.labels, points + chance))
    return sorted(found, key=lambda one: (-one.points, one.concept.uri))


def ranked_in_core(core: CoreSubset, text: str) -> list[Found]:
    """The skills of the core subset that share a word with *text*, or nearly, likeliest first."""
    own = terms(text)
    query = Query(fold(text), dict.fromkeys(own, 1.0), {term: {term: 1.0} for term in own})
    found = []
    for concept in core.concepts.values():
        label = fold(concept.label)
        letters = likeness(query.text, label) / 100
        fit = query.fit(set(terms(label)), {}, 1.0)
        if own and (fit or letters >= ALIKE / 100):
            found.append(Found(concept, (label,), FIT * fit + LETTERS * letters))
    return sorted(found, key=lambda one: (-one.points, one.concept.uri))


def _any_of(text: str, language: str) -> str:
    """The full-text query for any word of *text*; quoted, for a query has a syntax of its own."""
    return " OR ".join(f'"{word}"' for word in telling_words(text, language)[:MOST_TERMS])


@dataclass(frozen=True)
class _Candidate:
    """A skill of an index that may be meant."""

    concept: EscoConcept
    number: int
    labels: Sequence[str]
    terms: Sequence[str]
    """Of each label, with spaces between them."""
    length: int
    """Of the description, in letters."""


class _Table:
    """The terms of an index. The vocabulary is read once, all else when it is asked for."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.skills_counted = int(index.meta["skills"])
        rows = index.rows("SELECT term, frequency FROM term")
        self.weight: Mapping[str, float] = {term: rarity(count, self.skills_counted) for term, count in rows}
        self.in_labels = [
            term for (term,) in index.rows("SELECT term FROM term WHERE labels <> x'' AND length(term) > 3")
        ]

    def query(self, text: str) -> Query:
        """*text* taken apart, with what may stand for its terms."""
        own = dict.fromkeys(islice(known_terms(text, self.index.language, self.weight), MOST_TERMS))
        known = self.terms(own)
        stand_ins = {}
        for term in own:
            others = dict(self.forms(term))
            for other, weight in known[term].related.items() if term in known else ():
                others[other] = max(weight, others.get(other, 0.0))
            others[term] = 1.0
            stand_ins[term] = others
        return Query(fold(text), {term: self.weight.get(term, UNKNOWN + 1) for term in own}, stand_ins)

    def forms(self, term: str) -> Iterator[tuple[str, float]]:
        """Terms that are nearly *term* to the letter: other forms, other spellings, slips."""
        if len(term) > 3:
            near = process.extract(term, self.in_labels, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=8)
            yield from ((other, 0.8 * score / 100) for other, score, _ in near)

    def terms(self, wanted: Collection[str]) -> Mapping[str, Term]:
        """Those of the terms *wanted* that the index has."""
        marks = ",".join("?" * len(wanted))
        query = f"SELECT term, frequency, labels, descriptions, related FROM term WHERE term IN ({marks})"  # noqa: S608
        return {term: termtable.read(tuple(rest)) for term, *rest in self.index.rows(query, tuple(wanted))}

    def cover(self, query: Query) -> Counter[int]:
        """How much weight of the query each skill covers, with its labels or, at a discount, its description."""
        entries = self.terms({other for others in query.stand_ins.values() for other in others})
        cover: Counter[int] = Counter()
        for term, others in query.stand_ins.items():
            lists = []
            for other, nearness in others.items():
                if other in entries:
                    points = nearness * query.weights[term]
                    lists.append((points, entries[other].labels))
                    lists.append((IN_DESCRIPTION * points, entries[other].descriptions))
            best: dict[int, float] = {}
            for points, numbers in sorted(lists, key=itemgetter(0)):  # the better way to cover comes later, and stays
                best.update(dict.fromkeys(numbers, points))
            cover.update(best)
        return cover

    def candidates(self, numbers: Collection[int]) -> Iterator[_Candidate]:
        """The skills with these ids."""
        marks = ",".join("?" * len(numbers))
        labels: dict[int, list[str]] = defaultdict(list)
        own_terms: dict[int, list[str]] = defaultdict(list)
        query = f"SELECT concept, folded, terms FROM label WHERE concept IN ({marks})"  # noqa: S608 - question marks
        for number, text, own in self.index.rows(query, tuple(numbers)):
            labels[number].append(text)
            own_terms[number].append(own)
        query = f"SELECT id, length(description), uri, label, type, reuse FROM concept WHERE id IN ({marks})"  # noqa: S608
        for number, length, *concept in self.index.rows(query, tuple(numbers)):
            yield _Candidate(EscoConcept(*concept), number, labels[number], own_terms[number], length)


@cache
def _table(index: Index, sha256: str) -> _Table:
    """Kept for as long as the index is made of the same files, which *sha256* tells."""
    return _Table(index)
