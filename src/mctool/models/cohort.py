"""Cohorts: one edition of a programme, and what its learners showed."""

from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler
from pydantic_core import core_schema

from mctool.models.coded import Country
from mctool.models.values import Amount, Day, Id, LearnerId, Line, Many, Model, Several, Sha256, Version, Whole

EvidenceType = Literal[
    "evaluation-form", "observation-notes", "performance-sample", "product",
    "reflective-report", "recording", "test-script", "attendance-list",
]  # fmt: skip


class Dates(Model):
    """First and last day of delivery."""

    start: Day
    end: Day


class Place(Model):
    """Where the edition took place."""

    country: Country
    text: Line | None = None


class QualityReview(Model):
    """That the quality office looked at the results before anything is issued."""

    date: Day
    by: Line
    reference: Line | None = None


class Rating(Model):
    """The levels that one assessor gave, by criterion."""

    by: Line
    levels: dict[str, str]


class Evidence(Model):
    """What documents a performance: a file in the workspace, or who holds it under which reference."""

    type: EvidenceType
    file: Line | None = None
    held_by: Line | None = None
    reference: Line | None = None
    sha256: Sha256 | None = None


class Attempt(Model):
    """One learner's attempt at one assessment."""

    assessment: Id
    attempt: Annotated[int, Field(ge=1, le=100), Whole] = 1
    date: Day | None = None
    ratings: Many[Rating] = ()
    agreed: dict[str, str] = {}
    evidence: Many[Evidence] = ()
    feedback: Day | None = None


class Result(Model):
    """What one learner did. Nobody writes a decision here: there is no field for it."""

    learner: LearnerId
    status: Literal["completed", "withdrawn"] = "completed"
    attended_hours: Amount | None = None
    assessments: Many[Attempt] = ()


class Skipped(Model):
    """What an import left out because somebody said so: a row, a column or a cell, and the reason."""

    row: Annotated[int, Whole] | None = None
    column: Line | None = None
    reason: Line


class Import(Model):
    """That results came from a file: its digest, its layout, the mapping, and how many of its rows were placed.

    ``line_items`` is the digest of OneRoster's second file, which holds the maxima of the scores.
    """

    sha256: Sha256
    line_items: Sha256 | None = None
    date: Day
    layout: Line
    mapping: Id
    rows: Annotated[int, Whole]
    placed: Annotated[int, Whole]
    skipped: Many[Skipped] = ()


class TableToo:
    """Annotation of results: the file may name a CSV table instead, which is read before the model sees them."""

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [handler(schema), {"type": "string", "pattern": r"\.csv$"}]}


class Cohort(Model):
    """One edition of a programme. Results stand here or in a CSV file beside it."""

    kind: Literal["cohort"]
    id: Id
    programme: Id
    version: Version
    period: Dates
    place: Place | None = None
    trainers: Several[Id] = ()
    assessors: Several[Line] = ()
    quality_review: QualityReview | None = None
    results: Annotated[Many[Result], TableToo()] = ()
    imports: Many[Import] = ()
