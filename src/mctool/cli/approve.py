"""``mctool approve``."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from mctool.cli.completion import programme_ids
from mctool.cli.context import Folder, FormatOption, Now

if TYPE_CHECKING:
    from mctool.approving import Proposal
    from mctool.workspace import Workspace


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(approve)


def approve(
    context: typer.Context,
    programme: Annotated[str, typer.Argument(help="A programme: its id or its file.", autocompletion=programme_ids)],
    body: Annotated[str, typer.Option("--body", help="The body that approved it.")],
    reference: Annotated[str, typer.Option("--reference", help="Where the decision is recorded.")],
    stage: Annotated[str, typer.Option("--stage", help="The stage of the workflow.")] = "programme-approval",
    date: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="The day of the decision.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Record that a body approved exactly this content. A programme with errors is refused.

    Shows what is approved, and how it differs from what was approved last; on a terminal it asks before it writes.

    Example: `mctool approve inclusive-communication --body "Senate committee" --reference "Resolution 12/2026"`
    """
    from mctool.approving import propose, record
    from mctool.cli.context import moment, open_world
    from mctool.cli.terminal import print_json, print_text, say
    from mctool.reports import approval as view
    from mctool.workspace.naming import programme_of

    world = open_world(context, folder, now)
    chosen = programme_of(world.workspace, programme)
    day = _day(date) if date else moment(now).date()
    proposal = propose(world, chosen, stage=stage, body=body, reference=reference, day=day)
    if proposal.errors:
        _refused(world.workspace, proposal, as_json=format == "json")
        raise typer.Exit(1)
    say(view.as_text(proposal, world.workspace.language))
    if not yes and not _agreed(proposal):
        say("mctool: nothing was approved")
        raise typer.Exit(1)
    record(world, proposal)
    if format == "json":
        print_json(view.as_json(proposal))
    else:
        version = f"version {chosen.model.version} ({proposal.entry.digest[:19]}…)"
        print_text(f"{chosen.path}: {stage} by {body} recorded for {version}; commit the file")


def _agreed(proposal: "Proposal") -> bool:
    """The answer of the person at the terminal; without one nobody is asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    entry = proposal.entry
    return typer.confirm(f"Record that {entry.body} approved this ({entry.stage}, {entry.date})?", err=True)


def _refused(workspace: "Workspace", proposal: "Proposal", *, as_json: bool) -> None:
    from mctool.cli.terminal import print_json, print_text
    from mctool.reports import findings as view

    if as_json:
        print_json(view.as_json(workspace, proposal.errors))
    else:
        print_text(view.as_text(workspace, proposal.errors))
        print_text(f"{proposal.programme.model.id} has errors; nothing was approved")


def _day(text: str) -> date:
    from mctool.errors import MctoolError

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise MctoolError(f"«{text}» is no date; write YYYY-MM-DD") from None
