"""``mctool statuslist``."""

from pathlib import Path
from typing import Annotated

import typer

from mctool.cli.context import Folder, Now


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(statuslist)


def statuslist(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")] = Path(
        "statuslist.json"
    ),
    valid: Annotated[str, typer.Option("--valid", metavar="PERIOD", help="Until when it may be relied on.")] = "P30D",
    bitstring: Annotated[
        str | None, typer.Option("--bitstring", metavar="URL", help="The W3C's list instead, to be published there.")
    ] = None,
    purpose: Annotated[str, typer.Option("--purpose", help="With --bitstring: or suspension.")] = "revocation",
    seal: Annotated[Path | None, typer.Option("--seal", metavar="FILE", help="The seal; else mctool.yaml's.")] = None,
    folder: Folder = None,
    now: Now = None,
) -> None:
    """Publish which credentials are valid, suspended or revoked.

    The list is sealed, holds ids and states and no names, and is refused when it is stale.

    Example: `mctool statuslist -o public/statuslist.json --valid P30D`
    """
    from mctool.cli.context import moment, open_workspace
    from mctool.cli.publishing import publish
    from mctool.cli.terminal import print_text

    done = publish(
        open_workspace(context, folder), output, valid=valid, bitstring=bitstring, purpose=purpose, seal=seal,
        now=moment(now),
    )  # fmt: skip
    print_text(done)
