"""``mctool log``."""

from pathlib import Path
from typing import Annotated

import typer

from mctool.cli.completion import programme_ids
from mctool.cli.context import Folder, FormatOption


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(log)


def log(
    context: typer.Context,
    programme: Annotated[str, typer.Argument(help="A programme: its id or its file.", autocompletion=programme_ids)],
    since: Annotated[
        str | None, typer.Option("--since", metavar="REF", help="Only what came after this revision or version.")
    ] = None,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> None:
    """Tell who changed which field of a programme when, in words, newest first.

    Outcomes and rubrics that it names count as well, and approvals and reviews that were recorded. Comments and the
    order of keys do not.

    Example: `mctool log inclusive-communication --since 2026.1`
    """
    from mctool.chronicle import chronicle
    from mctool.cli.context import workspace_root
    from mctool.cli.terminal import print_json, print_text
    from mctool.errors import WorkspaceError
    from mctool.history import commit_of
    from mctool.reports import chronicle as view
    from mctool.snapshots import Snapshots

    root = workspace_root(context, folder)
    identity = Path(programme).stem if programme.endswith(".yaml") else programme
    snapshots = Snapshots(root, identity)
    path = snapshots.path()
    if path is None:
        raise WorkspaceError(f"no commit here has a programme «{identity}»{_near(root, identity)}")
    revisions = "HEAD" if since is None else f"{commit_of(root, path, since)}..HEAD"
    entries = chronicle(snapshots, revisions)
    if format == "json":
        print_json(view.as_json(identity, since, entries))
        return
    told = False
    for line in view.as_text(entries):
        print_text(line)
        told = True
    if not told:
        print_text(f"Nothing has changed since {since}")


def _near(root: Path, identity: str) -> str:
    from mctool.models.values import did_you_mean
    from mctool.workspace import load, nearest

    return did_you_mean(nearest(identity, load(root).programmes))
