"""``mctool diff``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mctool.cli.completion import programme_ids
from mctool.cli.context import Folder, FormatOption
from mctool.errors import WorkspaceError

if TYPE_CHECKING:
    from mctool.content import Content


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(diff)


def diff(
    context: typer.Context,
    programme: Annotated[str, typer.Argument(help="A programme: its id or its file.", autocompletion=programme_ids)],
    before: Annotated[str, typer.Argument(metavar="A", help="A git revision, or a version in the history.")],
    after: Annotated[str | None, typer.Argument(metavar="B", help="Likewise; else the folder as it is.")] = None,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> None:
    """Compare two states of a programme by meaning; exit code 1 where the standard got weaker.

    Outcomes and rubrics that it names are compared as well.

    Example: `mctool diff inclusive-communication 2026.1 HEAD`
    """
    from mctool.cli.context import workspace_root
    from mctool.cli.terminal import print_json, print_text
    from mctool.comparison import compare
    from mctool.reports import comparing

    root = workspace_root(context, folder)
    identity = Path(programme).stem if programme.endswith(".yaml") else programme
    comparison = compare(_content(root, identity, before), _content(root, identity, after))
    if format == "json":
        print_json(comparing.as_json(identity, before, after or ".", comparison))
    else:
        print_text(comparing.as_text(comparison))
    if comparison.weaker:
        raise typer.Exit(1)


def _content(root: Path, identity: str, name: str | None) -> "Content":
    from mctool.content import Content
    from mctool.history import commit_of, workspace_at
    from mctool.workspace import load

    present = load(root)
    there = present.programmes.get(identity)
    path = there.path if there else f"programmes/{identity}.yaml"
    workspace = present if name is None else workspace_at(root, commit_of(root, path, name))
    found = Content.of(workspace, identity)
    if found is None:
        where = f"at {name}" if name else "in the folder"
        raise WorkspaceError(f"{where} there is no programme «{identity}» that can be read")
    return found
