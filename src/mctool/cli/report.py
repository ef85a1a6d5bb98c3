"""``mctool report``."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from mctool.cli.context import Folder, Now


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(report)


def report(
    context: typer.Context,
    kind: Annotated[Literal["audit"], typer.Argument(help="Which report.")] = "audit",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")] = None,
    format: Annotated[Literal["html", "json"], typer.Option("--format", help="In which form.")] = "html",  # noqa: A002
    folder: Folder = None,
    now: Now = None,
) -> None:
    """Answer an audit.

    What was checked, what each programme holds element by element, decisions and refusals, evidence and register.

    Example: `mctool report audit -o audit.html`
    """
    from dataclasses import asdict

    from mctool.cli.context import moment, open_world
    from mctool.cli.terminal import print_json, print_text, say
    from mctool.editing import write
    from mctool.reports.audit import audit
    from mctool.reports.findings import finding_json

    made = audit(open_world(context, folder, now), moment(now))
    if format == "json":
        import json

        data = asdict(made) | {"findings": [finding_json(one) for one in made.findings]}
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    else:
        from mctool.reports.html import render

        text = render("audit", report=made)
    if output is not None:
        write(output, text)
        say(f"{output}: the {kind} report")
    elif format == "json":
        print_json(data)
    else:
        print_text(text)
