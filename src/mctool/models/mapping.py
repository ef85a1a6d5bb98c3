"""Mappings: which column of a platform's export rates which criteria, kept in git beside the cohorts."""

from typing import Annotated, Literal

from pydantic import Field

from mctool.models.values import Id, Line, Many, Model, Several, Whole

Rows = Literal["test-student", "repeated-header", "totals"]


class LearnerColumns(Model):
    """The headings that say who a learner is. ``scheme`` names whose number the key is, for the identities file."""

    key: Line
    scheme: Id
    given_name: Line | None = None
    family_name: Line | None = None
    name: Line | None = None
    name_order: Literal["family-comma-given", "given-family"] | None = None
    email: Line | None = None


class MappedColumn(Model):
    """A column of scores or words, and the criteria that it rates.

    ``levels`` has the least score of each level; ``words`` the level of each word; with ``descriptors`` a cell
    repeats a descriptor of one of the criteria, word for word, and rates that one.
    """

    column: Line
    assessment: Id
    criteria: Annotated[Several[Id], Field(min_length=1)]
    attempt: Annotated[int, Field(ge=1, le=100), Whole] = 1
    assessor: Line | None = None
    minimum: float = 0
    maximum: float | None = None
    levels: dict[str, float] = {}
    words: dict[str, str] = {}
    descriptors: bool = False


class SkippedColumn(Model):
    """A column of scores that is left out, and why."""

    column: Line
    reason: Line


class SkippedRows(Model):
    """A kind of row that is left out, and why."""

    rows: Rows
    reason: Line


class CriterionElsewhere(Model):
    """A criterion that this export does not rate, and why."""

    assessment: Id
    criterion: Id
    reason: Line


class Mapping(Model):
    """How an export becomes results. Columns are named by their headings, never by position.

    ``date`` is the column with the day of the assessment, ``attended_hours`` the one with hours attended: a fact,
    never a ground for awarding.
    """

    kind: Literal["mapping"]
    id: Id
    layout: Line
    assessor: Line
    learner: LearnerColumns
    date: Line | None = None
    attended_hours: Line | None = None
    columns: Many[MappedColumn] = ()
    skip_columns: Many[SkippedColumn] = ()
    skip_rows: Many[SkippedRows] = ()
    not_imported: Many[CriterionElsewhere] = ()
    absent_status: Literal["passed", "failed"] | None = None
