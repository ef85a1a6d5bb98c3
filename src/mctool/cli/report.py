"""``mctool report``."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from mctool.cli.context import Folder, Now

Kind = Literal["audit", "programme", "cohort", "consistency", "risk", "review"]
ReportFormat = Literal["html", "md", "pdf", "xlsx", "json"]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(report)


def report(
    context: typer.Context,
    kind: Annotated[Kind, typer.Argument(help="Which report.")] = "audit",
    about: Annotated[
        str | None, typer.Argument(metavar="[PROGRAMME|COHORT]", help="Only this programme, or this cohort.")
    ] = None,
    folder: Folder = None,
    format: Annotated[ReportFormat, typer.Option("--format", help="How to write it.")] = "html",  # noqa: A002
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to; else stdout or KIND.FORMAT.")
    ] = None,
    named: Annotated[bool, typer.Option("--named", help="With learners' names; the register notes it.")] = False,
    now: Now = None,
) -> None:
    """Write a report: audit, programme, cohort, consistency, risk or review.

    Numbers never speak of a small group, and nobody is named unless --named asks for it.

    Example: `mctool report audit -o audit.html`
    """
    from mctool.cli.reporting import Request, run

    run(context, Request(kind, about, folder, format, output, named, now))
