"""The part of ESCO that comes with mctool: a core subset, the retired concepts, and the labels that changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar

from mctool.vocabularies import tables
from mctool.vocabularies.esco.concepts import SKILL, SKILLS_IN, EscoConcept, Holder, fold


@dataclass(frozen=True)
class Retired:
    """A skill that ESCO 1.2.0 no longer has."""

    concept: EscoConcept
    last_seen: str
    """The last version known to have it: ``1.0`` or ``1.1.1``."""
    candidate: EscoConcept | None
    """A skill of 1.2.0 that may stand for it. ESCO names no successors; this one is computed."""
    evidence: str
    """Why the candidate: ``preferred``, ``alternative`` (which of its labels equals the retired one), or how many
    alternative labels both share."""


@cache
def retired() -> Mapping[str, Retired]:
    """The retired skills by URI."""
    found = {}
    for row in tables.read("esco-retired"):
        gone = EscoConcept(SKILL + row["uuid"], row["label"], row["type"], row["reuse"])
        today = EscoConcept(SKILL + row["candidate"], row["candidate_label"]) if row["candidate"] else None
        found[gone.uri] = Retired(gone, row["last_seen"], today, row["evidence"])
    return found


@dataclass(frozen=True)
class LabelChange:
    """A preferred label that 1.2.0 words otherwise."""

    version: str
    old: str
    new: str


@cache
def label_changes() -> Mapping[str, tuple[LabelChange, ...]]:
    """The changes of preferred labels by URI, newest version first."""
    found: dict[str, list[LabelChange]] = {}
    for row in tables.read("esco-label-changes"):
        found.setdefault(SKILL + row["uuid"], []).append(LabelChange(row["version"], row["old"], row["new"]))
    return {uri: tuple(sorted(changes, key=lambda c: c.version, reverse=True)) for uri, changes in found.items()}


@dataclass(frozen=True)
class CoreSubset:
    """The transversal and emotional-intelligence skills as of one version, 1.1.1 or 1.2.0, in English."""

    version: str = "1.2.0"
    language: ClassVar[str] = "en"
    complete: ClassVar[bool] = False
    VERSIONS: ClassVar[tuple[str, ...]] = ("1.2.0", "1.1.1")
    """All skills of the subset are in both, and the labels that changed between them are known."""

    @property
    def about(self) -> str:
        """What this is, for people."""
        return f"ESCO {self.version} core subset ({len(self.concepts)} of {SKILLS_IN[self.version]:,} concepts)"

    @cached_property
    def concepts(self) -> Mapping[str, EscoConcept]:
        """The skills of the subset by URI."""
        found = {}
        for row in tables.read("esco-core"):
            uri = SKILL + row["uuid"]
            found[uri] = EscoConcept(uri, self._label(uri, row["label"]), row["type"], row["reuse"])
        return found

    def _label(self, uri: str, label: str) -> str:
        """*label*, which is that of 1.2.0, as it was in this version."""
        old = (change.old for change in label_changes().get(uri, ()) if change.version == self.version)
        return next(old, label)

    @cached_property
    def _by_label(self) -> Mapping[str, EscoConcept]:
        return {fold(concept.label): concept for concept in self.concepts.values()}

    def concept(self, uri: str) -> EscoConcept | None:
        """The skill with this URI: in the subset, or known from the tables of changed labels and retired skills."""
        if found := self.concepts.get(uri):
            return found
        if (gone := retired().get(uri)) and gone.last_seen == self.version:
            return gone.concept
        if (changes := label_changes().get(uri)) and (self.version in ("1.2.0", changes[0].version)):
            return EscoConcept(uri, self._label(uri, changes[0].new))
        return None

    def holders(self, label: str) -> tuple[Holder, ...]:
        """The skill of the subset whose preferred label is *label*."""
        found = self._by_label.get(fold(label))
        return (Holder(found, preferred=True),) if found else ()

    def alternatives(self, uri: str) -> tuple[str, ...]:
        """None: the subset carries preferred labels only."""
        return ()

    def narrower(self, uri: str) -> tuple[EscoConcept, ...]:
        """None: the subset carries no groups."""
        return ()


@cache
def core_subset(version: str = "1.2.0") -> CoreSubset:
    """The core subset as of *version*, one of ``CoreSubset.VERSIONS``; the same one at every call."""
    return CoreSubset(version)
