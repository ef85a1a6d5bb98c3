"""One run of ``mctool validate``: what to look at, what was found, what was corrected, and how it is told."""

import json
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mctool.cli.terminal import coloured, plural, print_text, say
from mctool.errors import MctoolError

if TYPE_CHECKING:
    from mctool.findings import Findings
    from mctool.fixing import Plan
    from mctool.reports.findings import Look
    from mctool.rules.registry import Rule
    from mctool.rules.world import World

Form = Literal["text", "json", "sarif", "github", "gitlab", "junit"]


@dataclass(frozen=True)
class Request:
    """What a person asked for."""

    root: Path
    paths: tuple[Path, ...]
    form: Form
    rules: "tuple[Rule, ...]"
    narrowed: bool
    """Whether rules were selected, so that what no rule asks for is left alone."""
    strict: bool
    changed: str | None
    fix: bool
    diff: bool
    statistics: bool
    show_waived: bool
    baseline: Path | None
    write_baseline: Path | None
    history: bool
    now: str | None

    def refuse_contradictions(self, *, watch: bool) -> None:
        """Raises MctoolError for options that cannot go together."""
        if watch and (self.diff or self.write_baseline is not None or self.form != "text"):
            raise MctoolError("--watch goes with no other --format than text, and not with --diff or --write-baseline")
        if self.history and (watch or self.diff or self.changed is not None):
            raise MctoolError("--history looks at all commits; it goes with no --changed, --diff or --watch")
        if self.diff and self.form != "text":
            raise MctoolError("--diff has a form of its own, which git apply takes; leave --format out")
        if self.statistics and self.form not in ("text", "json"):
            raise MctoolError("--statistics goes with --format text or json")
        if self.write_baseline is not None and (self.fix or self.diff):
            raise MctoolError("--write-baseline writes what there is; run --fix before it")
        if self.baseline_written is not None and self.baseline_written == Path():
            raise MctoolError("--write-baseline needs a file: --write-baseline FILE, or --baseline FILE beside it")

    @property
    def baseline_written(self) -> Path | None:
        """The file that ``--write-baseline`` names, else the one that ``--baseline`` does."""
        if self.write_baseline == Path() and self.baseline is not None:
            return self.baseline
        return self.write_baseline


def run(request: Request) -> int:
    """Checks once and tells; returns the exit code."""
    world, only = _world(request)
    if not request.fix and not request.diff:
        return _told(request, world, only, None)
    from mctool.cli.validatefix import carry_out, show
    from mctool.fixing import plan

    planned = plan(world, rules=request.rules, only=only, schema_comments=not request.narrowed)
    if request.diff:
        return show(planned)
    carry_out(request.root, planned)
    if planned.files:
        world, only = _world(request)
    return _told(request, world, only, planned)


def _world(request: Request) -> "tuple[World, frozenset[str] | None]":
    """The workspace as it is now, and the files to look at (None: all)."""
    from mctool.cli.context import moment
    from mctool.cli.selection import paths_of
    from mctool.rules.world import World
    from mctool.workspace import load

    world = World(load(request.root), moment(request.now).date())
    named = paths_of(world, request.paths)
    if request.changed is None:
        return world, named
    changed = _changed(world, request.changed)
    only = named if changed is None else changed if named is None else named & changed
    if only is not None and not only:
        which = "no file has" if named is None else "none of these files has"
        say(f"mctool: nothing was checked: {which} changed since {request.changed}")
    return world, only


def _changed(world: "World", revision: str) -> frozenset[str] | None:
    from mctool.affected import affected
    from mctool.repository import changes_since, content_at

    root = world.workspace.root
    changes = changes_since(root, revision)
    return affected(world.workspace, changes.paths, lambda path: content_at(root, changes.base, path))


def _told(request: Request, world: "World", only: frozenset[str] | None, made: "Plan | None") -> int:
    from mctool.checking import check
    from mctool.findings import Findings, Severity

    found = check(world, rules=request.rules, only=only)
    if request.history:
        from mctool.cli.validatehistory import past_of

        found = Findings.of((*found, *past_of(world)))
    if (path := request.baseline_written) is not None:
        from mctool.baseline import write_baseline

        print_text(f"{path}: {plural(write_baseline(path, found), 'finding')}")
        return 0
    if request.baseline is not None:
        from mctool.baseline import without_baseline

        found = without_baseline(request.baseline, found)
    print_text(_shown(request, world, found, only, made))
    left = len(found) - len(found.waived)
    if made is not None:
        say(f"mctool: {len(made.fixes)} fixed in {plural(len(made.files), 'file')}, {left} left")
    failing = len(found.active(Severity.ERROR)) + (len(found.active(Severity.WARNING)) if request.strict else 0)
    return 1 if failing else 0


def _shown(
    request: Request, world: "World", found: "Findings", only: frozenset[str] | None, made: "Plan | None"
) -> str:
    from mctool.reports import findings as view

    if request.statistics:
        return view.statistics_json(found) if request.form == "json" else view.statistics_text(found)
    if request.form == "text":
        return view.as_text(world.workspace, found, only, _look(request.show_waived)) + _hint(request, world, found)
    if request.form == "json":
        fixed = {} if made is None else {"fixed": [asdict(fix) for fix in made.fixes]}
        return json.dumps(view.as_json(world.workspace, found, only) | fixed, ensure_ascii=False, indent=2)
    from mctool.reports.findingformats import FORMATS

    return FORMATS[request.form](world.workspace, found)


def _hint(request: Request, world: "World", found: "Findings") -> str:
    """That ``--fix`` would help, where it would."""
    from mctool.fixing import CODES, plan

    files = {one.path for one in found if one.code in CODES and one.waived is None}
    planned = plan(world, rules=request.rules, only=files, schema_comments=False) if files else None
    number = len(planned.fixes) if planned is not None else 0
    return f"\n{number} of them can be corrected with --fix, which --diff shows" if number else ""


def _look(waived: bool) -> "Look":
    from mctool.reports.findings import PLAIN, Look

    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else PLAIN.columns
    return Look(coloured(), min(PLAIN.columns, columns), waived)
