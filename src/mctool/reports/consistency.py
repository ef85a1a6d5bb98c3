"""The consistency report: editions of a programme side by side, and whether the standard held (guide, 2.6.1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from mctool.models.values import Text
from mctool.reports.basis import Basis
from mctool.reports.editions import Edition, Memory, Step, editions_of
from mctool.reports.places import Place, place_of
from mctool.reports.provenance import Provenance


@dataclass(frozen=True)
class ProgrammeConsistency:
    """One programme with its editions and the steps between them."""

    id: str
    title: Text
    version: str
    place: Place
    editions: tuple[Edition, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class SharedCompetence:
    """A competence that outcomes share word for word, so that awards can be compared by it."""

    competence: str
    outcomes: tuple[Place, ...]


@dataclass(frozen=True)
class ConsistencyReport:
    """The whole report. ``least`` is the least number of learners that a number in it stands for."""

    provenance: Provenance
    least: int
    programmes: tuple[ProgrammeConsistency, ...]
    shared: tuple[SharedCompetence, ...]


def consistency(basis: Basis, only: str | None = None) -> ConsistencyReport:
    """The report on all programmes, or on one (its id)."""
    workspace, memory = basis.world.workspace, Memory(basis)
    programmes = []
    for one in workspace.programmes.values():
        if only in (None, one.model.id):
            editions, steps = editions_of(memory, one, tuple(workspace.cohorts.values()))
            model = one.model
            programmes.append(
                ProgrammeConsistency(model.id, model.title, model.version, Place(one.path), editions, steps)
            )
    return ConsistencyReport(basis.provenance, basis.least, tuple(programmes), tuple(_shared(basis)))


def _shared(basis: Basis) -> Iterator[SharedCompetence]:
    workspace = basis.world.workspace
    found: dict[str, list[Place]] = {}
    for one in workspace.outcomes.values():
        if one.model.layers.competence:
            words = one.model.layers.competence.to(workspace.language)
            found.setdefault(words, []).append(place_of(one, "layers", "competence"))
    for words, places in found.items():
        if len(places) > 1:
            yield SharedCompetence(words, tuple(places))
