"""The terms of an index: where each occurs, how often, and what it is related to."""

import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from mctool.vocabularies.esco.files import Record
from mctool.vocabularies.esco.relations import Labels, related
from mctool.vocabularies.esco.terms import terms

TABLE = (
    "CREATE TABLE term(term TEXT PRIMARY KEY, frequency INTEGER NOT NULL, labels BLOB NOT NULL,"
    " descriptions BLOB NOT NULL, related TEXT NOT NULL) WITHOUT ROWID"
)

Row = tuple[str, int, bytes, bytes, str]


@dataclass(frozen=True)
class Term:
    """One term of the index."""

    frequency: int
    """How many skills have it in a label or in the description."""
    labels: Sequence[int]
    """Ids of the skills that have it in a label."""
    descriptions: Sequence[int]
    related: Mapping[str, float]
    """Terms that may stand for it, with a weight between 0 and 1."""


def rows(skills: Sequence[Record], ids: Mapping[str, int], labels: Sequence[Labels], language: str) -> Iterator[Row]:
    """The rows of the table for *skills*, whose ids are below 65,536; *labels* holds the terms of each label."""
    descriptions = [frozenset(terms(record.description, language)) for record in skills]
    own = [set(chain.from_iterable(concept)) for concept in labels]
    numbers = [ids[record.uri] for record in skills]
    in_labels, in_descriptions = _places(numbers, own), _places(numbers, descriptions)
    frequency = Counter(chain.from_iterable(mine | about for mine, about in zip(own, descriptions, strict=True)))
    found = related(labels, descriptions)
    for term in sorted(frequency):
        weights = " ".join([f"{other}:{round(100 * weight)}" for other, weight in found.get(term, {}).items()])
        yield term, frequency[term], packed(in_labels[term]), packed(in_descriptions[term]), weights


def _places(numbers: Sequence[int], texts: Sequence[Collection[str]]) -> defaultdict[str, list[int]]:
    """The numbers of the texts that have each term."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in zip(numbers, texts, strict=True):
        for term in text:
            found[term].append(number)
    return found


def read(row: tuple[int, bytes, bytes, str]) -> Term:
    """The term in the columns after its name."""
    frequency, labels, descriptions, weights = row
    pairs = (pair.split(":") for pair in weights.split())
    return Term(
        frequency, unpacked(labels), unpacked(descriptions), {other: int(weight) / 100 for other, weight in pairs}
    )


def packed(numbers: Iterable[int]) -> bytes:
    """*numbers* below 65,536 as little-endian pairs of bytes."""
    return _little(array("H", numbers)).tobytes()


def unpacked(content: bytes) -> "array[int]":
    """The numbers that ``packed`` made *content* of."""
    return _little(array("H", content))


def _little(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
