"""The audit's first and last page: the five conditions of the guide's section 2.9, and where 3.8 stands.

Signs with their state, and lists of what is open; nothing is summed into a score.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mctool.findings import Severity
from mctool.reports.basis import Basis
from mctool.reports.places import Place, place_of
from mctool.reports.signs import Ask, Sign, State, sign, together


@dataclass(frozen=True)
class Condition:
    """One of the five, with its signs; ``answers`` names the sections of this report that go into it."""

    name: str
    state: State
    signs: tuple[Sign, ...]
    answers: tuple[str, ...]


CONDITIONS: tuple[tuple[str, tuple[str, ...], tuple[Ask, ...]], ...] = (
    ("Clear procedures", ("programmes", "register"), (
        Ask("Each of the seven stages names its unit", "settings", ("MC510",), ("workflow",)),
        Ask("A coordinating unit is named, by role", "programme", ("MC530", "MC531"), ("governance", "coordinator")),
        Ask("The content is the one that was approved", "programme", ("MC501", "MC502"), ("approvals",)),
        Ask("Every edition passed its quality review", "cohort", ("MC709", "MC515"), ("quality_review",)),
        Ask("The register is whole", "workspace", ("MC901", "MC903")),
    )),
    ("Transparent assessment", ("programmes", "cohorts"), (
        Ask("Every outcome is assessed, and not by attendance", "programme", ("MC401", "MC402"), ("assessments",)),
        Ask("Rubrics state a minimum and describe each level", "rubric", ("MC403", "MC404", "MC405"), ("criteria",)),
        Ask("Criteria are known beforehand, feedback is promised", "programme", ("MC604", "MC607", "MC608"),
            ("ethics",)),
        Ask("Reassessment is settled in advance", "programme", ("MC423",), ("assessments",)),
        Ask("Evidence is there and intact", "cohort", ("MC701", "MC702", "MC703"), ("results",)),
        Ask("Enough assessors, and they agree", "cohort", ("MC704", "MC705"), ("assessors",)),
    )),
    ("European alignment", ("programmes",), (
        Ask("Outcomes are mapped to ESCO concepts that exist", "outcome", ("MC301", "MC302", "MC303"), ("esco",)),
        Ask("The EQF level is stated", "programme", ("MC305",), ("eqf_level",)),
        Ask("Credits fit the hours", "programme", ("MC307", "MC308", "MC309"), ("workload",)),
        Ask("Quality assurance is stated and in force", "institution", ("MC106", "MC107"), ("quality_assurance",)),
        Ask("Texts are in every language of the workspace", "workspace", ("MC112",)),
    )),
    ("Commitment of the leadership", ("programmes",), (
        Ask("A named body approved the programme", "programme", ("MC501",), ("approvals",)),
        Ask("Anchored in strategies", "programme", ("MC532",), ("governance", "anchored_in")),
        Ask("Counts for promotion or development", "programme", ("MC534",), ("governance", "recognition")),
        Ask("Funding reaches beyond the next edition", "programme", ("MC535", "MC536"), ("governance", "funding")),
    )),
    ("Continuous improvement", ("programmes", "closing"), (
        Ask("Reviews are planned and not overdue", "programme", ("MC503", "MC504"), ("review",)),
        Ask("Reviews say what was found", "programme", ("MC506",), ("review", "findings")),
        Ask("Participants' feedback is on record", "programme", ("MC505",), ("review", "feedback")),
        Ask("Employers and experts were asked, recently", "programme", ("MC521", "MC522", "MC524"), ("consultations",)),
    )),
)  # fmt: skip
"""The five conditions, the anchors of sections that answer them, and what is asked."""


def conditions(basis: Basis) -> tuple[Condition, ...]:
    """The five conditions of lasting success, as they stand."""
    made = []
    for name, answers, asks in CONDITIONS:
        signs = tuple(sign(basis, ask) for ask in asks)
        made.append(Condition(name, together(one.state for one in signs), signs, answers))
    return tuple(made)


@dataclass(frozen=True)
class Duty:
    """Something due on a day. ``overdue`` is whether the day has passed."""

    what: str
    who: str
    due: date
    place: Place
    overdue: bool


def duties(basis: Basis) -> tuple[Duty, ...]:
    """Reviews, expiries and waivers with a date, soonest first."""
    return tuple(sorted(_duties(basis), key=lambda one: (one.due, one.what)))


def _duties(basis: Basis) -> Iterator[Duty]:
    workspace, today = basis.world.workspace, basis.world.today
    for programme in workspace.programmes.values():
        model = programme.model
        if model.review and model.review.next:
            place = place_of(programme, "review", "next")
            what, due = f"Review of {model.id}", model.review.next
            yield Duty(what, model.review.by or "", due, place, due < today)
        funding = model.governance.funding if model.governance else None
        if funding and funding.until:
            place = place_of(programme, "governance", "funding")
            yield Duty(f"Funding of {model.id} ends", funding.source or "", funding.until, place, funding.until < today)
    assurance = workspace.institution.model.quality_assurance if workspace.institution else None
    if workspace.institution and assurance and assurance.expires:
        place = place_of(workspace.institution, "quality_assurance", "expires")
        agency = assurance.agency.name.to(workspace.language)
        yield Duty("Quality assurance expires", agency, assurance.expires, place, assurance.expires < today)
    for file in workspace.waivers:
        for at, waiver in enumerate(file.model.waivers):
            if waiver.expires:
                place = place_of(file, "waivers", at)
                what = f"Waiver of {waiver.rule} in {waiver.in_} ends"
                yield Duty(what, waiver.approved_by or "", waiver.expires, place, waiver.expires < today)


@dataclass(frozen=True)
class OpenFindings:
    """How many findings are open in one family of rules, by severity."""

    family: str
    errors: int
    warnings: int
    notes: int
    waived: int


FAMILIES = {
    "MC0": "Files and shape", "MC1": "Institution and workspace", "MC2": "Outcomes", "MC3": "Frameworks",
    "MC4": "Assessment and rubrics", "MC5": "Governance and review", "MC6": "Ethics and privacy",
    "MC7": "Cohorts and evidence", "MC8": "What Europass can carry", "MC9": "Register and seal",
}  # fmt: skip
"""The families of rules by the beginning of their codes."""


def open_findings(basis: Basis) -> tuple[OpenFindings, ...]:
    """The findings by family; all ten families, so that silence shows too."""
    counted: Counter[tuple[str, str]] = Counter()
    for one in basis.findings:
        counted[one.code[:3], "waived" if one.waived else one.severity.value] += 1
    levels = (Severity.ERROR.value, Severity.WARNING.value, Severity.NOTE.value, "waived")
    return tuple(OpenFindings(name, *(counted[code, level] for level in levels)) for code, name in FAMILIES.items())
