"""A mapping proposed from what a file holds; what it cannot know stands in it as a comment to be decided."""

import json

from mctool.importing.sheet import ASSESSED, Layout, Role, Sheet
from mctool.models import Cohort, Programme

_ORDERS = {Layout.CANVAS_GRADEBOOK: "family-comma-given", Layout.CANVAS_RUBRIC: "given-family"}
_SCHEMES = {
    Layout.CANVAS_GRADEBOOK: "canvas-id", Layout.CANVAS_RUBRIC: "canvas-id", Layout.ONEROSTER: "oneroster-id",
    Layout.MOODLE_GRADEBOOK: "moodle-id-number", Layout.MOODLE_RUBRIC: "moodle-id-number",
    Layout.MOODLE_COMPONENTS: "moodle-id-number",
}  # fmt: skip


def propose(identity: str, sheet: Sheet, cohort: Cohort, programme: Programme) -> str:
    """The text of a mapping called *identity* for *sheet*. Raises ValueError when no column holds a learner's id."""
    keys = [column for _, column in sheet.with_role(Role.KEY)]
    if not keys:
        raise ValueError("no column holds a learner's id")
    lines = [
        "kind: mapping", f"id: {identity}", f"layout: {sheet.layout.value}",
        f"assessor: {json.dumps(cohort.assessors[0] if cohort.assessors else 'assessor-1')}", "learner:",
        f"  key: {_quoted(keys[0].heading)}", f"  scheme: {_SCHEMES.get(sheet.layout, 'student-number')}",
    ]  # fmt: skip
    for role, name in (
        (Role.GIVEN, "given_name"), (Role.FAMILY, "family_name"), (Role.NAME, "name"), (Role.EMAIL, "email"),
    ):  # fmt: skip
        column = next((column for _, column in sheet.with_role(role)), None)
        if column is not None:
            lines.append(f"  {name}: {_quoted(column.heading)}")
            if role is Role.NAME:
                lines.append(f"  name_order: {_ORDERS.get(sheet.layout, 'given-family')}")
    lines += [
        "# One entry for each column that rates something; «levels» has the least score of each level.",
        "columns:",
    ]
    skipped: list[str] = []
    choices = ", ".join(one.id for one in programme.assessments)
    for column in sheet.columns:
        if column.role not in ASSESSED | {Role.OTHER, Role.HOURS}:
            continue
        better = {Role.PERCENTAGE: Role.SCORE, Role.LETTER: Role.SCORE, Role.SCORE: Role.RATING}.get(column.role)
        if better and any(one.item == column.item and one.role is better for one in sheet.columns):
            reason = "the same result in another form"
            skipped.append(f"  - {{column: {_quoted(column.heading)}, reason: {reason}}}")
            continue
        lines += [
            f"#  - column: {_quoted(column.heading)}",
            f"#    assessment:    # one of {choices}",
            "#    criteria: []",
        ]
        lines.append(f"#    maximum: {column.maximum if column.maximum is not None else ''}")
        lines.append("#    levels: {}      # or words: {}")
    if lines[-1] == "columns:" or lines[lines.index("columns:") + 1].startswith("#"):
        lines[lines.index("columns:")] = "columns: []   # take the [] away with the first entry"
    if skipped:
        lines += ["skip_columns:", *skipped]
    kinds = {one.kind for one in sheet.explained if one.waits}
    if kinds:
        lines.append("skip_rows:")
        lines += [f"  - {{rows: {kind}, reason: no learner of the cohort}}" for kind in sorted(kinds)]
    return "\n".join(lines) + "\n"


def _quoted(heading: str) -> str:
    return json.dumps(heading, ensure_ascii=False)
