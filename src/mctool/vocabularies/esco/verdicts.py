"""Whether an outcome's ESCO mapping holds: URI, label and type against the ESCO data that is there.

No more is claimed than the data says. The core subset can confirm a concept and correct its label; only a complete
version can say that a concept is unknown.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from mctool.vocabularies.esco.concepts import (
    SKILL,
    EscoConcept,
    Source,
    fold,
    is_group_uri,
    is_skill_uri,
    newest_first,
    respelt,
    version_key,
)
from mctool.vocabularies.esco.core import retired
from mctool.vocabularies.esco.library import Library, installed
from mctool.vocabularies.esco.succession import Candidate, successors


class Verdict(StrEnum):
    """What is the matter with a mapping, if anything."""

    OK = "ok"
    LABEL_DIFFERS = "label-differs"
    OBSOLETE = "obsolete"
    UNKNOWN = "unknown"
    """In no version that is loaded, and the one checked is complete."""
    MALFORMED = "malformed"
    """Not the URI of an ESCO skill, whatever the data."""
    GROUP = "group"
    """A group of skills, which nobody can acquire as such."""
    NEWER = "newer"
    """Only in a version newer than the one checked."""
    NOT_LOADED = "not-loaded"
    """Not in the data that is there, which is not all of ESCO."""


@dataclass(frozen=True)
class Judgement:
    """One mapping judged."""

    verdict: Verdict
    uri: str
    label: str
    """The preferred label in the version checked; of an obsolete concept the last one; empty when not known."""
    detail: str
    """Why, in one sentence; empty for OK."""
    version: str
    """The version of ESCO that was checked, which is not the one asked for where that is not loaded."""
    data: str
    """What was checked against, for people: ``ESCO 1.2.0 core subset (142 of 13,939 concepts)``."""
    candidates: tuple[Candidate, ...] = ()
    """Concepts that may have been meant, each with its evidence. A person decides."""
    relabel: bool = False
    """Whether the preferred label may be written without asking: the label is surely not another concept's."""
    type_detail: str = ""
    """Where the concept's type is not the outcome's: one sentence. It goes with any verdict."""


def judge(
    uri: str,
    label: str | None = None,
    outcome_type: str | None = None,
    version: str | None = None,
    library: Library | None = None,
) -> Judgement:
    """Judge the mapping of an outcome to the ESCO concept *uri*.

    *label* is the label written beside it, *outcome_type* the outcome's (``skill`` or ``knowledge``), *version* the
    version of ESCO to check against (default: the newest complete one that is loaded), *library* the data (default:
    what is installed for this user). Never raises for what a person wrote; MctoolError when an index is damaged.
    """
    library = library or installed()
    source = library.source(version)
    empty = Judgement(Verdict.OK, uri, "", "", source.version, source.about)
    if is_group_uri(uri):
        return _group(empty, source, source.concept(uri))
    if not is_skill_uri(uri):
        return _malformed(empty, source)
    concept = source.concept(uri)
    if concept is None:
        return _absent(empty, source, library, label)
    if concept.kind == "group":
        return _group(empty, source, concept)
    found = replace(empty, label=concept.label, type_detail=_type_detail(concept, outcome_type, source))
    return _labelled(found, source, library, label)


def _malformed(empty: Judgement, source: Source) -> Judgement:
    meant = respelt(empty.uri)
    if meant is not None:
        concept = source.concept(meant)
        candidate = Candidate(meant, concept.label if concept else "", "the same address as ESCO writes it")
        detail = f"ESCO writes this address {meant}"
        return replace(empty, verdict=Verdict.MALFORMED, detail=detail, candidates=(candidate,))
    kind = "an ESCO occupation" if "/esco/occupation/" in empty.uri else "no ESCO skill"
    detail = f"this is the address of {kind}; a skill's looks like {SKILL}77b636e8-fab3-41a8-8022-1e0a354059dc"
    return replace(empty, verdict=Verdict.MALFORMED, detail=detail)


def _group(empty: Judgement, source: Source, group: EscoConcept | None) -> Judgement:
    narrower = source.narrower(group.uri) if group else ()
    candidates = tuple(
        Candidate(below.uri, below.label, "in this group") for below in narrower if below.kind == "skill"
    )
    named = f"«{group.label}»{f' ({group.code})' if group.code else ''} is" if group else "this is"
    detail = f"{named} a group of skills; map to a skill within it"
    label = group.label if group else ""
    return replace(empty, verdict=Verdict.GROUP, label=label, detail=detail, candidates=candidates)


def _absent(empty: Judgement, source: Source, library: Library, label: str | None) -> Judgement:
    others = [other for other in newest_first(library.indexes) if other.version != source.version]
    checked = version_key(source.version)
    gone = retired().get(empty.uri)
    older = next((other for other in others if version_key(other.version) < checked and other.concept(empty.uri)), None)
    if older is not None or (gone is not None and version_key(gone.last_seen) < checked):
        return _obsolete(empty, source, older)
    newer = next((other for other in others if other.concept(empty.uri)), None)
    if newer is not None:
        concept = newer.concept(empty.uri)
        detail = f"this concept came with a later version: ESCO {newer.version} has it, {source.version} does not"
        verdict = Verdict.NEWER if source.complete else Verdict.NOT_LOADED
        if not source.complete:
            detail = f"not in the loaded {source.about}; ESCO {newer.version} has it"
        return replace(empty, verdict=verdict, label=concept.label if concept else "", detail=detail)
    if not source.complete:
        detail = (
            f"not in the loaded {source.about}, so nothing can be said about it; «mctool esco import» loads all of ESCO"
        )
        return replace(empty, verdict=Verdict.NOT_LOADED, detail=detail)
    searched = ", ".join(dict.fromkeys([source.version, *(other.version for other in others)]))
    near = tuple(Candidate(h.concept.uri, h.concept.label, "carries this label") for h in source.holders(label or ""))
    return replace(
        empty, verdict=Verdict.UNKNOWN, detail=f"ESCO has no such concept (searched: {searched})", candidates=near
    )


def _obsolete(empty: Judgement, source: Source, older: Source | None) -> Judgement:
    last_seen, label, candidates = successors(empty.uri, source, older)
    detail = f"«{label}» was last in ESCO {last_seen} and is not in {source.version}"
    if not candidates:
        detail += "; no successor is known"
    return replace(empty, verdict=Verdict.OBSOLETE, label=label, detail=detail, candidates=candidates)


def _type_detail(concept: EscoConcept, outcome_type: str | None, source: Source) -> str:
    if not outcome_type or not concept.type or concept.type == outcome_type:
        return ""
    sentence = (
        f"«{concept.label}» is {_A[concept.type]} in ESCO, and the outcome is {_A.get(outcome_type, outcome_type)}"
    )
    siblings = (holder.concept for holder in source.holders(concept.label) if holder.concept.uri != concept.uri)
    sibling = next((other for other in siblings if other.type == outcome_type), None)
    return f"{sentence}; «{sibling.label}» ({sibling.uri}) would be" if sibling else sentence


_A = {"skill": "a skill", "knowledge": "knowledge"}


def _labelled(found: Judgement, source: Source, library: Library, label: str | None) -> Judgement:
    if not label or fold(label) in library.preferred(found.uri, source):
        return found
    asked = fold(label)
    holders = source.holders(label)
    another = next((h.concept for h in holders if h.preferred and h.concept.uri != found.uri), None)
    if another is not None:
        candidate = Candidate(another.uri, another.label, "its preferred label is the one written")
        detail = f"«{label}» is the label of another concept; this one is «{found.label}»"
        return replace(found, verdict=Verdict.LABEL_DIFFERS, detail=detail, candidates=(candidate,))
    why, certain = "", source.complete
    if old := library.version_of_old_label(found.uri, asked, source.version):
        why, certain = f"«{label}» was its label in ESCO {old}", True
    elif any(holder.concept.uri == found.uri for holder in holders):
        why, certain = f"«{label}» is one of its alternative labels", True
    else:
        why = f"«{label}» is none of its labels" if source.complete else f"it is not called «{label}»"
    detail = f"{why}; in ESCO {source.version} it is «{found.label}»"
    return replace(found, verdict=Verdict.LABEL_DIFFERS, detail=detail, relabel=certain)
