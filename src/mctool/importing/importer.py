"""The import, readable top to bottom: place, join, compare, and only then write; identities first, the cohort last."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mctool.errors import MctoolError
from mctool.identities import Identity, read_identities
from mctool.identityfiles import add_identities, identities_path
from mctool.importing.detecting import Detection
from mctool.importing.learners import Token, join
from mctool.importing.placing import Placement, Skips, merged, place
from mctool.importing.recording import Changes, Entry, changes, record
from mctool.importing.sheet import Problem
from mctool.models import Cohort
from mctool.models import Mapping as ColumnMapping
from mctool.models.cohort import Import
from mctool.workspace import Descriptor, Workspace
from mctool.workspace.reading import read_file


@dataclass(frozen=True)
class Prepared:
    """An import before anything is written. With ``problems`` nothing can be."""

    placement: Placement
    problems: tuple[Problem, ...]
    changes: Changes
    new: tuple[Identity, ...]
    empty: int
    absent: tuple[str, ...]
    proof: Import


def read_mapping(path: Path, language: str) -> ColumnMapping:
    """The mapping at *path*. Raises MctoolError, with the line, when it is none."""
    if not path.is_file():
        raise MctoolError(f"there is no mapping {path}; --write-mapping proposes one")
    read = read_file(path.parent.resolve(), path.name, language=language)
    if read.faults or read.descriptor is None or not isinstance(read.descriptor.model, ColumnMapping):
        fault = next(iter(read.faults), None)
        raise MctoolError(f"{path}:{fault.span.line}: {fault.message}" if fault else f"{path} is no mapping")
    return read.descriptor.model


def prepare(
    workspace: Workspace, cohort: Descriptor[Cohort], found: Detection, mapping: ColumnMapping, *,
    skips: Skips, today: date, token: Token, replace: bool,
) -> Prepared:  # fmt: skip
    """Everything that the import would do. Raises MctoolError when programme or identities cannot be read."""
    programme = workspace.programmes.get(cohort.model.programme)
    if programme is None:
        raise MctoolError(f"the programme «{cohort.model.programme}» of the cohort cannot be read; see mctool validate")
    rubrics = {name: one.model for name, one in workspace.rubrics.items()}
    placement = place(found, mapping, programme.model, rubrics, skips)
    problems = list(placement.problems)
    by_key = merged(placement.placed, found.file.sheet.long, problems)
    joined = join(placement.placed, found.file.sheet, mapping.learner, _identities(workspace), token)
    problems += joined.problems
    assessors = {entry.assessor or mapping.assessor for entry in mapping.columns}
    for one in sorted(assessors - set(cohort.model.assessors)):
        problems.append(
            Problem("assessor-unknown", 0, 0, f"«{one}» is no assessor of the cohort", "Name the assessor.")
        )
    known = {joined.learners[key]: (key, one) for key, one in by_key.items() if key in joined.learners}
    entries = [
        Entry(learner, rated, level, one.days.get(rated[:2]))
        for learner, (_, one) in known.items() for rated, level in one.levels.items()
    ]  # fmt: skip
    hours = {learner: float(one.hours) for learner, (_, one) in known.items() if one.hours is not None}
    made = changes(cohort.model, entries, hours)
    lines = {one.key: one.row.line for one in placement.placed}
    for learner, message in () if replace else _differences(made):
        problems.append(Problem("rating-differs", lines[known[learner][0]], 0, message, "Decide with --replace."))
    seen = {joined.learners.get(key) for key in by_key}
    absent = tuple(one.learner for one in cohort.model.results if one.learner not in seen)
    empty = sum(not one.levels for one in by_key.values())
    items = found.file.line_items
    proof = Import(
        sha256=found.file.source.sha256, line_items=items.sha256 if items else None,
        date=today, layout=mapping.layout, mapping=mapping.id,
        rows=found.file.sheet.rows_in, placed=len(placement.placed), skipped=tuple(placement.skipped),
    )  # fmt: skip
    return Prepared(placement, tuple(problems), made, joined.new, empty, absent, proof)


def carry_out(workspace: Workspace, cohort: Descriptor[Cohort], prepared: Prepared) -> tuple[Path, ...]:
    """Writes identities, then results; returns the files of the workspace that were written, none when all is there.

    Killed between the two, the learners have their ids already, and the import run again goes on with them.
    """
    if prepared.problems:
        raise MctoolError("an import with findings is not written")
    if prepared.new:
        add_identities(identities_path(workspace), prepared.new)
    proof = prepared.proof
    known = any((one.sha256, one.line_items) == (proof.sha256, proof.line_items) for one in cohort.model.imports)
    made = prepared.changes
    if known and not (made.entries or made.attended):
        return ()
    return record(workspace.root, cohort, made, proof)


def _differences(made: Changes) -> Iterator[tuple[str, str]]:
    """By learner, where the file says otherwise than the cohort."""
    for entry, before in made.replaced:
        said = f"«{entry.rated[3]}» of {entry.learner} is «{before}» in the cohort and «{entry.level}» in the file"
        yield entry.learner, said
    for one in made.attended:
        if one.before is not None:
            hours = f"{one.before:g} hours in the cohort and {one.hours:g} in the file"
            yield one.learner, f"{one.learner} attended {hours}"


def _identities(workspace: Workspace) -> Mapping[str, Identity]:
    path = identities_path(workspace)
    return read_identities(path) if path.exists() else {}
