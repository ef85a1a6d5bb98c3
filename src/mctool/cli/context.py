"""What commands share: where the workspace is, which time it is, how to report."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mctool.errors import MctoolError

if TYPE_CHECKING:
    from mctool.rules.world import World
    from mctool.workspace import Workspace

Format = Literal["text", "json"]

Folder = Annotated[
    Path | None,
    typer.Option("-C", metavar="DIR", help="The workspace; else the nearest parent folder with mctool.yaml."),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to report.")]
Now = Annotated[
    str | None,
    typer.Option("--now", metavar="TIME", help="The time to work at, as 2026-05-20T10:00:00Z; else SOURCE_DATE_EPOCH."),
]


def workspace_root(context: typer.Context, folder: Path | None) -> Path:
    """The workspace that ``-C`` names, before or after the command, else the one around the current folder.

    Raises WorkspaceError when there is none.
    """
    from mctool.errors import WorkspaceError
    from mctool.workspace import SETTINGS, find_root

    chosen = folder or (context.obj if isinstance(context.obj, Path) else None)
    if chosen is None:
        return find_root(Path.cwd())
    if not chosen.is_dir():
        raise WorkspaceError(f"{chosen} is not a folder")
    if not (chosen / SETTINGS).exists():
        raise WorkspaceError(f"{chosen} is no workspace: it has no {SETTINGS}; «mctool init DIR» makes one")
    return chosen.resolve()


def open_workspace(context: typer.Context, folder: Path | None) -> "Workspace":
    """Reads the workspace. Raises WorkspaceError when there is none."""
    from mctool.workspace import load

    return load(workspace_root(context, folder))


def open_world(context: typer.Context, folder: Path | None, now: str | None) -> "World":
    """Reads the workspace as of the day of *now*. Raises WorkspaceError when there is none."""
    from mctool.rules.world import World

    return World(open_workspace(context, folder), moment(now).date())


def moment(written: str | None) -> datetime:
    """The time to work at, in UTC, whole seconds. Raises MctoolError for a time that cannot be read."""
    text = written or os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        if written is None:
            return datetime.fromtimestamp(int(text), UTC)
        read = datetime.fromisoformat(written)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError, OSError):
        raise MctoolError(f"«{text}» is no time; write it as 2026-05-20T10:00:00Z") from None
