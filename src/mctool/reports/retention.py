"""The documents that the guide asks to keep (questions 13; sections 3.3.2 and 2.4.2): where each is, or that it is not.

Rows come one by one where there are few of a kind in a programme, and summed where each learner has one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mctool.approvals import parts, standing_approval
from mctool.models import Cohort, Programme
from mctool.reports.auditcohorts import evidence
from mctool.reports.basis import Basis
from mctool.reports.places import Place, place_of
from mctool.workspace import Descriptor

NOTHING_YET = "nothing yet"
"""What is missing because nothing was issued; no fault."""


@dataclass(frozen=True)
class RetainedDocument:
    """One document to be retained. ``missing`` says what is not there; ``digest`` is SHA-256 (hex) or empty."""

    document: str
    what: str
    place: Place
    date: date | None
    digest: str
    missing: str


def retained(basis: Basis, programme: Descriptor[Programme]) -> tuple[RetainedDocument, ...]:
    """The retained documents of *programme* and its cohorts."""
    cohorts = [one for one in basis.world.workspace.cohorts.values() if one.model.programme == programme.model.id]
    return (
        *_content(basis, programme),
        *_governance(programme),
        *_reviews(programme),
        *(row for cohort in cohorts for row in _of_cohort(basis, cohort)),
    )


def _content(basis: Basis, programme: Descriptor[Programme]) -> Iterator[RetainedDocument]:
    """Outcomes, and assessment tools with their rubrics, as approved."""
    workspace = basis.world.workspace
    approval = standing_approval(workspace, programme)
    when = approval.date if approval else None
    lacking = "" if approval else "no approval stands for this content"
    for part in parts(workspace, programme):
        kind = {"outcome": "Approved outcomes", "rubric": "Rubrics", "programme": "Assessment tools"}[part.model.kind]
        place = place_of(part, "assessments") if part is programme else Place(part.path)
        yield RetainedDocument(kind, part.model.id, place, when, _digest(basis, part.path), lacking)
    rubrics = [one.rubric for one in programme.model.assessments if one.rubric]
    gone = [("Approved outcomes", one) for one in programme.model.outcomes if one not in workspace.outcomes]
    gone += [("Rubrics", one) for one in dict.fromkeys(rubrics) if one not in workspace.rubrics]
    for kind, one in gone:
        yield RetainedDocument(kind, one, Place(programme.path), None, "", "not in the workspace")
    for assessment in programme.model.assessments:
        if assessment.rubric is None:
            place = place_of(programme, "assessments")
            yield RetainedDocument("Rubrics", assessment.id, place, None, "", "the assessment has no rubric")


def _governance(programme: Descriptor[Programme]) -> Iterator[RetainedDocument]:
    model = programme.model
    for at, one in enumerate(model.approvals):
        what = f"{one.stage}, {one.body}, {one.reference}"
        digest = one.digest.removeprefix("sha256:")
        yield RetainedDocument("Approvals", what, place_of(programme, "approvals", at), one.date, digest, "")
    if not model.approvals:
        yield RetainedDocument("Approvals", "", Place(programme.path), None, "", "none recorded")
    needs = model.needs_analysis
    yield RetainedDocument(
        "Needs analysis", needs.reference if needs else "", place_of(programme, "needs_analysis"),
        needs.date if needs else None, "", "" if needs else "none recorded",
    )  # fmt: skip
    for at, consulted in enumerate(model.consultations):
        what = ", ".join(part for part in (consulted.with_, consulted.who) if part)
        yield RetainedDocument("Consultations", what, place_of(programme, "consultations", at), consulted.date, "", "")
    if not model.consultations:
        yield RetainedDocument("Consultations", "", Place(programme.path), None, "", "none recorded")
    for at, trainer in enumerate(model.trainers):
        checked = trainer.verified
        lacking = "" if checked or not trainer.external else "an external trainer without a check on record"
        what = f"{trainer.id}, checked by {checked.by}" if checked else f"{trainer.id}, not checked"
        when = checked.date if checked else None
        yield RetainedDocument(
            "Trainers' qualification checks", what, place_of(programme, "trainers", at), when, "", lacking
        )


def _reviews(programme: Descriptor[Programme]) -> Iterator[RetainedDocument]:
    review = programme.model.review
    yield RetainedDocument(
        "Quality review reports", f"of the programme, by {review.by or '–'}" if review and review.last else "programme",
        place_of(programme, "review"), review.last if review else None, "",
        "" if review and review.last else "the programme has not been reviewed",
    )  # fmt: skip
    feedback = review.feedback if review else ()
    for at, one in enumerate(feedback):
        yield RetainedDocument("Feedback summaries", one, place_of(programme, "review", "feedback", at), None, "", "")
    if not feedback:
        yield RetainedDocument("Feedback summaries", "", place_of(programme, "review"), None, "", "none recorded")


def _of_cohort(basis: Basis, cohort: Descriptor[Cohort]) -> Iterator[RetainedDocument]:
    model = cohort.model
    table = cohort.table.path if cohort.table else cohort.path
    results = f"{model.id}, under opaque ids"
    lacking = "" if model.results else "no results"
    yield RetainedDocument(
        "Anonymised results", results, Place(table), model.period.end, _digest(basis, table), lacking
    )
    counted = evidence(basis, model)
    faulty = counted.missing + counted.differing + counted.without_digest
    told = [(counted.missing, "missing"), (counted.differing, "not the file recorded"),
            (counted.without_digest, "without digest")]  # fmt: skip
    words = ", ".join(f"{number} {what}" for number, what in told if number)
    what = f"{model.id}: {counted.items} items, {counted.intact} intact here, {counted.held_elsewhere} held elsewhere"
    yield RetainedDocument(
        "Assessment evidence", what, place_of(cohort, "results"), None, "", words if faulty or counted.items else "none"
    )
    review = model.quality_review
    yield RetainedDocument(
        "Quality review reports", f"{model.id}, {review.reference or review.by}" if review else model.id,
        place_of(cohort, "quality_review"), review.date if review else None, "", "" if review else "none recorded",
    )  # fmt: skip
    record = basis.record(model.id)
    path = f"{basis.world.workspace.settings.register_folder}/{model.id}.jsonl"
    fault = record if isinstance(record, str) else record.faults[0].message if record.faults else ""
    entries = () if isinstance(record, str) else record.entries
    last = entries[-1].time.date() if entries else None
    digest = "" if isinstance(record, str) or not entries else record.last
    yield RetainedDocument(
        "What was issued and revoked", model.id, Place(path), last, digest, fault or ("" if entries else NOTHING_YET)
    )


def _digest(basis: Basis, path: str) -> str:
    return basis.world.evidence.digest(path) or ""
