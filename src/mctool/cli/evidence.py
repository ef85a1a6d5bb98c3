"""``mctool evidence add`` and ``mctool evidence check``."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mctool.cli.context import Folder, FormatOption

if TYPE_CHECKING:
    from mctool.models.cohort import Evidence

group = typer.Typer(no_args_is_help=True, help="Record evidence with its digest, and check all digests.")


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(group, name="evidence")


@group.command()
def add(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Files; or one folder, with --pattern.")],
    cohort: Annotated[str, typer.Option("--cohort", help="The cohort: its id or its file.")],
    learner: Annotated[str | None, typer.Option("--learner", help="Whose; else the pattern says it.")] = None,
    assessment: Annotated[str | None, typer.Option("--assessment", help="Of which assessment.")] = None,
    attempt: Annotated[int, typer.Option("--attempt", min=1)] = 1,
    type: Annotated[str, typer.Option("--type", help="The type of evidence.")] = "evaluation-form",  # noqa: A002
    held_by: Annotated[
        str | None, typer.Option("--held-by", help="Who holds it, where the file stays outside the workspace.")
    ] = None,
    pattern: Annotated[
        str | None, typer.Option("--pattern", help="How file names say whose they are: {learner}-{assessment}.pdf")
    ] = None,
    folder: Folder = None,
) -> None:
    """Record files as evidence of an attempt, each with its SHA-256. Files outside the workspace go by reference.

    Example: `mctool evidence add evidence/forms --cohort spring --pattern "{learner}-{assessment}.pdf"`
    """
    from mctool.cli.context import open_workspace
    from mctool.cli.selection import cohort_of
    from mctool.cli.terminal import plural, print_text
    from mctool.errors import MctoolError
    from mctool.evidence import Item, by_name
    from mctool.evidence import add as record

    workspace = open_workspace(context, folder)
    chosen = cohort_of(workspace, cohort)
    if pattern is not None:
        named = [one for place in files for one in by_name(place, pattern)]
    elif learner is not None:
        named = [(path, learner, "") for path in files]
    else:
        raise MctoolError("say whose evidence it is: --learner, or --pattern for files named by learner")
    items = []
    for path, whose, of in named:
        if not (of or assessment):
            raise MctoolError("say which assessment it documents: --assessment, or {assessment} in the pattern")
        items.append(Item(whose, of or assessment or "", attempt, _evidence(workspace.root, path, type, held_by)))
    count = record(workspace.root, chosen, items)
    print_text(f"{plural(count, 'piece')} of evidence added to {chosen.model.id}, {len(items) - count} already there")


@group.command()
def check(
    context: typer.Context,
    cohort: Annotated[str | None, typer.Argument(help="A cohort; else all of them.")] = None,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> None:
    """Read every file of evidence and compare its SHA-256 with the one recorded; exit 1 when one differs.

    Example: `mctool evidence check inclusive-communication-2026-spring`
    """
    from mctool.cli.context import open_workspace
    from mctool.cli.selection import cohort_of
    from mctool.cli.terminal import plural, print_json, print_text
    from mctool.errors import MctoolError
    from mctool.evidence import check as compare
    from mctool.evidence import pieces

    workspace = open_workspace(context, folder)
    chosen = [cohort_of(workspace, cohort)] if cohort else list(workspace.cohorts.values())
    cohorts = [one.model for one in chosen]
    total = sum(1 for one in cohorts for _ in pieces(one))
    if not total:
        raise MctoolError("no evidence is recorded, so there is nothing to check")
    with _bar(total) as tick:
        found = list(compare(workspace.root, cohorts, tick))
    if format == "json":
        rows = [{name: getattr(one, name) for name in one.__slots__} for one in found]
        print_json({"checked": total, "differences": rows})
    else:
        for one in found:
            print_text(f"{one.cohort} {one.learner} {one.assessment}: {one.reason}: {one.file}".rstrip(": "))
        print_text(f"{plural(total, 'piece')} of evidence checked, {plural(len(found), 'difference')}")
    raise typer.Exit(1 if found else 0)


def _evidence(root: Path, path: Path, kind: str, held_by: str | None) -> "Evidence":
    import hashlib

    from pydantic import ValidationError

    from mctool.errors import MctoolError
    from mctool.models.cohort import Evidence

    if not path.is_file():
        raise MctoolError(f"there is no file {path}")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    full = path.resolve()
    said: dict[str, str]
    if held_by is not None:
        said = {"held_by": held_by, "reference": path.name}
    elif full.is_relative_to(root):
        said = {"file": full.relative_to(root).as_posix()}
    else:
        raise MctoolError(f"{path} is outside the workspace; say who holds it with --held-by, or move it in")
    try:
        return Evidence.model_validate({"type": kind, **said, "sha256": digest})
    except ValidationError:
        raise MctoolError(f"«{kind}» is no type of evidence; see «mctool schema cohort»") from None


@contextmanager
def _bar(total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import Progress

    from mctool.cli.terminal import err

    with Progress(console=err()) as progress:
        task = progress.add_task("Checking", total=total)
        yield lambda: progress.advance(task)
