"""The cohort report: how a cohort was rated, how assessors agreed, who is left without an award and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mctool.models import Cohort
from mctool.models.values import Text
from mctool.reports.agreement import Agreement
from mctool.reports.auditcohorts import Learner, Refusal, RegisterState, learners_of, refusals, register_state
from mctool.reports.basis import Basis
from mctool.reports.figures import CohortFigures, agreements, figures
from mctool.reports.headcounts import headcounts
from mctool.reports.places import Place
from mctool.reports.provenance import Provenance
from mctool.workspace import Descriptor


@dataclass(frozen=True)
class CohortShown:
    """One cohort. ``figures`` is None when its programme cannot be read."""

    id: str
    place: Place
    programme: str
    title: Text | None
    version: str
    start: date
    end: date
    figures: CohortFigures | None
    agreements: Mapping[str, Agreement]
    refusals: tuple[Refusal, ...]
    register: RegisterState
    learners: tuple[Learner, ...]


@dataclass(frozen=True)
class CohortReport:
    """The whole report. ``least`` is the least number of learners that a number in it stands for."""

    provenance: Provenance
    least: int
    cohorts: tuple[CohortShown, ...]
    named: bool


def cohort(basis: Basis, only: str | None = None) -> CohortReport:
    """The report on all cohorts, on one, or on those of one programme (their ids)."""
    found = basis.world.workspace.cohorts.values()
    chosen = [one for one in found if only in (None, one.model.id, one.model.programme)]
    return CohortReport(basis.provenance, basis.least, tuple(_cohort(basis, one) for one in chosen), basis.named)


def _cohort(basis: Basis, descriptor: Descriptor[Cohort]) -> CohortShown:
    model = descriptor.model
    programme = basis.world.workspace.programmes.get(model.programme)
    made = basis.decisions(descriptor) or ()
    return CohortShown(
        id=model.id, place=Place(descriptor.path), programme=model.programme,
        title=programme.model.title if programme else None, version=model.version,
        start=model.period.start, end=model.period.end, figures=figures(basis, descriptor),
        agreements=agreements(basis, descriptor),
        refusals=refusals(basis, made), register=register_state(basis, model, headcounts(basis, descriptor)),
        learners=learners_of(basis, model, made),
    )  # fmt: skip
