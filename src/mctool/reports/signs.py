"""Whether what the guide asks for is there: read off the findings of the rules that guard it, with file and line.

Nothing is judged anew. A sign holds for a descriptor when the rules that guard it find nothing there; a waived finding
is still a gap, with the waiver beside it; a rule that the policy turned off leaves the answer unknown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mctool.findings import Finding
from mctool.reports.basis import Basis
from mctool.reports.places import Place, place_of, place_of_finding
from mctool.workspace import SETTINGS, Descriptor
from mctool.yamlsource import Loc


class State(StrEnum):
    """How far something is in place."""

    IN_PLACE = "in place"
    PARTLY = "partly"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Ask:
    """What is asked of every descriptor of one kind: in words, by which rules, and where its proof stands.

    ``over`` is a kind of descriptor, ``settings``, or ``workspace`` for rules over all files.
    """

    words: str
    over: str
    codes: tuple[str, ...]
    loc: Loc = ()


@dataclass(frozen=True)
class Proof:
    """That a descriptor has it, or in the rule's words why not; ``holds`` is None where nobody can tell."""

    place: Place
    holds: bool | None
    code: str = ""
    words: str = ""


@dataclass(frozen=True)
class Sign:
    """One thing asked for, and how it stands."""

    words: str
    codes: tuple[str, ...]
    state: State
    proofs: tuple[Proof, ...]

    @property
    def gaps(self) -> tuple[Proof, ...]:
        """Where it is not in place, or unknown."""
        return tuple(one for one in self.proofs if not one.holds)


def sign(basis: Basis, ask: Ask, only: frozenset[str] | None = None) -> Sign:
    """How the workspace stands to *ask*; *only* limits it to descriptors with these paths."""
    off = [code for code in ask.codes if _off(basis, code)]
    if off:
        reason = basis.world.workspace.settings.policy.rules[off[0]].reason
        words = f"{', '.join(off)} turned off by the policy: {reason}"
        return Sign(ask.words, ask.codes, State.UNKNOWN, (Proof(Place(SETTINGS), None, off[0], words),))
    proofs = tuple(_proofs(basis, ask, only))
    return Sign(ask.words, ask.codes, _state_of(proofs), proofs)


def together(states: Iterable[State]) -> State:
    """One state for several: theirs where they agree, else partly."""
    found = set(states)
    return found.pop() if len(found) == 1 else State.PARTLY if found else State.UNKNOWN


def _off(basis: Basis, code: str) -> bool:
    policy = basis.world.workspace.settings.policy.rules.get(code)
    return policy is not None and policy.severity == "off"


def _state_of(proofs: Sequence[Proof]) -> State:
    subjects: dict[str, bool] = {}
    for one in proofs:
        subjects[one.place.path] = subjects.get(one.place.path, True) and bool(one.holds)
    if not subjects:
        return State.UNKNOWN
    return State.IN_PLACE if all(subjects.values()) else State.PARTLY if any(subjects.values()) else State.MISSING


def _proofs(basis: Basis, ask: Ask, only: frozenset[str] | None) -> Iterator[Proof]:
    if ask.over == "workspace":
        found = [one for one in basis.findings if one.code in ask.codes]
        yield from [_gap(one) for one in found] or [Proof(Place(f"{len(basis.world.workspace.files)} files"), True)]
        return
    for descriptor in _subjects(basis, ask.over):
        if only is not None and descriptor.path not in only:
            continue
        paths = {descriptor.path, *([descriptor.table.path] if descriptor.table else [])}
        found = [one for path in sorted(paths) for one in basis.of_file.get(path, ()) if one.code in ask.codes]
        yield from [_gap(one) for one in found] or [Proof(place_of(descriptor, *ask.loc), True)]


def _subjects(basis: Basis, over: str) -> Iterator[Descriptor[Any]]:
    workspace = basis.world.workspace
    if over == "settings":
        yield from [workspace.settings_file] if workspace.settings_file else []
    else:
        yield from workspace.by_kind.get(over, {}).values()


def _gap(finding: Finding) -> Proof:
    waived = finding.waived
    words = f"{finding.message} (waived until {waived.expires}: {waived.reason})" if waived else finding.message
    return Proof(place_of_finding(finding), False, finding.code, words)
