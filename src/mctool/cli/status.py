"""``mctool status``."""

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mctool.cli.context import Folder, Now

if TYPE_CHECKING:
    from mctool.board import Board
    from mctool.workspace import Workspace


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(status)


def status(
    context: typer.Context,
    folder: Folder = None,
    format: Annotated[Literal["text", "json", "ics"], typer.Option("--format", help="How to report.")] = "text",  # noqa: A002
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 when something is overdue.")] = False,
    now: Now = None,
) -> None:
    """Show the workflow board: each programme and cohort, its stage, who answers for it, due dates, what blocks it.

    Due dates come from «within» in mctool.yaml. As ics it is a calendar to subscribe to; it names no learner.

    Example: `mctool status --format ics > due.ics`
    """
    from mctool.board import board
    from mctool.cli.context import moment, open_world
    from mctool.cli.terminal import print_json
    from mctool.reports import board as view

    world = open_world(context, folder, now)
    found = board(world)
    if format == "json":
        print_json(view.as_json(found))
    elif format == "ics":
        sys.stdout.buffer.write(view.as_calendar(found, _institution(world.workspace), moment(now)))
    else:
        _print(found)
    if strict and found.overdue:
        raise typer.Exit(1)


def _print(found: "Board") -> None:
    from mctool.cli.terminal import out, say
    from mctool.reports.board import as_lines

    console = out()
    for line in as_lines(found):
        console.print(line.text, style=line.style or None, markup=False)
    if not found.tracks and not found.unreadable:
        say("Nothing is here yet; it begins with: mctool new programme")


def _institution(workspace: "Workspace") -> str:
    """What tells this institution from others: its number, else its name."""
    there = workspace.institution
    if there is None:
        return workspace.root.name
    number = there.model.registration
    return f"{number.country.slug}/{number.number}" if number else there.model.name.to(workspace.language)
