"""``mctool new``."""

from typing import Annotated, Literal

import typer

from mctool.cli.context import Folder, FormatOption, Now


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(new)


def new(
    context: typer.Context,
    kind: Annotated[Literal["programme", "outcome", "rubric", "cohort", "institution"], typer.Argument(help="What.")],
    identity: Annotated[str, typer.Argument(metavar="ID", help="Its id: lower-case words joined by hyphens.")],
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="TEMPLATE|ID", help="A template, or one to copy; for a cohort its programme."),
    ] = None,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Write a descriptor with the guide's advice as comments; blanks stand in <angle brackets>.

    Programme templates bring their outcomes and rubric: active-listening, bias, conflict-management,
    emotional-intelligence, empathy, ethical-leadership, inclusive-communication, inclusive-teaching,
    intercultural-competence, non-discrimination, resilience-and-stress, teamwork.

    Example: `mctool new programme listening-2027 --from active-listening`
    """
    from mctool.cli.context import moment, open_workspace
    from mctool.cli.terminal import print_json, print_text
    from mctool.drafting import draft, write_drafts

    workspace = open_workspace(context, folder)
    drafts = draft(workspace, kind, identity, source=source, today=moment(now).date())
    write_drafts(workspace.root, drafts)
    paths = [one.path for one in drafts]
    if format == "json":
        print_json({"written": paths})
    else:
        blanks = sum(one.blanks for one in drafts)
        print_text("\n".join(paths))
        print_text(f"{blanks} blanks to fill; «mctool validate» shows where" if blanks else "Next: mctool validate")
