"""Which column says what: a mapping held against the headings of a file and the rubrics of the programme."""

from collections.abc import Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from itertools import pairwise

from mctool.importing.cells import folded
from mctool.importing.choices import Decimals
from mctool.importing.detecting import Detection
from mctool.importing.sheet import ASSESSED, Column, Problem, Role, Sheet
from mctool.models import Mapping, Programme, Rubric
from mctool.models.cohort import Skipped
from mctool.models.mapping import MappedColumn

_PROVES_NOTHING = frozenset({Role.TOTAL, Role.FEEDBACK, Role.TIME, Role.HOURS})


@dataclass(frozen=True, slots=True)
class Target:
    """A column that rates: its index and heading, what the mapping says of it, and the rubric it rates by."""

    at: int
    column: Column
    entry: MappedColumn
    rubric: Rubric
    decimals: Decimals | None


@dataclass(frozen=True, slots=True)
class Places:
    """The columns that a mapping uses, by index: the learner's key, ratings, hours attended, the day."""

    key: int | None
    targets: tuple[Target, ...]
    hours: int | None
    day: int | None


def column_named(sheet: Sheet, heading: str) -> list[int]:
    """The indices of the columns under *heading*, spaces and case aside."""
    return [at for at, column in enumerate(sheet.columns) if folded(column.heading) == folded(heading)]


def find_places(
    found: Detection, mapping: Mapping, programme: Programme, rubrics: Dict[str, Rubric], problems: list[Problem]
) -> Places:
    """Where the columns of *mapping* are; what is not there, or wrong in the mapping, is added to *problems*."""
    sheet = found.file.sheet
    people = mapping.learner
    for heading in (people.given_name, people.family_name, people.name, people.email):
        if heading is not None:
            _one(sheet, heading, problems)
    hours = None if mapping.attended_hours is None else _one(sheet, mapping.attended_hours, problems)
    day = None if mapping.date is None else _one(sheet, mapping.date, problems)
    targets = tuple(_targets(found, mapping, programme, rubrics, problems))
    problems += _unrated_criteria(mapping, programme, rubrics)
    return Places(_one(sheet, people.key, problems), targets, hours, day)


def columns_left_out(sheet: Sheet, mapping: Mapping, problems: list[Problem]) -> list[Skipped]:
    """The columns that *mapping* skips, with the reasons; one that it does not name is added to *problems*."""
    reasons = {folded(one.column): one.reason for one in mapping.skip_columns}
    people = mapping.learner.model_dump(exclude={"scheme", "name_order"}).values()
    named = [one.column for one in mapping.columns] + [mapping.attended_hours, mapping.date, *people]
    known = {folded(one) for one in named if one}
    skipped: list[Skipped] = []
    for column in sheet.columns:
        text = folded(column.heading)
        if text in reasons:
            skipped.append(Skipped(column=column.heading, reason=reasons[text]))
        elif column.role in ASSESSED | {Role.OTHER, Role.HOURS} and text not in known:
            message = f"Nothing in the mapping says what «{column.heading}» is"
            remedy = "Map it, or skip it with a reason."
            problems.append(Problem("column-not-mapped", 0, column.place, message, remedy))
    return skipped


def _one(sheet: Sheet, heading: str, problems: list[Problem]) -> int | None:
    found = column_named(sheet, heading)
    if len(found) == 1:
        return found[0]
    message = f"The heading «{heading}» of the mapping stands {len(found)} times in the file"
    problems.append(Problem("column-not-found" if not found else "column-twice", 0, 0, message, "See --detect."))
    return None


def _targets(
    found: Detection, mapping: Mapping, programme: Programme, rubrics: Dict[str, Rubric], problems: list[Problem]
) -> Iterator[Target]:
    sheet, taken = found.file.sheet, set[tuple[str, int, str, str]]()
    for entry in mapping.columns:
        at = _one(sheet, entry.column, problems)
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
            problems.append(Problem("mapping-wrong", 0, place, f"The mapping of «{entry.column}» {fault}"))
        if at is None or rubric is None or faults:
            continue
        column = sheet.columns[at]
        if column.role in _PROVES_NOTHING:
            message = f"«{column.heading}» is a column of {column.role.value}, which proves no outcome"
            problems.append(Problem("proves-nothing", 0, column.place, message))
            continue
        yield Target(at, column, entry, rubric, found.decimals_of(at))


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


def _unrated_criteria(mapping: Mapping, programme: Programme, rubrics: Dict[str, Rubric]) -> Iterator[Problem]:
    rated = {(entry.assessment, one) for entry in mapping.columns for one in entry.criteria}
    rated |= {(one.assessment, one.criterion) for one in mapping.not_imported}
    for name in dict.fromkeys(entry.assessment for entry in mapping.columns):
        assessment = programme.assessment(name)
        rubric = rubrics.get(assessment.rubric or "") if assessment else None
        for criterion in rubric.criteria if rubric else ():
            if (name, criterion.id) not in rated:
                message = f"No column rates the criterion «{criterion.id}» of «{name}»"
                remedy = "Map it, or name it under «not_imported» with a reason."
                yield Problem("criterion-not-mapped", 0, 0, message, remedy)
