"""Writing the identities file: outside every repository, readable by its owner only, whole or not at all."""

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from mctool import agefiles, repository
from mctool.errors import WorkspaceError
from mctool.identities import OPTIONAL, REQUIRED, Identity, identities_text, stored_identities
from mctool.wholefiles import write_whole
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
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    header = rows[0] if rows else [*REQUIRED, "email"]
    body = rows[1:]
    for name in (*REQUIRED, "email", "keys"):
        if name not in header:
            header, body = [*header, name], [[*row, ""] for row in body]
    known = frozenset((*REQUIRED, *OPTIONAL))
    added = [[str(getattr(one, name) or "") if name in known else "" for name in header] for one in new]
    return _table([header, *body, *added])


def without(text: str, learners: Collection[str]) -> str:
    """The table *text* without the rows of *learners*; every other row stays as it is."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    at = rows[0].index(REQUIRED[0])
    return _table([rows[0], *(row for row in rows[1:] if not row or row[at].strip() not in learners)])


def add_identities(path: Path, new: Sequence[Identity]) -> None:
    """Writes the *new* learners into the file at *path*, which is made where it is missing (mode 0600).

    Raises WorkspaceError when it cannot be written; the old file is then untouched.
    """
    write_identities(path, with_added(identities_text(path) if path.exists() else "", new))


def remove_identities(path: Path, learners: Collection[str]) -> None:
    """Takes *learners* out of the file at *path*. Raises WorkspaceError as add_identities does."""
    write_identities(path, without(identities_text(path), learners))


def write_identities(path: Path, text: str) -> None:
    """Writes the table *text* to *path*, whole or not at all, encrypted again where the file's name ends in ``.age``.

    Nothing of it is ever on disk in the clear then. Raises WorkspaceError when it cannot be written.
    """
    content = text.encode()
    if agefiles.is_encrypted(path):
        content = agefiles.encrypt(content, path, stored_identities(path) if path.exists() else None)
    write_whole(path, content, private=True)


def _table(rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()
