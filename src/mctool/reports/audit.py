"""The audit: what was checked, what each programme holds, who was decided how and why, and whether the record is whole.

One view model, which every form of the report is made from. It recomputes nothing: findings are the check's, decisions
the decisions', and there is no score.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mctool import __version__, register, repository
from mctool.approvals import programme_digest, standing_approval
from mctool.check import check
from mctool.decisions import Decision, Verdict, decide
from mctool.errors import WorkspaceError
from mctool.findings import Finding, Findings
from mctool.models import Cohort, Programme
from mctool.models.cohort import Evidence
from mctool.reports.annex import Element, elements
from mctool.rules import ALL
from mctool.rules.world import World
from mctool.vocabularies import esco
from mctool.workspace import Descriptor


@dataclass(frozen=True)
class Provenance:
    """What the report was made from."""

    institution: str
    time: str
    commit: str
    mctool: str
    rules: int
    files: int
    esco: str
    attribution: str


@dataclass(frozen=True)
class Approved:
    """Who approved the content as it is now; empty where nobody did, and then why."""

    body: str
    date: str
    reference: str
    digest: str
    words: str


@dataclass(frozen=True)
class Document:
    """A document that must be kept (guide Q13): where it is, since when, or that it is missing."""

    name: str
    where: str
    date: str = ""
    missing: bool = False


@dataclass(frozen=True)
class ProgrammePart:
    """One programme."""

    id: str
    title: str
    version: str
    path: str
    approved: Approved
    marks: tuple[tuple[str, str], ...]
    annex: tuple[Element, ...]
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class Refusal:
    """Why awards were refused: the rule, its words at one place, and for how many learners."""

    code: str
    name: str
    path: str
    line: int
    message: str


@dataclass(frozen=True)
class EvidenceItem:
    """One piece of evidence: the line that names it, its kind, and its state (intact, missing, changed, elsewhere)."""

    path: str
    line: int
    type: str
    state: str


@dataclass(frozen=True)
class Coverage:
    """The evidence of a cohort's counting assessments: how many items in which state, and each of them."""

    items: int
    intact: int
    missing: int
    changed: int
    elsewhere: int
    listed: tuple[EvidenceItem, ...]


@dataclass(frozen=True)
class RegisterState:
    """What the register of a cohort holds, and what is wrong with it."""

    entries: int
    valid: int
    fault: str


@dataclass(frozen=True)
class CohortPart:
    """One cohort. A count is None where it would speak of too few people."""

    id: str
    programme: str
    version: str
    path: str
    period: str
    learners: int | None
    decisions: tuple[tuple[str, int | None], ...]
    refusals: tuple[Refusal, ...]
    evidence: Coverage
    quality_review: str
    register: RegisterState


@dataclass(frozen=True)
class Audit:
    """The whole report."""

    provenance: Provenance
    summary: dict[str, int]
    findings: tuple[Finding, ...]
    small_group: int
    programmes: tuple[ProgrammePart, ...]
    cohorts: tuple[CohortPart, ...]


def audit(world: World, now: datetime) -> Audit:
    """The audit of the workspace at *now*."""
    workspace = world.workspace
    found = check(world)
    return Audit(
        _provenance(world, now), found.summary(), found.items, workspace.settings.policy.small_group,
        tuple(_programme(world, one) for one in workspace.programmes.values()),
        tuple(_cohort(world, one, found) for one in workspace.cohorts.values()),
    )  # fmt: skip


def _provenance(world: World, now: datetime) -> Provenance:
    workspace = world.workspace
    try:
        commit = repository.head_commit(workspace.root)
    except WorkspaceError:
        commit = ""
    institution = workspace.institution
    version = workspace.settings.esco.version if workspace.settings.esco else None
    return Provenance(
        institution.model.name.to(workspace.language) if institution else "", f"{now:%Y-%m-%dT%H:%M:%SZ}", commit,
        __version__, len(ALL), len(workspace.files), esco.installed().source(version).about, esco.ATTRIBUTION,
    )  # fmt: skip


def _programme(world: World, descriptor: Descriptor[Programme]) -> ProgrammePart:
    programme, workspace = descriptor.model, world.workspace
    return ProgrammePart(
        programme.id, programme.title.to(workspace.language), programme.version, descriptor.path,
        _approved(world, descriptor), tuple(_marks(world, programme)), elements(workspace, programme),
        tuple(_documents(world, descriptor)),
    )  # fmt: skip


def _approved(world: World, descriptor: Descriptor[Programme]) -> Approved:
    digest = programme_digest(world.workspace, descriptor)
    standing = standing_approval(world.workspace, descriptor)
    if standing is not None:
        return Approved(standing.body, str(standing.date), standing.reference, digest, "approved as it is")
    if descriptor.model.approvals:
        return Approved("", "", "", digest, "changed since it was approved")
    return Approved("", "", "", digest, "not approved")


def _marks(world: World, programme: Programme) -> Iterable[tuple[str, str]]:
    """The seven marks of a micro-credential (guide Q1), each with what bears it out; empty where nothing does."""
    workload, stacking = programme.workload, programme.stacking
    institution = world.workspace.institution
    assured = institution is not None and institution.model.quality_assurance is not None
    yield "Learning outcomes", f"{len(programme.outcomes)} outcomes in three layers" if programme.outcomes else ""
    level = f", EQF {programme.eqf_level.slug}" if programme.eqf_level else ""
    yield "Workload and level", f"{workload.hours:g} hours{level}" if workload else ""
    methods = sorted({one.method.replace("-", " ") for one in programme.assessments})
    yield "Assessment", ", ".join(methods)
    yield "Digital and portable", "sealed Europass XML, ELM JSON-LD and PDF"
    modular = "stands alone" if stacking and stacking.standalone else "stacks into a larger programme"
    yield "Stand-alone or modular", modular if stacking else ""
    yield "Quality-assured", "by the institution's quality assurance" if assured else ""
    yield "Metadata", "all elements of Annex I below"


def _documents(world: World, descriptor: Descriptor[Programme]) -> Iterable[Document]:
    """The documents to be retained (guide Q13), with where each is."""
    programme, workspace = descriptor.model, world.workspace
    standing = standing_approval(workspace, descriptor)
    fixed = f"fixed by the approval of {standing.date}" if standing else ""
    yield Document("Approved outcomes", fixed, str(standing.date) if standing else "", standing is None)
    rubrics = sorted({one.rubric for one in programme.assessments if one.rubric})
    paths = [workspace.rubrics[one].path for one in rubrics if one in workspace.rubrics]
    yield Document("Assessment tools and rubrics", ", ".join(paths), missing=not paths or len(paths) < len(rubrics))
    needs = programme.needs_analysis
    yield Document("Needs analysis", needs.reference if needs else "", str(needs.date) if needs else "", needs is None)
    asked = [f"{one.with_}: {one.who or one.with_}" for one in programme.consultations]
    yield Document("Consultations", "; ".join(asked), missing=not asked)
    external = [one for one in programme.trainers if one.external]
    checked = [f"{one.id}, {one.verified.date}" for one in programme.trainers if one.verified]
    lacking = any(one.verified is None for one in external)
    yield Document("Trainers' qualification checks", "; ".join(checked), missing=lacking)
    review = programme.review
    held = review is not None and review.last is not None
    words = f"by {review.by}" if review and review.by else ""
    yield Document("Quality review report", words, str(review.last) if review and review.last else "", not held)
    feedback = review.feedback if review else ()
    yield Document("Participants' feedback summaries", ", ".join(feedback), missing=not feedback)


def _cohort(world: World, descriptor: Descriptor[Cohort], found: Findings) -> CohortPart:
    cohort, workspace = descriptor.model, world.workspace
    known = cohort.programme in workspace.programmes
    decisions = decide(world, descriptor) if known else ()
    review = cohort.quality_review
    return CohortPart(
        cohort.id, cohort.programme, cohort.version, descriptor.path, f"{cohort.period.start} to {cohort.period.end}",
        _shown(len(cohort.results), workspace.settings.policy.small_group),
        counts(decisions, workspace.settings.policy.small_group), tuple(_refusals(decisions)),
        _coverage(world, descriptor, decisions),
        f"{review.date} by {review.by}" if review else "", _register(world, cohort),
    )  # fmt: skip


def _shown(number: int, least: int) -> int | None:
    return number if number == 0 or number >= least else None


def counts(decisions: Iterable[Decision], least: int) -> tuple[tuple[str, int | None], ...]:
    """How many learners got which decision. Cells under *least* are hidden, and enough others with them.

    A hidden cell must not follow from the total: when only one is hidden, or the hidden ones together are fewer than
    *least*, the smallest cell that is shown is hidden as well.
    """
    counted = Counter(one.verdict for one in decisions)
    cells = {verdict: counted[verdict] for verdict in Verdict}
    hidden = {verdict for verdict, number in cells.items() if 0 < number < least}
    while hidden and (len(hidden) == 1 or sum(cells[one] for one in hidden) < least):
        rest = [one for one, number in cells.items() if one not in hidden and number]
        if not rest:
            break
        hidden.add(min(rest, key=lambda one: cells[one]))
    return tuple((verdict.value, None if verdict in hidden else number) for verdict, number in cells.items())


def _refusals(decisions: Iterable[Decision]) -> Iterable[Refusal]:
    """The reasons of refusals at their places; the place is a line of the cohort, and names nobody."""
    reasons = {reason for one in decisions if one.verdict is Verdict.REFUSED for reason in one.reasons}
    for reason in sorted(reasons, key=lambda one: one.sort_key):
        message = reason.message.replace(reason.subject, "…") if reason.subject else reason.message
        yield Refusal(reason.code, reason.name, reason.path, reason.line, message)


def _coverage(world: World, descriptor: Descriptor[Cohort], decisions: Iterable[Decision]) -> Coverage:
    listed: list[EvidenceItem] = []
    for decision in decisions:
        for counting in decision.attempts.values():
            for at, item in enumerate(counting.attempt.evidence):
                path, span = descriptor.locate((*counting.loc, "evidence", at))
                listed.append(EvidenceItem(path, span.line, item.type, _state(world, item)))
    states = Counter(one.state for one in listed)
    return Coverage(
        len(listed), states["intact"], states["missing"], states["changed"], states["elsewhere"], tuple(listed)
    )


def _state(world: World, item: Evidence) -> str:
    if item.file is None:
        return "elsewhere"
    actual = world.evidence.digest(item.file)
    if actual is None:
        return "missing"
    return "intact" if actual == item.sha256 else "changed"


def _register(world: World, cohort: Cohort) -> RegisterState:
    record = register.read(world.workspace.register_folder / f"{cohort.id}.jsonl")
    fault = f"line {record.faults[0].line}: {record.faults[0].message}" if record.faults else ""
    return RegisterState(len(record.entries), len(record.issued()), fault)
