"""The audit of one programme: the seven marks, its outcomes, approvals, and why it exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mctool.approvals import STAGE, programme_digest, standing_approval
from mctool.models import Outcome, Programme
from mctool.models.values import Text
from mctool.reports.annex import Element, Standing, elements, missing
from mctool.reports.basis import Basis
from mctool.reports.places import Place, place_of
from mctool.reports.retention import RetainedDocument, retained
from mctool.reports.signs import Ask, Sign, sign
from mctool.reports.spoken import Spoken, labels, said
from mctool.workspace import Descriptor


@dataclass(frozen=True)
class MarkShown:
    """One of the seven marks of a micro-credential (guide, question 1): what is said of it, and what it lacks."""

    name: str
    says: tuple[str, ...]
    place: Place
    sign: Sign


@dataclass(frozen=True)
class OutcomeShown:
    """A learning outcome: its words, frameworks, and how it is assessed. ``exceptions`` are reasons on record."""

    id: str
    statement: tuple[Spoken, ...]
    place: Place
    type: tuple[Spoken, ...]
    esco: tuple[str, ...]
    assessed_by: tuple[str, ...]
    exceptions: tuple[str, ...]


@dataclass(frozen=True)
class ApprovalShown:
    """An approval, and whether it is bound to the present content."""

    stage: str
    body: str
    date: date
    reference: str
    digest: str
    place: Place
    stands: bool


@dataclass(frozen=True)
class Approvals:
    """The approvals of a programme. ``revisions`` counts how often approved content gave way to other content."""

    state: str
    digest: str
    standing: ApprovalShown | None
    all: tuple[ApprovalShown, ...]
    revisions: int


@dataclass(frozen=True)
class Reason:
    """Something that speaks for the programme: a needs analysis, a consultation, a strategy."""

    what: str
    date: date | None
    says: tuple[Spoken, ...]
    place: Place


@dataclass(frozen=True)
class ProgrammeAudit:
    """One programme."""

    id: str
    version: str
    title: Text
    place: Place
    marks: tuple[MarkShown, ...]
    elements: tuple[Element, ...]
    approvals: Approvals
    outcomes: tuple[OutcomeShown, ...]
    retained: tuple[RetainedDocument, ...]
    why: tuple[Reason, ...]


def programme_audit(basis: Basis, programme: Descriptor[Programme]) -> ProgrammeAudit:
    """The audit of *programme*."""
    model = programme.model
    found = elements(basis, programme)
    return ProgrammeAudit(
        id=model.id, version=model.version, title=model.title, place=Place(programme.path),
        marks=tuple(_marks(basis, programme, found)), elements=found, approvals=approvals_of(basis, programme),
        outcomes=tuple(_outcomes(basis, model)), retained=retained(basis, programme),
        why=tuple(_why(basis, programme)),
    )  # fmt: skip


def _marks(basis: Basis, programme: Descriptor[Programme], found: tuple[Element, ...]) -> Iterator[MarkShown]:
    files = frozenset({programme.path})
    by_id = {one.id: one for one in found}
    language = basis.world.workspace.language
    for name, ids, loc, over, codes in _MARKS:
        says = tuple(text for one in ids for text in _in(by_id[one], language)) or _PORTABLE * (not ids)
        only = files if over == "programme" else _outcome_files(basis, programme.model) if over == "outcome" else None
        yield MarkShown(name, says, place_of(programme, *loc), sign(basis, Ask(name, over, codes, loc), only))
    lacking = missing(found)
    told = tuple(f"{one.id} {one.name}: missing" for one in lacking) or ("all eleven mandatory elements of Annex I",)
    in_part = tuple(f"{one.id} {one.name}: {one.standing}" for one in found if one.standing is Standing.IN_PART)
    ask = Ask("Metadata", "programme", ("MC321", "MC322", "MC323", "MC314", "MC305"))
    yield MarkShown("Metadata", told + in_part, Place(programme.path), sign(basis, ask, files))


_PORTABLE = ("Each award is a sealed Europass XML, a sealed ELM JSON-LD and a PDF certificate",)
_MARKS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("Learning outcomes", ("M6",), ("outcomes",), "outcome", ("MC201", "MC203", "MC205", "MC207", "MC301")),
    ("Workload and level", ("M7", "M8"), ("workload",), "programme",
     ("MC305", "MC307", "MC308", "MC309", "MC311", "MC312", "MC313", "MC314")),
    ("Assessment", ("M9", "O2"), ("assessments",), "programme", ("MC401", "MC402", "MC414", "MC419", "MC420")),
    ("Digital and portable", (), (), "workspace", ("MC801", "MC803", "MC804", "MC904", "MC103", "MC104")),
    ("Stand-alone or modular", ("O4",), ("stacking",), "programme", ("MC543", "MC544")),
    ("Quality-assured", ("M11",), ("approvals",), "programme", ("MC501", "MC502", "MC503", "MC504")),
)  # fmt: skip


def _in(element: Element, language: str) -> tuple[str, ...]:
    """What the element says in *language*, and what is the same in all."""
    return tuple(one.text for one in element.values if one.text and one.language in ("", language))


def _outcome_files(basis: Basis, programme: Programme) -> frozenset[str]:
    known = basis.world.workspace.outcomes
    return frozenset(known[one].path for one in programme.outcomes if one in known)


def approvals_of(basis: Basis, programme: Descriptor[Programme]) -> Approvals:
    """The approvals of *programme* and whether the one that issuing needs stands."""
    workspace = basis.world.workspace
    standing = standing_approval(workspace, programme)
    digest = programme_digest(workspace, programme)
    shown = tuple(
        ApprovalShown(
            one.stage, one.body, one.date, one.reference, one.digest, place_of(programme, "approvals", at),
            one.digest == digest,
        )
        for at, one in enumerate(programme.model.approvals)
    )  # fmt: skip
    own = [one for one in shown if one.stage == STAGE]
    changed = "approved, and changed since" if own else "not approved"
    kept = next((one for one in reversed(own) if standing and one.stands and one.date == standing.date), None)
    revisions = max(len({one.digest for one in own}) - 1, 0)
    return Approvals("approved, unchanged since" if standing else changed, digest, kept, shown, revisions)


def _outcomes(basis: Basis, programme: Programme) -> Iterator[OutcomeShown]:
    workspace = basis.world.workspace
    for identity in programme.outcomes:
        outcome = workspace.outcomes.get(identity)
        if outcome is None:
            yield OutcomeShown(identity, (), Place("", 0), (), (), (), ("There is no such outcome",))
            continue
        model = outcome.model
        yield OutcomeShown(
            identity, said(model.statement, workspace.languages), place_of(outcome, "statement"),
            labels([model.type, model.reusability], (workspace.language,)),
            tuple(f"{one.label or one.uri} ({one.match} match)" for one in model.esco),
            tuple(
                f"{one.id}: {one.method.replace('-', ' ')}, rubric {one.rubric or 'missing'}"
                for one in programme.assessing(identity)
            ),
            tuple(_exceptions(model, workspace.language)),
        )  # fmt: skip


def _exceptions(outcome: Outcome, language: str) -> Iterator[str]:
    if outcome.no_esco_reason:
        yield f"Not mapped to ESCO: {outcome.no_esco_reason.to(language)}"
    if outcome.measurable_by:
        yield f"Held measurable by «{outcome.measurable_by.assessment}»: {outcome.measurable_by.reason}"


def _why(basis: Basis, programme: Descriptor[Programme]) -> Iterator[Reason]:
    model, languages = programme.model, basis.world.workspace.languages
    needs = model.needs_analysis
    if needs:
        place = place_of(programme, "needs_analysis")
        yield Reason(f"Needs analysis {needs.reference}", needs.date, said(needs.summary, languages), place)
    for at, one in enumerate(model.consultations):
        who = f"Consultation of {one.with_}{f' ({one.who})' if one.who else ''} about {', '.join(one.about) or '–'}"
        yield Reason(who, one.date, said(one.finding, languages), place_of(programme, "consultations", at))
    governance = model.governance
    if governance and governance.anchored_in:
        anchored = f"Anchored in {', '.join(governance.anchored_in)}"
        yield Reason(anchored, None, (), place_of(programme, "governance", "anchored_in"))
