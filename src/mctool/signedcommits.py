"""Git as witness: that a commit, or a tag on it, is signed by somebody whom git trusts here."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from mctool.errors import WorkspaceError


def require_signature(root: Path, commit: str) -> None:
    """Returns when git verifies the signature of *commit*, or of a tag on it; the settings of git say whom it trusts.

    Asked for by ``policy: {signed_commits: true}``. Raises WorkspaceError with what git said, and what to do.
    """
    code, said = _git(root, "verify-commit", commit)
    if code == 0:
        return
    for tag in _git(root, "tag", "--points-at", commit)[1]:
        if _git(root, "verify-tag", tag)[0] == 0:
            return
    if not said:  # git is silent where there is no signature at all
        raise WorkspaceError(
            f"the commit {commit[:10]} is not signed, and mctool.yaml asks for it (signed_commits): "
            "«git commit -S», or a signed tag on it («git tag -s»)"
        )
    hint = "" if "allowedSignersFile" not in " ".join(said) else "; name the file with those who may sign"
    raise WorkspaceError(f"git does not accept the signature of the commit {commit[:10]}: {said[-1]}{hint}")


def _git(root: Path, *arguments: str) -> tuple[int, Sequence[str]]:
    """The exit code, and the lines that git wrote, errors last."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except OSError as error:
        raise WorkspaceError(f"git cannot be run: {error.strerror}") from None
    written = (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace")
    return done.returncode, [line.removeprefix("error: ") for line in written.splitlines() if line.strip()]
