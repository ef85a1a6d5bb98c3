"""``mctool validate``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mctool.cli.context import Folder, Now

if TYPE_CHECKING:
    from mctool.findings import Findings
    from mctool.rules.registry import Rule
    from mctool.workspace import Workspace

Form = Literal["text", "json", "sarif", "github", "gitlab", "junit"]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(validate)


def validate(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help="Only findings in these files or folders.")] = None,
    folder: Folder = None,
    format: Annotated[Form, typer.Option("--format", help="How to report.")] = "text",  # noqa: A002
    select: Annotated[list[str] | None, typer.Option("--select", metavar="CODES", help="Only these: MC2,…")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="All but these.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count by rule instead of listing.")] = False,
    baseline: Annotated[Path | None, typer.Option("--baseline", metavar="FILE", help="Only what is not in it.")] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", metavar="FILE", help="Write what there is as the baseline.")
    ] = None,
    now: Now = None,
) -> None:
    """Check every file against the rules.

    Exit code 1 when an error is left, with --strict also a warning.

    Example: `mctool validate --select MC2,MC4 --format github`
    """
    from mctool.check import check
    from mctool.cli.context import open_world
    from mctool.cli.selection import paths_of
    from mctool.cli.terminal import print_text
    from mctool.findings import Severity

    world = open_world(context, folder, now)
    found = check(world, rules=_chosen(select, ignore), only=paths_of(world, paths))
    if write_baseline is not None:
        from mctool.baseline import write_baseline as write

        print_text(f"{write_baseline}: {write(write_baseline, found)} findings")
        return
    if baseline is not None:
        from mctool.baseline import without_baseline

        found = without_baseline(baseline, found)
    print_text(_statistics(found) if statistics and format == "text" else _shown(world.workspace, found, format))
    failing = len(found.active(Severity.ERROR)) + (len(found.active(Severity.WARNING)) if strict else 0)
    raise typer.Exit(1 if failing else 0)


def _shown(workspace: "Workspace", found: "Findings", form: str) -> str:
    from mctool.reports import findings as view

    if form == "json":
        import json

        return json.dumps(view.as_json(workspace, found), ensure_ascii=False, indent=2)
    if form == "text":
        return view.as_text(workspace, found)
    from mctool.reports.findingformats import FORMATS

    return FORMATS[form](workspace, found)


def _statistics(found: "Findings") -> str:
    from collections import Counter

    counted = Counter((one.code, one.severity.value, one.name) for one in found if one.waived is None)
    lines = [f"{number:>6}  {code} {severity:<7}  {name}" for (code, severity, name), number in sorted(counted.items())]
    return "\n".join([*lines, f"{sum(counted.values()):>6}  findings"])


def _chosen(select: Sequence[str] | None, ignore: Sequence[str] | None) -> "tuple[Rule, ...]":
    """The rules that are left; an empty choice would be an empty yes, and is an error."""
    from mctool.errors import MctoolError
    from mctool.rules import ALL

    wanted, unwanted = _codes(select), _codes(ignore)
    chosen = tuple(
        rule for rule in ALL
        if (not wanted or rule.code.startswith(wanted)) and not (unwanted and rule.code.startswith(unwanted))
    )  # fmt: skip
    if not chosen:
        raise MctoolError("--select and --ignore leave no rule, so there would be nothing to say")
    return chosen


def _codes(written: Sequence[str] | None) -> tuple[str, ...]:
    """Codes or their beginnings, from options that may hold several. Raises MctoolError for one that is no rule's."""
    from mctool.errors import MctoolError
    from mctool.models.values import did_you_mean
    from mctool.rules import ALL
    from mctool.workspace import nearest

    codes = tuple(word.strip().upper() for one in written or () for word in one.split(",") if word.strip())
    for code in codes:
        if not any(rule.code.startswith(code) for rule in ALL):
            near = did_you_mean(nearest(code, [rule.code for rule in ALL]))
            raise MctoolError(f"no rule's code begins with «{code}»{near}")
    return codes
