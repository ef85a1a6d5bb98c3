"""Which concepts of today may stand for one that ESCO has retired. ESCO itself names no successors."""

from collections import Counter
from dataclasses import dataclass

from mctool.vocabularies.esco.concepts import Source, fold, version_key
from mctool.vocabularies.esco.core import Retired, retired


@dataclass(frozen=True)
class Candidate:
    """A concept that may have been meant, and what speaks for it."""

    uri: str
    label: str
    evidence: str


_CARRIES_PREFERRED = "its preferred label is the retired one"
_CARRIES_ALTERNATIVE = "carries the retired label as an alternative"


def successors(uri: str, today: Source, older: Source | None) -> tuple[str, str, tuple[Candidate, ...]]:
    """Last version seen, last label, and candidates for the retired *uri*.

    *today* is the data checked against, *older* a loaded version that has the concept, if one is. What is carried
    about retired concepts speaks first, as far as it goes; else the two versions are compared.
    """
    known = retired().get(uri)
    if older is not None and (known is None or version_key(today.version) < (1, 2)):
        concept = older.concept(uri)
        label = concept.label if concept else ""
        return older.version, label, computed(label, older.alternatives(uri), today)
    if known is None:
        raise KeyError(uri)
    return known.last_seen, known.concept.label, _carried(known)


def computed(label: str, alternatives: tuple[str, ...], today: Source) -> tuple[Candidate, ...]:
    """The concepts of *today* that carry *label*, else the one that shares most of the folded *alternatives*."""
    holders = today.holders(label)
    if holders:
        preferred = [holder for holder in holders if holder.preferred]
        return tuple(
            Candidate(
                holder.concept.uri,
                holder.concept.label,
                _CARRIES_PREFERRED if holder.preferred else _CARRIES_ALTERNATIVE,
            )
            for holder in (preferred or holders)
        )
    shared = Counter(holder.concept for text in set(alternatives) - {fold(label)} for holder in today.holders(text))
    most = max(shared.values(), default=0)
    return tuple(
        Candidate(concept.uri, concept.label, _shares(count)) for concept, count in shared.items() if count == most
    )


def _carried(known: Retired) -> tuple[Candidate, ...]:
    if known.candidate is None:
        return ()
    evidence = {"preferred": _CARRIES_PREFERRED, "alternative": _CARRIES_ALTERNATIVE}.get(known.evidence)
    return (Candidate(known.candidate.uri, known.candidate.label, evidence or _shares(int(known.evidence))),)


def _shares(count: int) -> str:
    return f"shares {count} alternative {'label' if count == 1 else 'labels'} with the retired one"
