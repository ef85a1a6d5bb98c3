"""The audit of one cohort: decisions, refusals with the rule's words, evidence, and the state of its register."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mctool.decisions import Decision
from mctool.findings import Finding
from mctool.models import Cohort
from mctool.models.cohort import Evidence as Item
from mctool.register import Event
from mctool.reports.basis import Basis
from mctool.reports.headcounts import Headcounts, headcounts
from mctool.reports.places import Place, place_of
from mctool.reports.smallgroups import Spread
from mctool.rules import ALL
from mctool.workspace import Descriptor

_FAULTS = {rule.code: rule.page.fault for rule in ALL if rule.over == "cohort"}


@dataclass(frozen=True)
class Refusal:
    """Why somebody is refused: the rule, its words on this case, and the place."""

    code: str
    fault: str
    place: Place
    message: str
    help: str


@dataclass(frozen=True)
class Evidence:
    """How many items of evidence the results name, and the state of each kind. Items are documents, not learners."""

    items: int
    intact: int
    held_elsewhere: int
    held_with_digest: int
    missing: int
    differing: int
    without_digest: int
    attendance_lists: int
    types: tuple[str, ...]


@dataclass(frozen=True)
class FaultyEvidence:
    """An item of evidence that proves nothing, and where it is named."""

    type: str
    state: str
    place: Place


@dataclass(frozen=True)
class RegisterState:
    """What the register of a cohort says. Numbers are None where they would speak of a small group.

    ``tried_out`` says that the seals are test seals, which count until a real one was used.
    """

    place: Place
    whole: bool
    fault: str
    issued: int | None
    revoked: int | None
    suspended: int | None
    first: date | None
    last: date | None
    days_to_issue: int | None
    tried_out: bool


@dataclass(frozen=True)
class Learner:
    """One learner, in a named report only."""

    learner: str
    name: str
    decision: str
    explanation: str
    credential: str


@dataclass(frozen=True)
class CohortAudit:
    """One edition. ``decisions`` is None when the programme cannot be read, so that nobody can decide."""

    id: str
    place: Place
    programme: str
    version: str
    start: date
    end: date
    review: str
    review_place: Place
    review_date: date | None
    assessors: int
    decisions: Spread | None
    refusals: tuple[Refusal, ...]
    evidence: Evidence
    faulty: tuple[FaultyEvidence, ...]
    register: RegisterState
    learners: tuple[Learner, ...]


def cohort_audit(basis: Basis, cohort: Descriptor[Cohort]) -> CohortAudit:
    """The audit of *cohort*."""
    model = cohort.model
    made = basis.decisions(cohort)
    review = model.quality_review
    told = headcounts(basis, cohort)
    return CohortAudit(
        id=model.id, place=Place(cohort.path), programme=model.programme, version=model.version,
        start=model.period.start, end=model.period.end,
        review="" if review is None else ", ".join(part for part in (review.by, review.reference) if part),
        review_place=place_of(cohort, "quality_review"),
        review_date=review.date if review else None,
        assessors=len(model.assessors),
        decisions=told.decisions if told else None,
        refusals=refusals(basis, made or ()),
        evidence=evidence(basis, model), faulty=tuple(_faulty(basis, cohort)),
        register=register_state(basis, model, told),
        learners=learners_of(basis, model, made or ()),
    )  # fmt: skip


def refusals(basis: Basis, made: tuple[Decision, ...]) -> tuple[Refusal, ...]:
    """Each reason of a refusal once, by rule and place."""
    found = {one for decision in made for one in basis.reasons(decision)}
    return tuple(_refusal(one) for one in sorted(found, key=lambda one: (one.code, *one.sort_key)))


def _refusal(finding: Finding) -> Refusal:
    place = Place(finding.path, finding.line)
    return Refusal(finding.code, _FAULTS.get(finding.code, finding.name), place, finding.message, finding.help)


def evidence(basis: Basis, cohort: Cohort) -> Evidence:
    """Every item of evidence that the results of *cohort* name, by where it is and whether it is the one recorded."""
    counted: Counter[str] = Counter()
    types: Counter[str] = Counter()
    for item in (one for result in cohort.results for attempt in result.assessments for one in attempt.evidence):
        state = _state(basis, item)
        types[item.type] += 1
        counted["items"] += 1
        counted["held digest"] += state == HELD and item.sha256 is not None
        counted[state] += 1
    return Evidence(
        counted["items"], counted[INTACT], counted[HELD], counted["held digest"], counted[MISSING],
        counted[DIFFERS], counted[NO_DIGEST], types["attendance-list"], tuple(sorted(types)),
    )  # fmt: skip


INTACT, HELD, MISSING = "intact", "held elsewhere", "missing"
DIFFERS, NO_DIGEST = "not the file that was recorded", "without a digest"
"""The states of an item of evidence."""


def _state(basis: Basis, item: Item) -> str:
    if item.file is None:
        return HELD if item.held_by and item.reference else MISSING
    actual = basis.world.evidence.digest(item.file)
    if actual is None:
        return MISSING
    if item.sha256 is None:
        return NO_DIGEST
    return INTACT if actual == item.sha256 else DIFFERS


def _faulty(basis: Basis, cohort: Descriptor[Cohort]) -> Iterator[FaultyEvidence]:
    for number, result in enumerate(cohort.model.results):
        for which, attempt in enumerate(result.assessments):
            for at, item in enumerate(attempt.evidence):
                state = _state(basis, item)
                if state not in (INTACT, HELD):
                    loc = ("results", number, "assessments", which, "evidence", at)
                    yield FaultyEvidence(item.type, state, place_of(cohort, *loc))


def register_state(basis: Basis, cohort: Cohort, told: Headcounts | None) -> RegisterState:
    """What the register says of *cohort*, and whether its chain is whole; numbers are those of *told*."""
    folder = basis.world.workspace.settings.register_folder
    place = Place(f"{folder}/{cohort.id}.jsonl")
    record = basis.record(cohort.id)
    if isinstance(record, str):
        return RegisterState(place, False, record, None, None, None, None, None, None, tried_out=False)
    fault = record.faults[0] if record.faults else None
    days = [entry.time.date() for entry in record.entries if entry.event is Event.ISSUED]
    first = min(days, default=None)
    return RegisterState(
        Place(place.path, fault.line if fault else 0), fault is None, fault.message if fault else "",
        *((told.issued.passing, told.revoked.passing, told.suspended.passing) if told else (None, None, None)),
        first, max(days, default=None), (first - cohort.period.end).days if first else None,
        any(entry.test for entry in record.entries),
    )  # fmt: skip


def learners_of(basis: Basis, cohort: Cohort, made: tuple[Decision, ...]) -> tuple[Learner, ...]:
    """The learners one by one, for a named report; nobody otherwise."""
    return tuple(_learners(basis, cohort, made)) if basis.named else ()


def _learners(basis: Basis, cohort: Cohort, made: tuple[Decision, ...]) -> Iterator[Learner]:
    record = basis.record(cohort.id)
    held = {} if isinstance(record, str) else record.issued()
    people = basis.world.identities or {}
    for one in made:
        name = people[one.learner].full_name if one.learner in people else ""
        credential = held[one.learner].credential if one.learner in held else ""
        yield Learner(one.learner, name, one.verdict.value, one.explanation, credential)
