"""``mctool new``."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mctool.cli.context import Folder, FormatOption, Now

if TYPE_CHECKING:
    from mctool.drafting import Kind
    from mctool.drafts import Draft
    from mctool.workspace import Workspace

_NEXT = {
    "programme": "mctool validate",
    "outcome": "mctool new rubric, with criteria for it; name it under «outcomes» of a programme; then mctool validate",
    "rubric": "name it as «rubric: {0}» of an assessment in a programme; then mctool validate",
    "cohort": "when there are results, mctool import FILE --cohort {0}, or type them; then mctool decide {0}",
    "institution": "mctool validate, then git commit; a programme begins with mctool new programme",
}
"""What comes after each kind of descriptor; its id stands for the braces."""


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

    On a terminal, without --from, it is asked for step by step, and each answer is checked. Programme templates bring
    their outcomes and rubric: active-listening, bias, conflict-management, emotional-intelligence, empathy,
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
    asked = source is None and not no_input and format == "text" and at_terminal()
    if asked:
        drafts = _asked(workspace, kind, identity, today)
    elif identity is None:
        raise MctoolError(f"the id is missing: mctool new {kind} ID; on a terminal it would be asked for")
    else:
        drafts = draft(workspace, kind, identity, source=source, today=today)
    write_drafts(workspace.root, drafts)
    paths = [one.path for one in drafts]
    if format == "json":
        print_json({"written": paths})
        return
    blanks = sum(one.blanks for one in drafts)
    print_text("\n".join(paths))
    if blanks:
        print_text(f"{plural(blanks, 'blank')} to fill; «mctool validate» shows where")
    if asked:
        print_text(f"Next: {_NEXT[kind].format(drafts[0].id)}")
    elif not blanks:
        print_text("Next: mctool validate")


def _asked(workspace: "Workspace", kind: "Kind", identity: str | None, today: date) -> "tuple[Draft, ...]":
    """The drafts that somebody's answers make; the command ends when they are not to be written."""
    from mctool.cli import (
        cohortquestions,
        institutionquestions,
        outcomequestions,
        programmequestions,
        rubricquestions,
    )
    from mctool.cli.asking import unfit
    from mctool.errors import MctoolError
    from mctool.rules.world import World

    world = World(workspace, today)
    if kind == "institution":
        return institutionquestions.ask_institution(world, identity)
    if identity is not None and (words := unfit(workspace, kind, identity)):
        raise MctoolError(words)
    if kind == "outcome":
        return outcomequestions.ask_outcome(world, identity)
    if kind == "rubric":
        return rubricquestions.ask_rubric(world, identity)
    if kind == "cohort":
        return cohortquestions.ask_cohort(world, identity, today)
    return programmequestions.ask_programme(world, identity, today)
