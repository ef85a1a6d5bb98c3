"""``mctool new``."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mctool.cli.context import Folder, FormatOption, Now

if TYPE_CHECKING:
    from mctool.drafting import Draft
    from mctool.workspace import Workspace


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(new)


def new(
    context: typer.Context,
    kind: Annotated[Literal["programme", "outcome", "rubric", "cohort", "institution"], typer.Argument(help="What.")],
    identity: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Its id: lower-case words joined by hyphens.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="TEMPLATE|ID", help="A template, or one to copy; for a cohort its programme."),
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing, also on a terminal.")] = False,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Write a descriptor with the guide's advice as comments; blanks stand in <angle brackets>.

    On a terminal a programme without --from is asked for step by step, and each answer is checked. Programme templates
    bring their outcomes and rubric: active-listening, bias, conflict-management, emotional-intelligence, empathy,
    ethical-leadership, inclusive-communication, inclusive-teaching, intercultural-competence, non-discrimination,
    resilience-and-stress, teamwork.

    Example: `mctool new programme listening-2027 --from active-listening`
    """
    from mctool.cli.asking import at_terminal
    from mctool.cli.context import moment, open_workspace
    from mctool.cli.terminal import plural, print_json, print_text
    from mctool.drafting import draft, write_drafts
    from mctool.errors import MctoolError

    workspace = open_workspace(context, folder)
    today = moment(now).date()
    if kind == "programme" and source is None and not no_input and format == "text" and at_terminal():
        drafts = _asked(workspace, identity, today)
    elif identity is None:
        raise MctoolError(f"the id is missing: mctool new {kind} ID; on a terminal a programme is asked for")
    else:
        drafts = draft(workspace, kind, identity, source=source, today=today)
    write_drafts(workspace.root, drafts)
    paths = [one.path for one in drafts]
    if format == "json":
        print_json({"written": paths})
    else:
        blanks = sum(one.blanks for one in drafts)
        print_text("\n".join(paths))
        left = f"{plural(blanks, 'blank')} to fill; «mctool validate» shows where"
        print_text(left if blanks else "Next: mctool validate")


def _asked(workspace: "Workspace", identity: str | None, today: date) -> "tuple[Draft, ...]":
    """The drafts that somebody's answers make; the command ends when they are not to be written."""
    from mctool.cli.interview import Interview, go_on
    from mctool.rules.world import World

    drafts = Interview(World(workspace, today), today).run(identity)
    if not go_on(drafts):
        raise typer.Exit(1)
    return drafts
