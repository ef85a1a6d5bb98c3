"""Results into a cohort: what is there stays, what differs is said, and files are written whole or not at all."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mctool.editing import dump, load, write
from mctool.errors import WorkspaceError
from mctool.importing.levels import Rated
from mctool.models import Cohort
from mctool.models.cohort import Import
from mctool.workspace import Descriptor
from mctool.workspace.resulttable import OPTIONAL, REQUIRED


@dataclass(frozen=True, slots=True)
class Entry:
    """One level: whose, for what, and the day of the assessment where the file says it."""

    learner: str
    rated: Rated
    level: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """The hours that a learner attended, and those that the cohort says so far."""

    learner: str
    hours: float
    before: float | None


@dataclass(frozen=True)
class Changes:
    """What an import would change. ``replaced`` levels differ from what the same assessor gave before."""

    added: tuple[Entry, ...]
    replaced: tuple[tuple[Entry, str], ...]
    same: int
    attended: tuple[Attendance, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All levels to be written."""
        return (*self.added, *(entry for entry, _ in self.replaced))


def changes(cohort: Cohort, entries: Iterable[Entry], hours: Mapping[str, float]) -> Changes:
    """Compares *entries*, and *hours* attended by learner, with the results that are there."""
    there = {
        (result.learner, (one.assessment, one.attempt, rating.by, criterion)): level
        for result in cohort.results
        for one in result.assessments
        for rating in one.ratings
        for criterion, level in rating.levels.items()
    }
    added: list[Entry] = []
    replaced: list[tuple[Entry, str]] = []
    same = 0
    for entry in entries:
        before = there.get((entry.learner, entry.rated))
        if before is None:
            added.append(entry)
        elif before != entry.level:
            replaced.append((entry, before))
        else:
            same += 1
    said = {result.learner: result.attended_hours for result in cohort.results}
    attended = (Attendance(learner, given, said.get(learner)) for learner, given in hours.items())
    return Changes(tuple(added), tuple(replaced), same, tuple(one for one in attended if one.hours != one.before))


def record(root: Path, cohort: Descriptor[Cohort], made: Changes, proof: Import) -> tuple[Path, ...]:
    """Writes *made* and its *proof* into the cohort, and returns the files written.

    Results go where the cohort keeps them; a cohort without any gets a table beside it, which holds many more.
    Raises WorkspaceError when a file cannot be written.
    """
    path = root / cohort.path
    text = path.read_text(encoding="utf-8-sig")
    document = load(text)
    table = root / cohort.table.path if cohort.table else None
    anything = bool(made.entries or made.attended)
    if table is None and cohort.model.results:
        _into_list(document["results"], made)
    elif anything:
        if table is None:
            table = path.with_suffix(".csv")
            fresh = with_changes("", made)
            if table.exists() and table.read_text(encoding="utf-8") != fresh:  # not what a killed import left
                raise WorkspaceError(f"{table} is there, and the cohort does not name it; move it, or name it")
            document["results"] = table.name
            write(table, fresh)
        else:
            write(table, with_changes(table.read_text(encoding="utf-8-sig"), made))
    document.setdefault("imports", []).append(_plain(proof))
    write(path, dump(document, text))
    return (path, *((table,) if table is not None and anything else ()))


def with_changes(text: str, made: Changes) -> str:
    """The results table *text* (may be empty) with *made*: levels replaced in their row, else rows added below.

    A row that is added to an attempt says the day that the attempt has already: all rows of an attempt agree.
    """
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    header = rows[0] if rows else ["learner", "assessment", "attempt", "date", "assessor", "criterion", "level"]
    missing = [name for name in (*REQUIRED, "attempt", "date") if name not in header]
    missing += ["attended_hours"] if made.attended and "attended_hours" not in header else []
    header = [*header, *missing]
    body = [[*row, *[""] * len(missing)] for row in rows[1:]]
    place = {name: header.index(name) for name in (*REQUIRED, *OPTIONAL) if name in header}
    names = ("learner", "assessment", "attempt", "assessor", "criterion")
    index = {tuple(row[place[name]].strip() or "1" for name in names): row for row in body if any(row)}
    days: dict[tuple[str, ...], str] = {}
    for key, row in index.items():
        days.setdefault(key[:3], "")
        days[key[:3]] = days[key[:3]] or row[place["date"]].strip()
    for entry in made.entries:
        assessment, attempt, assessor, criterion = entry.rated
        key = (entry.learner, assessment, str(attempt), assessor, criterion)
        row = index.get(key) or []
        if not row:
            row = [""] * len(header)
            for name, value in zip(names, key, strict=True):
                row[place[name]] = value
            row[place["date"]] = days.get(key[:3], entry.day.isoformat() if entry.day else "")
            body.append(row)
        row[place["level"]] = entry.level
    _attended(body, header, place, made.attended)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([header, *body])
    return stream.getvalue()


def _attended(
    body: list[list[str]], header: list[str], place: Mapping[str, int], attended: Iterable[Attendance]
) -> None:
    """Puts hours into every row of their learner; a learner without any row gets one that says nothing else."""
    left = {one.learner: f"{one.hours:g}" for one in attended}
    seen = set()
    for row in body if left else ():
        learner = row[place["learner"]].strip() if row else ""
        if learner in left:
            row[place["attended_hours"]] = left[learner]
            seen.add(learner)
    for learner in [one for one in left if one not in seen]:
        row = [""] * len(header)
        row[place["learner"]], row[place["attended_hours"]] = learner, left[learner]
        body.append(row)


def _into_list(results: Any, made: Changes) -> None:
    """Puts *made* into the list of results, in place, so that comments, evidence and other ratings stay."""
    by_learner = {str(one["learner"]): one for one in results}

    def result_of(learner: str) -> Any:
        if learner not in by_learner:
            by_learner[learner] = {"learner": learner, "assessments": []}
            results.append(by_learner[learner])
        return by_learner[learner]

    for entry in made.entries:
        assessment, attempt, assessor, criterion = entry.rated
        attempts = result_of(entry.learner).setdefault("assessments", [])
        one = next((it for it in attempts if (it["assessment"], it.get("attempt", 1)) == (assessment, attempt)), None)
        if one is None:
            one = {"assessment": assessment, "attempt": attempt}
            if entry.day:
                one["date"] = entry.day
            attempts.append(one)
        ratings = one.setdefault("ratings", [])
        rating = next((it for it in ratings if it["by"] == assessor), None)
        if rating is None:
            rating = {"by": assessor, "levels": {}}
            ratings.append(rating)
        rating["levels"][criterion] = entry.level
    for given in made.attended:
        result_of(given.learner)["attended_hours"] = int(given.hours) if given.hours.is_integer() else given.hours


def _plain(proof: Import) -> Mapping[str, Any]:
    return proof.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
