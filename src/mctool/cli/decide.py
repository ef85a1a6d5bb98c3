"""``mctool decide``."""

from typing import Annotated

import typer

from mctool.cli.completion import cohort_ids
from mctool.cli.context import Folder, FormatOption, Now


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(decide)


def decide(
    context: typer.Context,
    cohort: Annotated[str, typer.Argument(help="A cohort: its id or its file.", autocompletion=cohort_ids)],
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Show each learner's decision with the reasons. Nothing is written.

    Example: `mctool decide inclusive-communication-2026-spring`
    """
    from mctool.cli.context import open_world
    from mctool.cli.selection import cohort_of, programme_of
    from mctool.cli.terminal import print_json, print_text
    from mctool.decisions import Verdict
    from mctool.decisions import decide as decide_cohort
    from mctool.reports import decisions as view

    world = open_world(context, folder, now)
    chosen = cohort_of(world.workspace, cohort)
    programme_of(world.workspace, chosen.model.programme)
    made = decide_cohort(world, chosen)
    if format == "json":
        print_json(view.as_json(chosen.model, made))
    else:
        print_text(view.as_text(chosen.model, made))
    raise typer.Exit(1 if any(one.verdict is Verdict.REFUSED for one in made) else 0)
