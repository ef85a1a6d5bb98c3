"""``mctool import`` into a cohort: the mapping proposed, the difference shown, and what was written."""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mctool.cli.terminal import plural, print_json, print_text, say
from mctool.editing import write
from mctool.errors import MctoolError
from mctool.importing.detecting import Detection, finding_line
from mctool.importing.importer import Prepared, carry_out, prepare, read_mapping
from mctool.importing.placing import Skips
from mctool.importing.proposing import Standards, propose
from mctool.models import Cohort
from mctool.workspace import Descriptor, Workspace


@dataclass(frozen=True)
class Request:
    """What the coordinator asked for."""

    workspace: Workspace
    cohort: Descriptor[Cohort]
    found: Detection
    today: date
    skips: Skips
    replace: bool
    dry_run: bool
    as_json: bool


def skips_of(written: list[str]) -> Skips:
    """The rows and cells to leave out, written as ``ROW=REASON`` or ``ROW:COLUMN=REASON``. Raises MctoolError."""
    found: dict[tuple[int, int], str] = {}
    for one in written:
        place, _, reason = one.partition("=")
        row, _, column = place.partition(":")
        if not (row.isascii() and row.isdigit()) or not reason.strip() or (column and not column.isdigit()):
            raise MctoolError(f"«{one}» skips nothing; write --skip ROW=REASON or --skip ROW:COLUMN=REASON")
        found[int(row), int(column or 0)] = reason.strip()
    return found


def write_mapping(request: Request, path: Path) -> int:
    """Proposes a mapping at *path*; an existing file is never overwritten. Raises MctoolError when none can be made."""
    programme = request.workspace.programmes.get(request.cohort.model.programme)
    if path.exists() or path.suffix != ".yaml":
        raise MctoolError(f"{path} is there already" if path.exists() else f"{path} is to end in .yaml")
    if programme is None:
        raise MctoolError(f"the programme «{request.cohort.model.programme}» cannot be read; see mctool validate")
    try:
        rubrics = {name: one.model for name, one in request.workspace.rubrics.items()}
        standards = Standards(programme.model, rubrics)
        write(path, propose(path.stem, request.found.file.sheet, request.cohort.model, standards))
    except ValueError as error:
        raise MctoolError(f"no mapping can be proposed: {error}") from None
    print_text(f"{path} proposes a mapping; decide what stands in its comments, then import with --mapping {path}")
    return 0


def import_with(request: Request, mapping: Path) -> int:
    """Imports by *mapping*, or shows what would change; 1 when findings stand against it."""
    workspace = request.workspace
    prepared = prepare(
        workspace, request.cohort, request.found, read_mapping(mapping, workspace.language), skips=request.skips,
        today=request.today, token=secrets.token_hex, replace=request.replace,
    )  # fmt: skip
    written: tuple[Path, ...] = ()
    if not prepared.problems and not request.dry_run:
        written = carry_out(workspace, request.cohort, prepared)
    paths = [path.relative_to(workspace.root).as_posix() for path in written]
    if request.as_json:
        print_json(_json(request, prepared, paths))
    else:
        print_text(_text(request, prepared, paths))
    if prepared.problems:
        say(f"mctool: {plural(len(prepared.problems), 'finding')}; nothing was written")
    elif request.dry_run:
        say("mctool: a dry run; nothing was written")
    return 1 if prepared.problems else 0


def _json(request: Request, prepared: Prepared, paths: list[str]) -> dict[str, object]:
    made, name = prepared.changes, request.found.file.source.name
    return {
        "cohort": request.cohort.model.id, "file": name, "sha256": prepared.proof.sha256,
        "rows": prepared.proof.rows, "placed": prepared.proof.placed, "explained": len(prepared.placement.explained),
        "new_learners": len(prepared.new), "not_assessed": prepared.empty, "not_in_file": list(prepared.absent),
        "attended_hours": len(made.attended),
        "added": len(made.added), "replaced": len(made.replaced), "unchanged": made.same, "written": paths,
        "findings": [
            {"path": name, "line": one.line or None, "column": one.column or None, "name": one.name,
             "message": one.message, "help": one.help}
            for one in prepared.problems
        ],
    }  # fmt: skip


def _text(request: Request, prepared: Prepared, paths: list[str]) -> str:
    made, name, lines = prepared.changes, request.found.file.source.name, []
    for one in prepared.problems:
        lines.append(finding_line(name, one))
    if request.dry_run:
        lines += [f"+ {one.learner} {' '.join(map(str, one.rated))} {one.level}" for one in made.added]
        lines += [f"~ {one.learner} {' '.join(map(str, one.rated))} {old} -> {one.level}" for one, old in made.replaced]
        lines += [f"+ {one.learner} attended {one.hours:g} hours" for one in made.attended]
    explained = prepared.placement.explained
    lines += [f"row {one.line}: {one.reason}" for one in explained]
    lines.append(f"{plural(prepared.proof.rows, 'row')}: {prepared.proof.placed} placed, {len(explained)} explained")
    lines.append(f"{plural(len(prepared.new), 'new learner')}, {prepared.empty} not assessed in this file")
    if prepared.absent:
        lines.append(f"in the cohort and not in the file: {', '.join(prepared.absent)}")
    lines.append(f"levels: {len(made.added)} new, {len(made.replaced)} replaced, {made.same} as before")
    if made.attended:
        lines.append(f"attended hours: {len(made.attended)} new or changed")
    if not prepared.problems and not request.dry_run:
        lines.append(f"wrote {', '.join(paths)}; commit them" if paths else "everything was there already")
    return "\n".join(lines)
