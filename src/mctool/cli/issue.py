"""``mctool issue``."""

from pathlib import Path
from typing import Annotated

import typer

from mctool.cli.completion import cohort_ids
from mctool.cli.context import Folder, FormatOption, Now


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(issue)


def issue(
    context: typer.Context,
    cohort: Annotated[str, typer.Argument(help="A cohort: its id or its file.", autocompletion=cohort_ids)],
    folder: Folder = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Decide, build and check; write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    formats: Annotated[str, typer.Option("--formats", help="Which files to write.")] = "xml,jsonld,pdf",
    seal: Annotated[Path | None, typer.Option("--seal", metavar="FILE", help="The seal; else mctool.yaml's.")] = None,
    learner: Annotated[str | None, typer.Option("--learner", metavar="ID", help="This learner only.")] = None,
    all_or_nothing: Annotated[
        bool, typer.Option("--all-or-nothing", help="Issue to nobody if one is refused.")
    ] = False,
    unsealed: Annotated[bool, typer.Option("--unsealed", help="Write files for the official issuer to seal.")] = False,
    workers: Annotated[int | None, typer.Option("--workers", min=1, max=256, help="Processes.")] = None,
    executor: Annotated[
        str | None, typer.Option("--executor", metavar="dask://HOST:PORT", help="A Dask cluster to make them on.")
    ] = None,
    allow_uncommitted: Annotated[bool, typer.Option("--allow-uncommitted", help="For a dry run only.")] = False,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Issue the micro-credentials of a cohort: decide, build, seal, verify, write, register.

    Whoever's evidence is missing is refused, with the reason; the others get sealed Europass XML, ELM JSON-LD and a
    PDF certificate. Running it again issues to nobody twice.

    Example: `mctool issue inclusive-communication-2026-spring --dry-run`
    """
    from mctool.cli.context import moment, open_world
    from mctool.cli.issuing import Request, run
    from mctool.cli.selection import cohort_of
    from mctool.errors import MctoolError
    from mctool.issuance.plan import make_plan

    if allow_uncommitted and not dry_run:
        raise MctoolError("--allow-uncommitted goes with --dry-run: what is issued must rest on a commit")
    if executor is not None and not executor.startswith("dask://"):
        raise MctoolError(f"--executor takes dask://HOST:PORT, not «{executor}»")
    world = open_world(context, folder, now)
    plan = make_plan(world, cohort_of(world.workspace, cohort), learner=learner, allow_uncommitted=allow_uncommitted)
    request = Request(
        plan,
        moment(now),
        _formats(formats),
        dry_run,
        yes,
        seal,
        all_or_nothing,
        unsealed,
        workers,
        executor,
        format == "json",
    )
    raise typer.Exit(run(request))


def _formats(written: str) -> frozenset[str]:
    from mctool.errors import MctoolError
    from mctool.issuance.order import FORMATS

    chosen = frozenset(word.strip() for word in written.split(",") if word.strip())
    if not chosen or not chosen <= set(FORMATS):
        raise MctoolError(f"--formats takes {', '.join(FORMATS)}, joined by commas; «{written}» is something else")
    return chosen
