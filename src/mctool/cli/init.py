"""``mctool init``."""

from pathlib import Path
from typing import Annotated, Literal

import typer


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(init)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    example: Annotated[Literal["equini"], typer.Option("--example", help="Lay out a complete example.")],
) -> None:
    """Make a workspace: a git repository with descriptors, and the names of learners outside it.

    Example: `mctool init demo --example equini`
    """
    from mctool.cli.terminal import print_text
    from mctool.scaffold import lay_out_example

    identities = lay_out_example(example, folder)
    print_text(
        f"{folder}: the example workspace, a git repository of its own\n"
        f"{identities}: invented learners, outside the repository\n"
        f"Next: mctool validate -C {folder}"
    )
