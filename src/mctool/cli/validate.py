"""``mctool validate``."""

from pathlib import Path
from typing import Annotated

import typer

from mctool.cli.context import Folder, FormatOption, Now


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(validate)


def validate(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help="Only findings in these files or folders.")] = None,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    now: Now = None,
) -> None:
    """Check everything: files, outcomes, rubrics, governance, ethics, cohorts, register.

    Example: `mctool validate -C examples/equini --strict`
    """
    from mctool.check import check
    from mctool.cli.context import open_world
    from mctool.cli.selection import paths_of
    from mctool.cli.terminal import print_json, print_text
    from mctool.findings import Severity
    from mctool.reports import findings as view

    world = open_world(context, folder, now)
    found = check(world, only=paths_of(world, paths))
    if format == "json":
        print_json(view.as_json(world.workspace, found))
    else:
        print_text(view.as_text(world.workspace, found))
    failing = len(found.active(Severity.ERROR)) + (len(found.active(Severity.WARNING)) if strict else 0)
    raise typer.Exit(1 if failing else 0)
