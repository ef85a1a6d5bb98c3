"""``mctool validate``."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from mctool.cli.context import Folder, Now
from mctool.cli.validaterun import Form, Request


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(cls=_Command)(validate)


class _Command(TyperCommand):
    """Options whose value may be left out, which typer has no words for."""

    without_value = {"--changed": "HEAD", "--write-baseline": ""}

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts in the value that is meant where none follows."""
        written: list[str] = []
        for at, one in enumerate(args):
            following = args[at + 1] if at + 1 < len(args) else "-"
            written.append(one)
            if one in self.without_value and following.startswith("-") and "--" not in args[:at]:
                written.append(self.without_value[one])
        return super().parse_args(ctx, written)


def validate(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help="Only findings in these files or folders.")] = None,
    folder: Folder = None,
    format: Annotated[Form, typer.Option("--format", help="How to report.")] = "text",  # noqa: A002
    select: Annotated[list[str] | None, typer.Option("--select", metavar="CODES", help="Only these: MC2,…")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="All but these.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    changed: Annotated[
        str | None,
        typer.Option(
            "--changed",
            metavar="[REF]",
            show_default=False,
            help="Only files that differ from a git revision (HEAD: what is not committed), and what depends on them.",
        ),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Correct what cannot change a meaning; keep the rest.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and write nothing.")] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count by rule instead of listing.")] = False,
    show_waived: Annotated[bool, typer.Option("--show-waived", help="Also list what a waiver sets aside.")] = False,
    baseline: Annotated[Path | None, typer.Option("--baseline", metavar="FILE", help="Only what is not in it.")] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option("--write-baseline", metavar="[FILE]", help="Write what there is as the baseline."),
    ] = None,
    history: Annotated[bool, typer.Option("--history", help="Also search all commits for personal data.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")] = False,
    now: Now = None,
) -> None:
    """Check every file against the rules.

    Exit code 1 when an error is left, with --strict also a warning; with --diff, when something would be changed.

    Example: `mctool validate --select MC2,MC4 --format github`
    """  # fmt: skip
    from mctool.cli.context import workspace_root
    from mctool.cli.validatechoice import chosen
    from mctool.cli.validaterun import run

    request = Request(
        root=workspace_root(context, folder), paths=tuple(paths or ()), form=format, rules=chosen(select, ignore),
        narrowed=bool(select or ignore), strict=strict, changed=changed, fix=fix, diff=diff, statistics=statistics,
        show_waived=show_waived, baseline=baseline, write_baseline=write_baseline, history=history, now=now,
    )  # fmt: skip
    request.refuse_contradictions(watch=watch)
    if watch:
        from mctool.cli.validatewatch import watch_and_run

        raise typer.Exit(watch_and_run(request))
    raise typer.Exit(run(request))
