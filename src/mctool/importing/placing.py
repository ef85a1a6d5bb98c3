"""A sheet and a mapping -> the levels of each row, or the problems that stop the import."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from mctool.importing.cells import folded, not_assessed, number
from mctool.importing.detecting import Detection
from mctool.importing.sheet import ASSESSED, REFUSED, Column, Decimals, Explained, Problem, Role, Row, Sheet
from mctool.models import Mapping, Programme, Rubric
from mctool.models.cohort import Skipped
from mctool.models.mapping import MappedColumn

Rated = tuple[str, int, str, str]
"""Assessment, attempt, assessor, criterion."""

Skips = Dict[tuple[int, int], str]
"""Why a row, or with a column (else 0) a cell of it, is left out."""


@dataclass(frozen=True)
class Placed:
    """One row of one learner: the levels it gives."""

    row: Row
    key: str
    levels: Dict[Rated, str]


@dataclass
class Placement:
    """Where every row of the file went."""

    placed: list[Placed] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Target:
    at: int
    column: Column
    entry: MappedColumn
    rubric: Rubric
    decimals: Decimals | None


def place(
    found: Detection, mapping: Mapping, programme: Programme, rubrics: Dict[str, Rubric], skips: Skips
) -> Placement:
    """Places the rows of *found* as *mapping* says; *rubrics* by id."""
    sheet, done = found.file.sheet, Placement()
    if mapping.layout != sheet.layout:
        message = f"The mapping is for {mapping.layout}, the file is {sheet.layout.value}"
        done.problems.append(Problem("layout-differs", 0, 0, message, "Use the mapping of this layout."))
        return done
    key = _key(sheet, mapping, done)
    targets = _targets(found, mapping, programme, rubrics, done)
    _settle_rows(found, mapping, skips, done)
    _unmapped(sheet, mapping, targets, done)
    _unrated_criteria(mapping, programme, rubrics, done)
    for row in sheet.rows if key is not None else ():
        if (row.line, 0) not in skips and key is not None:
            _place_row(row, key, targets, skips, mapping, done)
    return done


def column_named(sheet: Sheet, heading: str) -> list[int]:
    """The indices of the columns under *heading*, spaces and case aside."""
    return [at for at, column in enumerate(sheet.columns) if folded(column.heading) == folded(heading)]


def _one(sheet: Sheet, heading: str, done: Placement) -> int | None:
    found = column_named(sheet, heading)
    if len(found) == 1:
        return found[0]
    message = f"The heading «{heading}» of the mapping stands {len(found)} times in the file"
    done.problems.append(Problem("column-not-found" if not found else "column-twice", 0, 0, message, "See --detect."))
    return None


def _key(sheet: Sheet, mapping: Mapping, done: Placement) -> int | None:
    for heading in (
        mapping.learner.given_name,
        mapping.learner.family_name,
        mapping.learner.name,
        mapping.learner.email,
    ):
        if heading is not None:
            _one(sheet, heading, done)
    return _one(sheet, mapping.learner.key, done)


def _targets(
    found: Detection, mapping: Mapping, programme: Programme, rubrics: Dict[str, Rubric], done: Placement
) -> list[_Target]:
    sheet, targets, taken = found.file.sheet, [], set()
    for entry in mapping.columns:
        at = _one(sheet, entry.column, done)
        assessment = programme.assessment(entry.assessment)
        rubric = rubrics.get(assessment.rubric or "") if assessment else None
        faults = _entry_faults(entry, rubric)
        for criterion in entry.criteria:
            target = (entry.assessment, entry.attempt, entry.assessor or mapping.assessor, criterion)
            if target in taken and not entry.descriptors:
                faults.append(f"rates «{criterion}» a second time")
            taken.add(target)
        place = sheet.columns[at].place if at is not None else 0
        for fault in faults:
            done.problems.append(Problem("mapping-wrong", 0, place, f"The mapping of «{entry.column}» {fault}"))
        if at is None or rubric is None or faults:
            continue
        column = sheet.columns[at]
        if column.role in (Role.TOTAL, Role.FEEDBACK, Role.TIME):
            message = f"«{column.heading}» is a {column.role.value}, which proves no outcome"
            done.problems.append(Problem("proves-nothing", 0, column.place, message))
            continue
        targets.append(_Target(at, column, entry, rubric, found.columns[at].decimals or sheet.decimals))
    return targets


def _entry_faults(entry: MappedColumn, rubric: Rubric | None) -> list[str]:
    if rubric is None:
        return [f"names «{entry.assessment}», which is no assessment with a rubric in the programme"]
    faults = [
        f"names «{one}», no criterion of «{rubric.id}»" for one in entry.criteria if rubric.criterion(one) is None
    ]
    levels = [*entry.levels, *entry.words.values()]
    faults += [f"names «{one}», no level of «{rubric.id}»" for one in levels if rubric.rank(one) < 0]
    if not (entry.levels or entry.words or entry.descriptors):
        faults.append("says neither levels nor words nor descriptors")
    ranked = sorted(entry.levels, key=rubric.rank)
    if any(entry.levels[a] >= entry.levels[b] for a, b in pairwise(ranked)):
        faults.append("has thresholds that do not rise with the levels")
    return faults


def _settle_rows(found: Detection, mapping: Mapping, skips: Skips, done: Placement) -> None:
    """Rows that are no learner's, and problems of the file: explained, skipped with a reason, or still a problem."""
    reasons: dict[str, str] = {one.rows: one.reason for one in mapping.skip_rows}
    for one in found.file.sheet.explained:
        reason = skips.get((one.line, 0)) or reasons.get(one.kind)
        if one.waits and reason is None:
            message = f"A row to leave out: {one.reason}"
            done.problems.append(Problem(one.kind, one.line, 0, message, "Name it under «skip_rows» in the mapping."))
            continue
        done.explained.append(one)
        if one.waits and reason is not None:
            done.skipped.append(Skipped(row=one.line, reason=reason))
    gone = {one.line for one in found.file.sheet.explained}
    for problem in found.problems:
        reason = skips.get((problem.line, 0)) if problem.name in REFUSED else None
        if reason is None:
            done.problems.append(problem)
    rows = {row.line for row in found.file.sheet.rows}
    rows |= {one.line for one in found.problems if one.name in REFUSED}
    for (line, place), reason in skips.items():
        if line not in rows | gone:
            done.problems.append(Problem("skip-names-no-row", line, 0, "There is no such row to skip"))
        elif place == 0 and line not in gone:
            done.explained.append(Explained(line, "skipped", reason))
            done.skipped.append(Skipped(row=line, reason=reason))


def _unmapped(sheet: Sheet, mapping: Mapping, targets: list[_Target], done: Placement) -> None:
    skipped = {folded(one.column): one for one in mapping.skip_columns}
    mapped = {folded(one.column) for one in mapping.columns}
    people = {folded(one) for one in mapping.learner.model_dump(exclude={"scheme", "name_order"}).values() if one}
    for column in sheet.columns:
        text = folded(column.heading)
        if text in skipped:
            done.skipped.append(Skipped(column=column.heading, reason=skipped[text].reason))
        elif column.role in ASSESSED | {Role.OTHER, Role.HOURS} and text not in mapped | people:
            message = f"Nothing in the mapping says what «{column.heading}» is"
            done.problems.append(
                Problem("column-not-mapped", 0, column.place, message, "Map it, or skip it with a reason.")
            )


def _unrated_criteria(mapping: Mapping, programme: Programme, rubrics: Dict[str, Rubric], done: Placement) -> None:
    rated = {(entry.assessment, one) for entry in mapping.columns for one in entry.criteria}
    rated |= {(one.assessment, one.criterion) for one in mapping.not_imported}
    for name in dict.fromkeys(entry.assessment for entry in mapping.columns):
        assessment = programme.assessment(name)
        rubric = rubrics.get(assessment.rubric or "") if assessment else None
        for criterion in rubric.criteria if rubric else ():
            if (name, criterion.id) not in rated:
                message = f"No column rates the criterion «{criterion.id}» of «{name}»"
                remedy = "Map it, or name it under «not_imported» with a reason."
                done.problems.append(Problem("criterion-not-mapped", 0, 0, message, remedy))


def _place_row(row: Row, key: int, targets: list[_Target], skips: Skips, mapping: Mapping, done: Placement) -> None:
    learner = row.cells[key].strip()
    if not learner:
        message = "The row has no learner id, so nobody knows whose it is"
        done.problems.append(
            Problem("learner-without-id", row.line, key + 1, message, "Skip it with a reason, or mend it.")
        )
        return
    levels: dict[Rated, str] = {}
    for target in targets:
        cell = row.cells[target.at]
        reason = skips.get((row.line, target.column.place)) if target.column.place else None
        if reason is not None:
            done.skipped.append(Skipped(row=row.line, column=target.column.heading, reason=reason))
        elif not not_assessed(cell):
            given = _ratings(cell, target, mapping.assessor)
            if not isinstance(given, Problem) and given.keys() & levels.keys():
                given = Problem("criterion-twice", 0, 0, "Two cells of the row rate the same criterion")
            if isinstance(given, Problem):
                done.problems.append(Problem(given.name, row.line, target.column.place, given.message, given.help))
            else:
                levels.update(given)
    done.placed.append(Placed(row, learner, levels))


def _ratings(cell: str, target: _Target, assessor: str) -> dict[Rated, str] | Problem:
    """What *cell* rates: all criteria of the column, or with descriptors the one whose descriptor it repeats."""
    entry = target.entry
    by = entry.assessor or assessor
    if entry.descriptors:
        found = _described(cell, target)
        if len(found) == 1:
            return {(entry.assessment, entry.attempt, by, found[0][0]): found[0][1]}
        if found or not (entry.words or entry.levels):
            many = "more than one descriptor" if found else "no descriptor"
            message = f"The cell under «{target.column.heading}» is {many} of «{target.rubric.id}»"
            return Problem(
                "descriptor-unknown", 0, 0, message, "Enter this learner's ratings by hand, or add to «words»."
            )
    words = {folded(word): level for word, level in entry.words.items()}
    level: str | Problem = words.get(folded(cell)) or _scored(cell, target)
    if isinstance(level, Problem):
        return level
    return {(entry.assessment, entry.attempt, by, criterion): level for criterion in entry.criteria}


def _described(cell: str, target: _Target) -> list[tuple[str, str]]:
    """The criteria and levels of the column whose descriptor, in some language, *cell* repeats."""
    return [
        (criterion.id, level)
        for criterion in target.rubric.criteria
        if criterion.id in target.entry.criteria
        for level, text in criterion.descriptors.items()
        if folded(cell) in {folded(each) for each in text.values()}
    ]


def _scored(cell: str, target: _Target) -> str | Problem:
    heading = target.column.heading
    if not target.entry.levels:
        return Problem("level-unknown", 0, 0, f"The cell under «{heading}» is no known word", "Add it to «words».")
    try:
        score = number(cell, target.decimals)
    except ValueError:
        return Problem("no-number", 0, 0, f"The cell under «{heading}» is neither a number nor a known word")
    if score is None:
        return Problem(
            "number-unclear", 0, 0, f"The cell under «{heading}» may be a thousand or a fraction", "Mend it."
        )
    written = target.entry.maximum if target.entry.maximum is not None else target.column.maximum
    if written is None and target.column.role is Role.PERCENTAGE:
        written = 100
    if written is None:
        return Problem(
            "maximum-missing", 0, 0, f"Nobody says the maximum of «{heading}»", "Write «maximum» in the mapping."
        )
    if target.column.maximum is not None and Decimal(str(written)) != target.column.maximum:
        return Problem("maximum-differs", 0, 0, f"«{heading}» has another maximum in the file than in the mapping")
    if score > Decimal(str(written)):
        return Problem("score-above-maximum", 0, 0, f"The score is above the maximum {written}")
    reached = [level for level, least in target.entry.levels.items() if score >= Decimal(str(least))]
    if score < Decimal(str(target.entry.minimum)) or not reached:
        return Problem("score-below-minimum", 0, 0, "The score is below the least of all levels")
    return max(reached, key=target.rubric.rank)


def merged(
    placed: list[Placed], long: bool, problems: list[Problem]
) -> dict[str, tuple[dict[Rated, str], date | None]]:
    """By learner key, the levels of all rows of the learner; rows that differ are added to *problems*."""
    found: dict[str, tuple[dict[Rated, str], date | None]] = {}
    for one in placed:
        if one.key not in found:
            found[one.key] = (dict(one.levels), one.row.day)
            continue
        levels, day = found[one.key]
        differs = any(levels.get(rated, level) != level for rated, level in one.levels.items())
        if differs or (not long and dict(one.levels) != levels):
            message = "The learner has a row above that says otherwise"
            problems.append(Problem("learner-twice", one.row.line, 0, message, "Skip one of them with a reason."))
        levels.update(one.levels)
        found[one.key] = (levels, day or one.row.day)
    return found
