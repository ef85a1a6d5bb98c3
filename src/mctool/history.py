"""Git as memory: the workspace as it stood at a revision, and the revision at which a programme had a version."""

import io
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from mctool.errors import WorkspaceError
from mctool.repository import git
from mctool.workspace import SETTINGS, Workspace, load
from mctool.yamlsource import MAX_BYTES, Source


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id (40 hex digits), those of its parents, who wrote it and when, and the line that says why."""

    id: str
    parents: tuple[str, ...]
    author: str
    time: datetime
    subject: str

    @property
    def day(self) -> date:
        """The day on which it was written, where its author was."""
        return self.time.date()


def log(root: Path, *paths: str, revisions: str = "HEAD") -> tuple[Commit, ...]:
    """The commits of *revisions* (one, or a range) that changed *paths* below *root*, newest first.

    Raises WorkspaceError outside git, where nothing was committed yet, and for a revision that does not exist.
    """
    form = "--format=%H%x1f%P%x1f%aI%x1f%an%x1f%s"  # what the author chooses stands last
    listed = git(root, "log", "-z", form, "--end-of-options", revisions, "--", *(paths or (".",)))
    found = []
    for record in listed.decode("utf-8", "replace").split("\0"):
        if record:
            name, parents, time, author, subject = record.split("\x1f", 4)
            found.append(Commit(name, tuple(parents.split()), author, _time(time), subject))
    return tuple(found)


def _time(written: str) -> datetime:
    """The time in ISO 8601; the beginning of the epoch where an author wrote none that can be."""
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def is_dirty(root: Path, *paths: str) -> bool:
    """Whether one of *paths* below *root* differs from what was committed. Raises WorkspaceError outside git."""
    return bool(git(root, "status", "--porcelain", "--", *paths))


def tree(root: Path, commit: str) -> dict[str, str]:
    """The YAML files below *root* in *commit*: the id of each one's content, by its path from *root*.

    Left out is what no checkout would make, such as a path that leads out of the folder, and what no file may be long.
    """
    listed = git(root, "ls-tree", "-r", "-z", "--long", commit, "--", ".").decode("utf-8", "surrogateescape")
    found = {}
    for entry in filter(None, listed.split("\0")):
        about, path = entry.split("\t", 1)
        _, kind, blob, size = about.split()
        within = not path.startswith("/") and not {"", ".", ".."} & set(path.split("/"))
        if kind == "blob" and path.endswith(".yaml") and within and int(size) <= MAX_BYTES:
            found[path] = blob
    return found


def content(root: Path, blob: str) -> bytes:
    """The content with the id *blob*."""
    return git(root, "cat-file", "blob", blob)


def workspace_at(root: Path, commit: str) -> Workspace:
    """The descriptors below *root* as they stood at *commit*; results tables and evidence are left out.

    Raises WorkspaceError when the commit holds no workspace there.
    """
    archive = git(root, "archive", "--format=tar", commit, "--", ":(glob)**/*.yaml")
    with tempfile.TemporaryDirectory(prefix="mctool-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        if not (Path(folder) / SETTINGS).exists():
            raise WorkspaceError(f"at {commit[:10]} there was no {SETTINGS} in {root}")
        return load(Path(folder))


def commit_of(root: Path, path: str, name: str) -> str:
    """The commit that *name* stands for: a revision of git, else the newest in which *path* has that version.

    Raises WorkspaceError when it is neither.
    """
    try:
        return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").decode().strip()
    except WorkspaceError:
        pass
    versions = []
    for commit, version in versions_of(root, path):
        if version == name:
            return commit
        versions.append(version)
    known = ", ".join(dict.fromkeys(versions)) or "none"
    raise WorkspaceError(f"«{name}» is no git revision and no version of {path}; versions in its history: {known}")


def versions_of(root: Path, path: str) -> Iterator[tuple[str, str]]:
    """The commits that changed the workspace and have *path*, newest first, and the version in it at each."""
    for commit in commits(root):
        try:
            content = git(root, "show", f"{commit}:./{path}")
        except WorkspaceError:
            continue
        data = Source.from_bytes(content).data
        if isinstance(data, dict) and "version" in data:
            yield commit, str(data["version"])


def commits(root: Path, *paths: str) -> tuple[str, ...]:
    """The commits that changed *paths* (else anything) below *root*, newest first.

    Raises WorkspaceError outside git, and where nothing was committed yet.
    """
    return tuple(git(root, "log", "--format=%H", "--", *(paths or (".",))).decode().split())
