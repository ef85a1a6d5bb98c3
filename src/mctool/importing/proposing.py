"""A mapping proposed from what a file holds; what it cannot know stands in it as a comment to be decided."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mctool.importing.cells import folded, looks_numeric, not_assessed
from mctool.importing.sheet import ASSESSED, Column, Layout, Role, Sheet
from mctool.models import Cohort, Programme, Rubric

_ORDERS = {Layout.CANVAS_GRADEBOOK: "family-comma-given", Layout.CANVAS_RUBRIC: "given-family"}
_SCHEMES = {
    Layout.CANVAS_GRADEBOOK: "canvas-id", Layout.CANVAS_RUBRIC: "canvas-id", Layout.ONEROSTER: "oneroster-id",
    Layout.MOODLE_GRADEBOOK: "moodle-id-number", Layout.MOODLE_RUBRIC: "moodle-id-number",
    Layout.MOODLE_COMPONENTS: "moodle-id-number",
}  # fmt: skip
_SHORT = 40
_MANY = 12


@dataclass(frozen=True)
class Standards:
    """What results are measured by: the programme, and its rubrics by id."""

    programme: Programme
    rubrics: Mapping[str, Rubric]


def propose(identity: str, sheet: Sheet, cohort: Cohort, by: Standards) -> str:
    """The text of a mapping called *identity* for *sheet*. Raises ValueError when no column holds a learner's
    id or e-mail address.

    A column whose item is called like a criterion is proposed for it. Everything about columns is a comment until
    somebody has decided; words are taken over from columns of ratings and letters only, never from free text.
    """
    key = _key(sheet)
    lines = [
        "kind: mapping", f"id: {identity}", f"layout: {sheet.layout.value}",
        f"assessor: {_quoted(cohort.assessors[0] if cohort.assessors else 'assessor-1')}",
        *_learner(sheet, key),
    ]  # fmt: skip
    for role, name in ((Role.HOURS, "attended_hours"), (Role.TIME, "date")):
        columns = [column for _, column in sheet.with_role(role)]
        if columns and (role is Role.HOURS or sheet.layout is Layout.PLAIN):
            lines.append(f"# {name}: {_quoted(columns[0].heading)}")
    lines.append("# One entry for each column that rates something; «levels» has the least score of each level.")
    lines.append("columns: []   # take the [] away with the first entry")
    skipped: list[str] = []
    for at, column in enumerate(sheet.columns):
        if column.role not in ASSESSED | {Role.OTHER}:
            continue
        better = {Role.PERCENTAGE: Role.SCORE, Role.LETTER: Role.SCORE, Role.SCORE: Role.RATING}.get(column.role)
        if better and any(one.item == column.item and one.role is better for one in sheet.columns):
            skipped.append(f"  - {{column: {_quoted(column.heading)}, reason: the same result in another form}}")
        else:
            cells = dict.fromkeys(row.cells[at].strip() for row in sheet.rows if not not_assessed(row.cells[at]))
            lines += _entry(column, tuple(cells), by)
    lines += ["skip_columns:", *skipped] if skipped else []
    kinds = sorted({one.kind for one in sheet.explained if one.waits})
    lines += ["skip_rows:"] if kinds else []
    lines += [f"  - {{rows: {kind}, reason: no learner of the cohort}}" for kind in kinds]
    return "\n".join(lines) + "\n"


def _key(sheet: Sheet) -> Column:
    """The first column of ids that says anything; where the platform gives no ids, the one of e-mail addresses."""
    for at, column in (*sheet.with_role(Role.KEY), *sheet.with_role(Role.EMAIL)):
        if not sheet.rows or any(row.cells[at].strip() for row in sheet.rows):
            return column
    raise ValueError("no column holds a learner's id or e-mail address")


def _learner(sheet: Sheet, key: Column) -> Iterator[str]:
    scheme = "email" if key.role is Role.EMAIL else _SCHEMES.get(sheet.layout, "student-number")
    yield "learner:"
    yield f"  key: {_quoted(key.heading)}"
    yield f"  scheme: {scheme}"
    for role, name in (
        (Role.GIVEN, "given_name"), (Role.FAMILY, "family_name"), (Role.NAME, "name"), (Role.EMAIL, "email"),
    ):  # fmt: skip
        column = next((column for _, column in sheet.with_role(role)), None)
        if column is not None:
            yield f"  {name}: {_quoted(column.heading)}"
            if role is Role.NAME:
                yield f"  name_order: {_ORDERS.get(sheet.layout, 'given-family')}"


def _entry(column: Column, cells: tuple[str, ...], by: Standards) -> Iterator[str]:
    """The entry for *column* as a comment; *cells* are its different contents."""
    named = _criterion_called(column.item or column.heading, by)
    assessment, criteria = named or ("", "")
    choices = ", ".join(one.id for one in by.programme.assessments)
    yield f"#  - column: {_quoted(column.heading)}"
    yield f"#    assessment: {assessment}" if named else f"#    assessment:    # one of {choices}"
    yield f"#    criteria: [{criteria}]"
    words = [cell for cell in cells if not looks_numeric(cell)] if column.role in (Role.RATING, Role.LETTER) else []
    if column.role is Role.DEFINITION:
        yield "#    descriptors: true"
    elif words and len(words) <= _MANY and all(len(word) <= _SHORT for word in words):
        levels = {folded(level): level for rubric in by.rubrics.values() for level in rubric.levels}
        said = (f"{_quoted(word)}: {levels.get(folded(word).replace(' ', '-'), '')}".rstrip() for word in words)
        yield f"#    words: {{{', '.join(said)}}}"
    else:
        yield f"#    maximum: {column.maximum if column.maximum is not None else ''}".rstrip()
        yield "#    levels: {}      # or words: {}"


def _criterion_called(name: str, by: Standards) -> tuple[str, str] | None:
    """The assessment and criterion with that title, in some language; None where it is none, or several."""
    found = {
        (assessment.id, criterion.id)
        for assessment in by.programme.assessments
        for rubric in (by.rubrics.get(assessment.rubric or ""),)
        if rubric is not None
        for criterion in rubric.criteria
        if folded(name) in {folded(criterion.id), *(folded(title) for title in criterion.title.values())}
    }
    return found.pop() if len(found) == 1 else None


def _quoted(heading: str) -> str:
    return json.dumps(heading, ensure_ascii=False)
