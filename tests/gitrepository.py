"""Commits in the name of invented people, on days that are given."""

import os
import subprocess
from pathlib import Path


def git(root: Path, *arguments: str, **environment: str) -> str:
    """Runs git in *root* and returns what it printed."""
    done = subprocess.run(
        ["git", *arguments], cwd=root, check=True, capture_output=True, text=True, env=os.environ | environment
    )
    return done.stdout.strip()


def commit(root: Path, message: str, author: str = "Ada Example", day: str = "2026-11-20") -> str:
    """Commits everything below *root* and returns the commit."""
    given = {"GIT_AUTHOR_NAME": author, "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": f"{day}T09:30:00Z",
             "GIT_COMMITTER_NAME": author, "GIT_COMMITTER_EMAIL": "a@example.org"}  # fmt: skip
    git(root, "add", "--all")
    git(root, "commit", "--quiet", f"--message={message}", **given)
    return git(root, "rev-parse", "HEAD")


def edit(root: Path, path: str, before: str, after: str) -> None:
    """Replaces *before* by *after* in the file at *path*."""
    text = (root / path).read_text(encoding="utf-8")
    assert before in text
    (root / path).write_text(text.replace(before, after), encoding="utf-8")
