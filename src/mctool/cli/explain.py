"""``mctool explain``."""

from typing import Annotated

import typer

from mctool.cli.context import FormatOption


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(explain)


def explain(
    what: Annotated[str | None, typer.Argument(metavar="[CODE|SECTION]", help="MC203, or G3.2.1, R5, Q4, M7.")] = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> None:
    """Say what a rule asks and why, or which rules serve a section of the guide.

    Example: `mctool explain MC203`
    """
    from mctool.cli.terminal import print_json, print_text
    from mctool.errors import MctoolError
    from mctool.models.values import did_you_mean
    from mctool.reports import manual
    from mctool.rules import ALL
    from mctool.workspace import nearest

    asked = (what or "").upper()
    rules = [rule for rule in ALL if not asked or asked == rule.code or asked in rule.sources or what == rule.name]
    if not rules:
        known = {word for rule in ALL for word in (rule.code, *rule.sources)}
        near = did_you_mean(nearest(asked, known)) or "; mctool explain alone lists the rules"
        raise MctoolError(f"«{what}» is no rule and no section of the guide{near}")
    if format == "json":
        print_json({"rules": [manual.as_json(rule) for rule in rules]})
    elif len(rules) == 1 and asked in (rules[0].code, rules[0].name.upper()):
        print_text(manual.page(rules[0]))
    else:
        print_text(manual.listing(rules))
