"""The programme report: the public description for learners and employers, from the same data as everything else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mctool.approvals import standing_approval
from mctool.models import Programme
from mctool.models.institution import QualityAssurance
from mctool.models.values import Period, Text
from mctool.reports.basis import Basis
from mctool.reports.provenance import Provenance
from mctool.reports.spoken import Spoken, labels, plainly, said
from mctool.vocabularies.esco import ATTRIBUTION
from mctool.workspace import Descriptor, Workspace


@dataclass(frozen=True)
class OutcomeTaught:
    """What holders can do, the assessments (ids) in which they show it, and the skills of ESCO that it answers to."""

    statement: tuple[Spoken, ...]
    assessed_by: tuple[str, ...]
    esco: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """One assessment. ``method`` is the code of the guide's list; attempts is None where it is not settled."""

    id: str
    title: tuple[Spoken, ...]
    description: tuple[Spoken, ...]
    type: tuple[Spoken, ...]
    method: str
    supervision: tuple[Spoken, ...]
    attempts: int | None


@dataclass(frozen=True)
class Extent:
    """Hours of all work, contact hours among them, and ECTS credits; None where there are none."""

    hours: float | None
    contact_hours: float | None
    ects: float | None
    eqf: str
    nqf: str


@dataclass(frozen=True)
class Terms:
    """What it takes and what it counts for. ``required`` holds statements of outcomes that no holder may lack."""

    all_outcomes: bool
    required: tuple[tuple[Spoken, ...], ...]
    at_least: int | None
    prerequisites: tuple[Spoken, ...]
    fee: str
    indefinite: bool
    validity: Period | None
    validity_words: tuple[Spoken, ...]
    standalone: bool
    counts_towards: tuple[tuple[Spoken, ...], ...]
    stacking_rules: tuple[Spoken, ...]
    recognition: tuple[str, ...]
    participation_certificate: bool


@dataclass(frozen=True)
class Care:
    """The safeguards that the programme promises."""

    voluntary: bool
    criteria_before: bool
    feedback_within: Period | None
    ground_rules: tuple[Spoken, ...]
    support: tuple[Spoken, ...]


@dataclass(frozen=True)
class ProgrammeShown:
    """One programme as the public sees it."""

    id: str
    version: str
    title: Text
    summary: tuple[Spoken, ...]
    description: tuple[Spoken, ...]
    outcomes: tuple[OutcomeTaught, ...]
    tasks: tuple[Task, ...]
    extent: Extent
    participation: tuple[Spoken, ...]
    field: tuple[Spoken, ...]
    languages: tuple[Spoken, ...]
    terms: Terms
    care: Care
    approved_by: str
    approved_on: date | None


@dataclass(frozen=True)
class ProgrammeReport:
    """The whole report."""

    provenance: Provenance
    country: tuple[Spoken, ...]
    homepage: str
    email: str
    quality_assurance: tuple[Spoken, ...]
    agency: tuple[Spoken, ...]
    programmes: tuple[ProgrammeShown, ...]
    attribution: str


def programme(basis: Basis, only: str | None = None) -> ProgrammeReport:
    """The description of all programmes, or of one (its id)."""
    workspace = basis.world.workspace
    institution = workspace.institution.model if workspace.institution else None
    assurance: QualityAssurance | None = institution.quality_assurance if institution else None
    languages = workspace.languages
    shown = [_shown(workspace, one) for one in workspace.programmes.values() if only in (None, one.model.id)]
    return ProgrammeReport(
        basis.provenance,
        labels([institution.address.country], languages) if institution else (),
        (institution.homepage or "") if institution else "",
        (institution.email or "") if institution else "",
        plainly("assurance", assurance.type, languages) if assurance else (),
        said(assurance.agency.name, languages) if assurance else (),
        tuple(shown),
        ATTRIBUTION if any(outcome.esco for one in shown for outcome in one.outcomes) else "",
    )


def _shown(workspace: Workspace, descriptor: Descriptor[Programme]) -> ProgrammeShown:
    model, languages = descriptor.model, workspace.languages
    approval = standing_approval(workspace, descriptor)
    return ProgrammeShown(
        id=model.id, version=model.version, title=model.title, summary=said(model.summary, languages),
        description=said(model.description, languages), outcomes=tuple(_outcomes(workspace, model)),
        tasks=tuple(_tasks(model, languages)), extent=_extent(model),
        participation=plainly("mode", model.participation, languages), field=labels([model.field], languages),
        languages=labels(model.languages, languages), terms=_terms(workspace, model), care=_care(model, languages),
        approved_by=approval.body if approval else "", approved_on=approval.date if approval else None,
    )  # fmt: skip


def _outcomes(workspace: Workspace, model: Programme) -> Iterator[OutcomeTaught]:
    for identity in model.outcomes:
        if identity in workspace.outcomes:
            outcome = workspace.outcomes[identity].model
            yield OutcomeTaught(
                said(outcome.statement, workspace.languages), tuple(one.id for one in model.assessing(identity)),
                tuple(one.label for one in outcome.esco if one.label),
            )  # fmt: skip


def _tasks(model: Programme, languages: tuple[str, ...]) -> Iterator[Task]:
    for one in model.assessments:
        yield Task(
            one.id, said(one.title, languages), said(one.description, languages), labels([one.type], languages),
            one.method, plainly("supervision", one.supervision, languages), one.attempts,
        )  # fmt: skip


def _extent(model: Programme) -> Extent:
    workload, nqf = model.workload, model.nqf_level
    return Extent(
        workload.hours if workload else None, workload.contact_hours if workload else None,
        workload.ects or None if workload else None, model.eqf_level.slug if model.eqf_level else "",
        f"{nqf.framework} {nqf.level}" if nqf else "",
    )  # fmt: skip


def _terms(workspace: Workspace, model: Programme) -> Terms:
    languages, award, validity, stacking = workspace.languages, model.award, model.validity, model.stacking
    required = [workspace.outcomes[one].model for one in (award.required if award else ()) if one in workspace.outcomes]
    words = (validity.reason if validity.indefinite else validity.renewal) if validity else None
    return Terms(
        all_outcomes=award is None or award.outcomes == "all" or not (award.required or award.at_least),
        required=tuple(said(one.statement, languages) for one in required),
        at_least=award.at_least if award else None, prerequisites=said(model.prerequisites, languages),
        fee=model.fee or "", indefinite=validity is not None and validity.indefinite,
        validity=validity.period if validity else None, validity_words=said(words, languages),
        standalone=stacking is not None and stacking.standalone,
        counts_towards=tuple(said(one, languages) for one in stacking.into) if stacking else (),
        stacking_rules=said(stacking.rules, languages) if stacking else (),
        recognition=model.governance.recognition if model.governance else (),
        participation_certificate=model.participation_certificate,
    )  # fmt: skip


def _care(model: Programme, languages: tuple[str, ...]) -> Care:
    ethics = model.ethics
    if ethics is None:
        return Care(False, False, None, (), ())
    return Care(
        bool(ethics.voluntary_disclosure), bool(ethics.criteria_shared_before), ethics.feedback_within,
        said(ethics.ground_rules, languages), said(ethics.support, languages),
    )  # fmt: skip
