"""Laying out workspaces: an empty one, or the packaged example, each a git repository with names outside it."""

import os
import shutil
import subprocess
from pathlib import Path

from mctool import resources
from mctool.editing import write
from mctool.errors import MctoolError
from mctool.workspace import SETTINGS

EXAMPLES = ("equini",)


def lay_out_example(name: str, folder: Path) -> Path:
    """Copies the packaged example *name* into *folder* and commits it; returns where its identities are, beside it.

    Raises MctoolError when there is no such example, or something is in the way.
    """
    if name not in EXAMPLES:
        raise MctoolError(f"there is no example «{name}»; there is {', '.join(EXAMPLES)}")
    identities = folder.with_name(f"{folder.name}-identities")
    for place in (folder, identities):
        refuse_occupied(place)
    source = resources.folder("examples")
    try:
        shutil.copytree(source / name, folder, dirs_exist_ok=True)
        shutil.copytree(source / f"{name}-identities", identities, dirs_exist_ok=True)
    except OSError as error:
        raise MctoolError(f"{folder} cannot be written: {error.strerror or error}") from None
    settings = folder / SETTINGS
    text = settings.read_text(encoding="utf-8")
    write(settings, text.replace(f"../{name}-", f"../{folder.name}-"))
    commit_all(folder, "Lay out the example workspace")
    return identities


def refuse_occupied(folder: Path) -> None:
    """Raises MctoolError when *folder* exists and holds anything, or is no folder."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MctoolError(f"{folder} is already there; choose another folder, nothing was changed")


def commit_all(folder: Path, message: str) -> None:
    """Makes *folder* a git repository of its own where it is none, and commits everything in it.

    Raises MctoolError when git is missing or refuses.
    """
    if not (folder / ".git").exists():
        _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", message)


def _git(folder: Path, *arguments: str) -> None:
    # somebody without a git identity gets a neutral one, so that a first try does not end in a lesson on git
    author = {"GIT_AUTHOR_NAME": "mctool", "GIT_AUTHOR_EMAIL": "mctool@localhost"}
    committer = {name.replace("AUTHOR", "COMMITTER"): value for name, value in author.items()}
    known = subprocess.run(["git", "config", "user.email"], cwd=folder, capture_output=True, check=False).stdout
    environment = os.environ | ({} if known.strip() else author | committer)
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, env=environment, check=False)
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        raise MctoolError(f"git {arguments[0]} in {folder}: {lines[-1]}")
