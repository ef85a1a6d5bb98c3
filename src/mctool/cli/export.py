"""``mctool export``."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from mctool.cli.context import Folder, Now

Form = Literal["csv", "xlsx", "open-badge"]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(export)


def export(
    context: typer.Context,
    cohort: Annotated[str, typer.Argument(help="A cohort: its id or its file.")],
    format: Annotated[Form, typer.Option("--format", help="A table, or one badge a learner.")] = "csv",  # noqa: A002
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The table's file, else stdout; or the folder for badges.")
    ] = None,
    seal: Annotated[Path | None, typer.Option("--seal", metavar="FILE", help="The seal; else mctool.yaml's.")] = None,
    status_list: Annotated[
        str | None, typer.Option("--status-list", metavar="URL", help="Where the Bitstring status list is published.")
    ] = None,
    folder: Folder = None,
    now: Now = None,
) -> None:
    """Hand on what was awarded: a table for personnel records, or Open Badges 3.0 sealed as VC-JWT.

    Only what the register says was issued, with its state today; badges of credentials in force only. The table holds
    names: it is not written where git would take it up, and a line in the register folder notes it.

    Example: `mctool export inclusive-communication-2026-spring --format xlsx -o ../records.xlsx`
    """
    from mctool.cli.context import moment, open_world
    from mctool.cli.exportrun import Request, badges, table
    from mctool.cli.selection import cohort_of

    world = open_world(context, folder, now)
    request = Request(world, cohort_of(world.workspace, cohort), moment(now), output, seal, status_list)
    if format == "open-badge":
        badges(request)
    else:
        table(request, format)
