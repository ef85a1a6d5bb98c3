"""Writing the identities file: outside every repository, readable by its owner only, whole or not at all."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from mctool import repository
from mctool.errors import WorkspaceError
from mctool.identities import OPTIONAL, REQUIRED, Identity
from mctool.workspace import Workspace


def identities_path(workspace: Workspace) -> Path:
    """Where the names are. Raises WorkspaceError when there is none, or a repository would keep it."""
    if workspace.settings.identities is None:
        raise WorkspaceError("mctool.yaml names no identities file; «identities: ../identities/learners.csv» does")
    path = (workspace.root / workspace.settings.identities).resolve()
    if path.is_relative_to(workspace.root) or (path.parent.is_dir() and repository.is_tracked(path)):
        raise WorkspaceError(f"the identities file {path} lies in a repository; names stay outside (format.md, law 6)")
    return path


def with_added(text: str, new: Sequence[Identity]) -> str:
    """The table *text* (may be empty) with the *new* learners below; what is there stays, columns of others too."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    header = rows[0] if rows else [*REQUIRED, "email"]
    body = rows[1:]
    for name in (*REQUIRED, "email", "keys"):
        if name not in header:
            header, body = [*header, name], [[*row, ""] for row in body]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([header, *body])
    known = frozenset((*REQUIRED, *OPTIONAL))
    for one in new:
        writer.writerow([str(getattr(one, name) or "") if name in known else "" for name in header])
    return stream.getvalue()


def add_identities(path: Path, new: Sequence[Identity]) -> None:
    """Writes the *new* learners into the file at *path*, which is made where it is missing (mode 0600).

    Raises WorkspaceError when it cannot be written; the old file is then untouched.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = with_added(path.read_text(encoding="utf-8-sig") if path.exists() else "", new)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise WorkspaceError(f"{path} cannot be written: {error.strerror}") from None
