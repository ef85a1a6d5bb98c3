"""Programmes: what is taught, assessed, approved and reviewed."""

from typing import Annotated, Literal

from pydantic import Field

from mctool.models.coded import CodedFrom, Languages, OnceEach
from mctool.models.values import Amount, Day, Digest, Duration, Id, Line, Many, Model, Several, Text, Version, Whole
from mctool.vocabularies.lists import Concept

Method = Literal[
    "scenario-simulation", "case-analysis", "group-problem-solving", "action-plan-presentation",
    "reflective-report", "observed-behaviour", "portfolio", "written-test", "attendance",
]  # fmt: skip
DEMONSTRATIONS: frozenset[str] = frozenset({
    "scenario-simulation", "case-analysis", "group-problem-solving", "action-plan-presentation",
    "reflective-report", "observed-behaviour", "portfolio",
})  # fmt: skip
"""Methods by which a learner shows an outcome (guide 3.3.1); a written test and attendance are none."""


class NqfLevel(Model):
    """The level in the national framework, and its concept in the European register of levels."""

    framework: Line
    level: Line
    uri: Annotated[Concept, CodedFrom("nqf-levels-qdr")] | None = None


class Workload(Model):
    """Hours of all learner work, contact hours among them; no ``ects`` means non-credit."""

    hours: Amount
    ects: float | None = None
    contact_hours: Amount | None = None


class Assessment(Model):
    """One assessment: how outcomes are shown, and by which rubric they are rated."""

    id: Id
    title: Text
    description: Text | None = None
    type: Annotated[Concept, CodedFrom("learning-assessment-types")]
    method: Method
    participation: Annotated[Concept, CodedFrom("modes-of-learning-and-assessment")] | None = None
    supervision: Annotated[Concept, CodedFrom("supervision-and-id-verification")] | None = None
    rubric: Id | None = None
    assesses: Several[Id]
    attempts: Annotated[int, Field(ge=1, le=100), Whole] | None = None


class Award(Model):
    """Which outcomes must be achieved: all, or those required and at least so many."""

    outcomes: Literal["all"] | None = None
    required: Several[Id] = ()
    at_least: Annotated[int, Field(ge=0, le=1000), Whole] | None = None


class Validity(Model):
    """How long an award counts: a period with its renewal, or indefinitely for a reason."""

    period: Duration | None = None
    renewal: Text | None = None
    indefinite: bool = False
    reason: Text | None = None


class Stacking(Model):
    """What the micro-credential counts towards, by which rules; or that it stands alone."""

    into: Many[Text] = ()
    rules: Text | None = None
    standalone: bool = False


class Funding(Model):
    """Who pays, and until when."""

    until: Day | None = None
    source: Line | None = None


class Governance(Model):
    """Who is responsible and where the programme is anchored."""

    coordinator: Line | None = None
    anchored_in: Several[Line] = ()
    recognition: Several[Line] = ()
    funding: Funding | None = None


class NeedsAnalysis(Model):
    """Why the programme exists."""

    date: Day
    reference: Line
    summary: Text | None = None


class Consultation(Model):
    """Somebody outside who was asked, about what, and what came of it."""

    with_: Annotated[Line, Field(alias="with")]
    who: Line | None = None
    date: Day
    about: Several[Line] = ()
    finding: Text | None = None


class Verification(Model):
    """When and by whom a trainer's qualification was checked."""

    date: Day
    by: Line


class Trainer(Model):
    """A trainer, by role or staff code, never by name."""

    id: Id
    external: bool = False
    qualification: Text | None = None
    verified: Verification | None = None


class Ethics(Model):
    """The safeguards of the guide's section 3.6."""

    voluntary_disclosure: bool | None = None
    ground_rules: Text | None = None
    criteria_shared_before: bool | None = None
    feedback_within: Duration | None = None
    support: Text | None = None
    profiling: Line | None = None


class Approval(Model):
    """That a body approved exactly this content."""

    stage: Id
    body: Line
    date: Day
    reference: Line
    digest: Digest


class Review(Model):
    """The last review, and when the next one is due."""

    last: Day | None = None
    by: Line | None = None
    next: Day | None = None
    findings: Text | None = None
    feedback: Several[Line] = ()


class Programme(Model):
    """A micro-credential programme."""

    kind: Literal["programme"]
    id: Id
    version: Version
    title: Text
    description: Text | None = None
    summary: Text | None = None
    languages: Languages = ()
    field: Annotated[Concept, CodedFrom("isced-f-2013")] | None = None
    eqf_level: Annotated[Concept, CodedFrom("eqf-levels")] | None = None
    nqf_level: NqfLevel | None = None
    type: Annotated[Concept, CodedFrom("learning-opportunity-types")] | None = None
    setting: Annotated[Concept, CodedFrom("learning-setting-types")] | None = None
    participation: Annotated[Concept, CodedFrom("modes-of-learning-and-assessment")] | None = None
    activities: Annotated[
        Several[Annotated[Concept, CodedFrom("learning-activity-types")]], OnceEach("learning-activity-types")
    ] = ()
    workload: Workload | None = None
    prerequisites: Text | None = None
    outcomes: Several[Id] = ()
    assessments: Many[Assessment] = ()
    award: Award | None = None
    validity: Validity | None = None
    stacking: Stacking | None = None
    fee: Literal["free", "project-funded", "subsidised", "fee-based"] | None = None
    participation_certificate: bool = False
    learner_data: Several[Literal["date_of_birth", "national_id"]] = ()
    governance: Governance | None = None
    needs_analysis: NeedsAnalysis | None = None
    consultations: Many[Consultation] = ()
    trainers: Many[Trainer] = ()
    ethics: Ethics | None = None
    approvals: Many[Approval] = ()
    review: Review | None = None

    def assessing(self, outcome: str) -> tuple[Assessment, ...]:
        """The assessments that assess the outcome with that id."""
        return tuple(assessment for assessment in self.assessments if outcome in assessment.assesses)

    def assessment(self, assessment_id: str) -> Assessment | None:
        """The assessment with that id, or None."""
        return next((one for one in self.assessments if one.id == assessment_id), None)
