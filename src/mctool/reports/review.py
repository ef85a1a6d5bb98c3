"""The review report: what is due when, what reviews found, and which outcomes tell little (guide, 3.7.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mctool.findings import Finding
from mctool.models import Programme
from mctool.models.values import Text
from mctool.reports.auditopening import Duty, duties
from mctool.reports.basis import Basis
from mctool.reports.figures import CohortFigures, figures
from mctool.reports.places import Place, place_of
from mctool.reports.provenance import Provenance
from mctool.reports.spoken import Spoken, said
from mctool.workspace import Descriptor

HARDLY = 0.25
"""Below this share of learners an outcome counts as hardly ever reached."""


class Attainment(StrEnum):
    """What the editions say of an outcome."""

    ALWAYS = "always reached"
    HARDLY = "hardly ever reached"
    MIXED = "reached by some"
    UNTOLD = "not shown"


@dataclass(frozen=True)
class EditionAttainment:
    """How many reached an outcome in one edition; None where the number is not published."""

    cohort: str
    passing: int | None
    learners: int | None


@dataclass(frozen=True)
class OutcomeReview:
    """An outcome, how it was reached edition by edition, and what that says."""

    id: str
    statement: Text | None
    place: Place
    editions: tuple[EditionAttainment, ...]
    attainment: Attainment


@dataclass(frozen=True)
class ProgrammeReview:
    """One programme: its last review, what it found, feedback on record, open findings about reviews."""

    id: str
    title: Text
    place: Place
    last: date | None
    by: str
    next: date | None
    overdue: bool
    findings: tuple[Spoken, ...]
    feedback: tuple[str, ...]
    open: tuple[Finding, ...]
    outcomes: tuple[OutcomeReview, ...]


@dataclass(frozen=True)
class ReviewReport:
    """The whole report."""

    provenance: Provenance
    duties: tuple[Duty, ...]
    programmes: tuple[ProgrammeReview, ...]


_RULES = ("MC503", "MC504", "MC505", "MC506", "MC508", "MC520", "MC521", "MC522", "MC523", "MC524")


def review(basis: Basis, only: str | None = None) -> ReviewReport:
    """The report on all programmes, or on one (its id)."""
    chosen = [one for one in basis.world.workspace.programmes.values() if only in (None, one.model.id)]
    return ReviewReport(basis.provenance, duties(basis), tuple(_programme(basis, one) for one in chosen))


def _programme(basis: Basis, programme: Descriptor[Programme]) -> ProgrammeReview:
    model = programme.model
    held = model.review
    cohorts = [one for one in basis.world.workspace.cohorts.values() if one.model.programme == model.id]
    found = [one for cohort in cohorts if (one := figures(basis, cohort)) is not None]
    due = held.next if held else None
    return ProgrammeReview(
        id=model.id, title=model.title, place=place_of(programme, "review"),
        last=held.last if held else None, by=(held.by or "") if held else "", next=due,
        overdue=due is not None and due < basis.world.today,
        findings=said(held.findings if held else None, basis.world.workspace.languages),
        feedback=held.feedback if held else (),
        open=tuple(one for one in basis.of_file.get(programme.path, ()) if one.code in _RULES),
        outcomes=tuple(_outcomes(basis, model, found)),
    )  # fmt: skip


def _outcomes(basis: Basis, programme: Programme, found: Sequence[CohortFigures]) -> Iterator[OutcomeReview]:
    for identity in programme.outcomes:
        outcome = basis.world.workspace.outcomes.get(identity)
        editions = tuple(
            EditionAttainment(cohort.id, one.spread.passing, one.spread.learners)
            for cohort in found
            for one in cohort.outcomes
            if one.id == identity
        )
        statement = outcome.model.statement if outcome else None
        place = place_of(outcome, "statement") if outcome else Place("")
        yield OutcomeReview(identity, statement, place, editions, attainment(editions))


def attainment(editions: Sequence[EditionAttainment]) -> Attainment:
    """What *editions* say together, from published numbers only and without adding them up."""
    shares = [one.passing / one.learners for one in editions if one.learners and one.passing is not None]
    if not shares or len(shares) < len(editions):
        return Attainment.UNTOLD
    if min(shares) == 1:
        return Attainment.ALWAYS
    return Attainment.HARDLY if max(shares) < HARDLY else Attainment.MIXED
