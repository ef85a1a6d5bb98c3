"""Git as witness: which commit a workspace stands at, what is not committed, what is tracked."""

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mctool.errors import WorkspaceError


@dataclass(frozen=True, slots=True)
class Changes:
    """Files that changed: their paths from the folder asked about, deleted ones too, and the commit compared with."""

    base: str
    paths: frozenset[str]


def head_commit(root: Path) -> str:
    """The commit that *root* stands at (40 hex digits). Raises WorkspaceError where there is none."""
    try:
        return _git(root, "rev-parse", "--verify", "HEAD^{commit}").strip()
    except WorkspaceError as error:
        hint = "a workspace is kept in git: «git init», «git add .», «git commit»"
        raise WorkspaceError(f"{root} has no commit ({error}); {hint}") from None


def uncommitted(root: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of *paths* (relative to *root*) that differ from the commit, or are not in it, sorted.

    Raises WorkspaceError outside git.
    """
    changed = set(_names(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", "."))
    changed |= set(_names(root, "ls-files", "--others", "-z"))
    return tuple(sorted(changed & set(paths)))


def changes_since(root: Path, revision: str) -> Changes:
    """What differs between the folder and *revision*, or the commit where *revision* and HEAD parted.

    Committed since, not yet committed, and not tracked yet; what git ignores is left out. Raises WorkspaceError
    outside git, and for a revision that does not exist.
    """
    _git(root, "rev-parse", "--git-dir")
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    except WorkspaceError:
        message = f"«{revision}» is no revision that this repository has (a shallow clone lacks many)"
        raise WorkspaceError(message) from None
    try:
        base = _git(root, "merge-base", commit, "HEAD").strip()
    except WorkspaceError:  # no common history, or not enough of it here
        base = commit
    names = _names(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", ".")
    names += _names(root, "ls-files", "--others", "--exclude-standard", "-z")
    return Changes(base, frozenset(names))


def content_at(root: Path, commit: str, path: str) -> bytes | None:
    """The bytes of the file *path* (relative to *root*) in *commit*; None when it is not there."""
    try:
        return git(root, "show", f"{commit}:./{path}")
    except WorkspaceError:
        return None


def deleted_descriptors(root: Path) -> tuple[str, ...]:
    """The YAML files that the commit has and the folder has not, sorted. Raises WorkspaceError outside git."""
    names = _names(root, "diff", "--name-only", "--relative", "--diff-filter=D", "-z", "HEAD", "--", ".")
    return tuple(sorted(name for name in names if name.endswith(".yaml")))


def tracked_files(root: Path) -> tuple[str, ...]:
    """The files below *root* that git tracks, or would with «git add», sorted. Raises WorkspaceError outside git."""
    return tuple(sorted(set(_names(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"))))


def is_tracked(path: Path) -> bool:
    """Whether some repository tracks the file at *path*."""
    try:
        return bool(_git(path.parent, "ls-files", "--", path.name).strip())
    except WorkspaceError:
        return False


def would_be_tracked(path: Path) -> bool:
    """Whether git would take up a file at *path*, which need not exist: it is in a work tree and nothing ignores it."""
    folder = next(one for one in path.parents if one.is_dir())
    try:
        if _git(folder, "rev-parse", "--is-inside-work-tree").strip() != "true":
            return False
    except WorkspaceError:
        return False
    try:
        _git(folder, "check-ignore", "-q", "--", str(path))
    except WorkspaceError:
        return True
    return False


def _names(root: Path, *arguments: str) -> list[str]:
    return [name for name in _git(root, *arguments).split("\0") if name]


def _git(folder: Path, *arguments: str) -> str:
    return git(folder, *arguments).decode("utf-8", "surrogateescape")


def git(folder: Path, *arguments: str) -> bytes:
    """What git prints in *folder*. Raises WorkspaceError, with git's first line, when it cannot be run or says no."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except OSError as error:
        raise WorkspaceError(f"git cannot be run: {error.strerror}") from None
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        raise WorkspaceError(lines[0].removeprefix("fatal: "))
    return done.stdout
