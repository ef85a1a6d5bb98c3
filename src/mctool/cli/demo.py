"""``mctool demo``."""

from pathlib import Path
from typing import Annotated

import typer

from mctool.cli.context import Now


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(demo)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The folder to make.")] = Path("mctool-demo"),
    now: Now = None,
) -> None:
    """Show the whole journey on the packaged example: init, seal, validate, issue, verify, report, and a refusal.

    Example: `mctool demo tour`
    """
    from mctool.cli.touring import tour

    raise typer.Exit(tour(folder, now))
