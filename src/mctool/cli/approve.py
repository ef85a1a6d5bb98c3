"""``mctool approve``."""

from datetime import date
from typing import Annotated

import typer

from mctool.cli.context import Folder, FormatOption, Now


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(approve)


def approve(
    context: typer.Context,
    programme: Annotated[str, typer.Argument(help="A programme: its id or its file.")],
    body: Annotated[str, typer.Option("--body", help="The body that approved it.")],
    reference: Annotated[str, typer.Option("--reference", help="Where the decision is recorded.")],
    stage: Annotated[str, typer.Option("--stage", help="The stage of the workflow.")] = "programme-approval",
    date: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="The day of the decision.")] = None,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Record that a body approved exactly this content. A programme with errors is refused.

    Example: `mctool approve inclusive-communication --body "Senate committee" --reference "Resolution 12/2026"`
    """
    from mctool.approving import approve as record
    from mctool.cli.context import moment, open_world
    from mctool.cli.selection import programme_of
    from mctool.cli.terminal import print_json, print_text
    from mctool.reports import findings as view

    world = open_world(context, folder, now)
    chosen = programme_of(world.workspace, programme)
    day = _day(date) if date else moment(now).date()
    outcome = record(world, chosen, stage=stage, body=body, reference=reference, day=day)
    if outcome.findings:
        if format == "json":
            print_json(view.as_json(world.workspace, outcome.findings))
        else:
            print_text(view.as_text(world.workspace, outcome.findings))
            print_text(f"{chosen.model.id} has errors; nothing was approved")
        raise typer.Exit(1)
    if format == "json":
        print_json(
            {
                "programme": chosen.model.id,
                "version": chosen.model.version,
                "stage": stage,
                "digest": outcome.digest,
                "path": chosen.path,
            }
        )
    else:
        version = f"version {chosen.model.version} ({outcome.digest[:19]}…)"
        print_text(f"{chosen.path}: {stage} by {body} recorded for {version}; commit the file")


def _day(text: str) -> date:
    from mctool.errors import MctoolError

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise MctoolError(f"«{text}» is no date; write YYYY-MM-DD") from None
