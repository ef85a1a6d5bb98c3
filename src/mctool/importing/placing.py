"""A sheet and a mapping -> the levels of each learner, or the problems that stop the import."""

from collections.abc import Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from mctool.importing.cells import folded, not_assessed
from mctool.importing.days import Order, day_of, order_of
from mctool.importing.detecting import Detection
from mctool.importing.levels import Rated, measured, ratings
from mctool.importing.sheet import REFUSED, Explained, Problem, Row
from mctool.importing.targets import Places, columns_left_out, find_places
from mctool.models import Mapping, Programme, Rubric
from mctool.models.cohort import Skipped

Skips = Dict[tuple[int, int], str]
"""Why a row, or with a column (else 0) a cell of it, is left out."""
_MOST_HOURS = 100_000


@dataclass(frozen=True, slots=True)
class Placed:
    """One row of one learner: the levels it gives, the day of the assessment and the hours attended, if it says so."""

    row: Row
    key: str
    levels: Dict[Rated, str]
    day: date | None = None
    hours: Decimal | None = None


@dataclass
class Placement:
    """Where every row of the file went."""

    placed: list[Placed] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Merged:
    """What all rows of one learner say: the levels, the last day of each attempt, the hours attended."""

    levels: dict[Rated, str] = field(default_factory=dict)
    days: dict[tuple[str, int], date] = field(default_factory=dict)
    hours: Decimal | None = None


def place(
    found: Detection, mapping: Mapping, programme: Programme, rubrics: Dict[str, Rubric], skips: Skips
) -> Placement:
    """Places the rows of *found* as *mapping* says; *rubrics* by id."""
    sheet, done = found.file.sheet, Placement()
    if mapping.layout != sheet.layout:
        message = f"The mapping is for {mapping.layout}, the file is {sheet.layout.value}"
        done.problems.append(Problem("layout-differs", 0, 0, message, "Use the mapping of this layout."))
        return done
    places = find_places(found, mapping, programme, rubrics, done.problems)
    _settle_rows(found, mapping, skips, done)
    done.skipped += columns_left_out(sheet, mapping, done.problems)
    if places.key is None:
        return done
    order = _order(found, places, done)
    for row in sheet.rows:
        if (row.line, 0) not in skips:
            _place_row(row, found, places, order, skips, mapping.assessor, done)
    return done


def merged(placed: Iterable[Placed], long: bool, problems: list[Problem]) -> dict[str, Merged]:
    """By learner key, what all rows of the learner say; rows that differ are added to *problems*.

    *long*: a learner has a row for each result, so that rows add to each other.
    """
    found: dict[str, Merged] = {}
    for one in placed:
        there = found.get(one.key)
        if there is None:
            there = found[one.key] = Merged()
        elif _differs(one, there, long):
            message = "The learner has a row above that says otherwise"
            problems.append(Problem("learner-twice", one.row.line, 0, message, "Skip one of them with a reason."))
        there.levels.update(one.levels)
        there.hours = one.hours if one.hours is not None else there.hours
        for assessment, attempt, _, _ in one.levels if one.day is not None else ():
            known = there.days.get((assessment, attempt))
            there.days[assessment, attempt] = max(one.day, known) if known and one.day else one.day or date.min
    return found


def _differs(one: Placed, there: Merged, long: bool) -> bool:
    if one.hours is not None and there.hours is not None and one.hours != there.hours:
        return True
    if any(there.levels.get(rated, level) != level for rated, level in one.levels.items()):
        return True
    return not long and dict(one.levels) != there.levels


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
    left_out = {folded(one.column) for one in mapping.skip_columns}
    for problem in found.problems:
        if problem.name == "heading-twice" and folded(found.file.sheet.columns[problem.column - 1].heading) in left_out:
            continue
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


def _order(found: Detection, places: Places, done: Placement) -> Order | None:
    """Whether the column of days writes day or month first, where its cells prove it."""
    if places.day is None:
        return None
    at = places.day
    try:
        return order_of(row.cells[at] for row in found.file.sheet.rows)
    except ValueError:
        column = found.file.sheet.columns[at]
        message = f"«{column.heading}» has dates with the day first and dates with the month first"
        done.problems.append(Problem("dates-differ", 0, column.place, message, "Mend the export."))
        return None


def _place_row(
    row: Row, found: Detection, places: Places, order: Order | None, skips: Skips, assessor: str, done: Placement
) -> None:
    key = places.key or 0
    learner = row.cells[key].strip()
    if not learner:
        message = "The row has no learner id, so nobody knows whose it is"
        remedy = "Skip it with a reason, or mend it."
        done.problems.append(Problem("learner-without-id", row.line, key + 1, message, remedy))
        return
    levels: dict[Rated, str] = {}
    for target in places.targets:
        cell = row.cells[target.at]
        reason = skips.get((row.line, target.column.place)) if target.column.place else None
        if reason is not None:
            done.skipped.append(Skipped(row=row.line, column=target.column.heading, reason=reason))
        elif not not_assessed(cell):
            given = ratings(cell, target, assessor)
            if not isinstance(given, Problem) and given.keys() & levels.keys():
                given = Problem("criterion-twice", 0, 0, "Two cells of the row rate the same criterion")
            if isinstance(given, Problem):
                done.problems.append(replace(given, line=row.line, column=target.column.place))
            else:
                levels.update(given)
    hours = _hours(row, found, places.hours, done)
    done.placed.append(Placed(row, learner, levels, _day(row, found, places.day, order, done), hours))


def _hours(row: Row, found: Detection, at: int | None, done: Placement) -> Decimal | None:
    if at is None or not_assessed(row.cells[at]):
        return None
    column = found.file.sheet.columns[at]
    value = measured(row.cells[at], column.heading, found.decimals_of(at))
    share = row.cells[at].rstrip().endswith("%")
    if not isinstance(value, Problem) and (share or not 0 <= value <= _MOST_HOURS):
        value = Problem("hours-impossible", 0, 0, f"«{column.heading}» does not say a number of hours here")
    if isinstance(value, Problem):
        done.problems.append(replace(value, line=row.line, column=column.place))
        return None
    return value


def _day(row: Row, found: Detection, at: int | None, order: Order | None, done: Placement) -> date | None:
    """The day that the layout itself says, else the one in the column that the mapping names."""
    if row.day is not None or at is None or not_assessed(row.cells[at]):
        return row.day
    column = found.file.sheet.columns[at]
    try:
        day = day_of(row.cells[at], order)
    except ValueError:
        message = f"The cell under «{column.heading}» is no date, or one that two countries read differently"
        remedy = "Write it as 2026-05-12, or skip the column with a reason."
        done.problems.append(Problem("no-date", row.line, column.place, message, remedy))
        return None
    return day
