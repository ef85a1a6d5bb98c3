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
from mctool.importing.placing import Rated
from mctool.models import Cohort
from mctool.models.cohort import Import
from mctool.workspace import Descriptor
from mctool.workspace.resulttable import OPTIONAL, REQUIRED


@dataclass(frozen=True)
class Entry:
    """One level: whose, for what, and the day of the assessment where the file says it."""

    learner: str
    rated: Rated
    level: str
    day: date | None = None


@dataclass(frozen=True)
class Changes:
    """What an import would change. ``replaced`` levels differ from what the same assessor gave before."""

    added: tuple[Entry, ...]
    replaced: tuple[tuple[Entry, str], ...]
    same: int


def changes(cohort: Cohort, entries: Iterable[Entry]) -> Changes:
    """Compares *entries* with the results that are there."""
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
    return Changes(tuple(added), tuple(replaced), same)


def record(root: Path, cohort: Descriptor[Cohort], made: Changes, proof: Import) -> tuple[Path, ...]:
    """Writes *made* and its *proof* into the cohort, and returns the files written.

    Results go where the cohort keeps them; a cohort without any gets a table beside it, which holds many more.
    Raises WorkspaceError when a file cannot be written.
    """
    path = root / cohort.path
    document = load(path.read_text(encoding="utf-8-sig"))
    text = path.read_text(encoding="utf-8-sig")
    entries = [*made.added, *(entry for entry, _ in made.replaced)]
    table = root / cohort.table.path if cohort.table else None
    if table is None and cohort.model.results:
        _into_list(document["results"], entries)
    elif entries:
        if table is None:
            table = path.with_suffix(".csv")
            fresh = with_entries("", entries)
            if table.exists() and table.read_text(encoding="utf-8") != fresh:  # not what a killed import left
                raise WorkspaceError(f"{table} is there, and the cohort does not name it; move it, or name it")
            document["results"] = table.name
            write(table, fresh)
        else:
            write(table, with_entries(table.read_text(encoding="utf-8-sig"), entries))
    document.setdefault("imports", []).append(_plain(proof))
    write(path, dump(document, text))
    return (path, *((table,) if table is not None and entries else ()))


def with_entries(text: str, entries: Iterable[Entry]) -> str:
    """The results table *text* (may be empty) with *entries*: levels replaced in their row, else rows added below."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    header = rows[0] if rows else ["learner", "assessment", "attempt", "date", "assessor", "criterion", "level"]
    for name in (*REQUIRED, "attempt", "date"):
        if name not in header:
            header, rows = [*header, name], [[], *([*row, ""] for row in rows[1:])]
    place = {name: header.index(name) for name in (*REQUIRED, *OPTIONAL) if name in header}
    body = rows[1:]
    names = ("learner", "assessment", "attempt", "assessor", "criterion")
    index = {tuple(row[place[name]].strip() or "1" for name in names): row for row in body if any(row)}
    for entry in entries:
        assessment, attempt, assessor, criterion = entry.rated
        key = (entry.learner, assessment, str(attempt), assessor, criterion)
        row = index.get(key)
        if row is None:
            row = [""] * len(header)
            for name, value in zip(names, key, strict=True):
                row[place[name]] = value
            row[place["date"]] = entry.day.isoformat() if entry.day else ""
            body.append(row)
        row[place["level"]] = entry.level
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([header, *body])
    return stream.getvalue()


def _into_list(results: Any, entries: Iterable[Entry]) -> None:
    """Puts *entries* into the list of results, in place, so that comments, evidence and other ratings stay."""
    by_learner = {str(one["learner"]): one for one in results}
    for entry in entries:
        assessment, attempt, assessor, criterion = entry.rated
        result = by_learner.get(entry.learner)
        if result is None:
            result = by_learner[entry.learner] = {"learner": entry.learner, "assessments": []}
            results.append(result)
        attempts = result.setdefault("assessments", [])
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


def _plain(proof: Import) -> Mapping[str, Any]:
    return proof.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
