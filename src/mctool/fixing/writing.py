"""A plan shown as a unified diff, or carried out."""

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from mctool.editing import write
from mctool.errors import WorkspaceError
from mctool.fixing.planning import MendedFile, Plan


def unified_diff(plan: Plan) -> str:
    """What *plan* changes, as ``git apply`` and ``patch -p1`` take it, run in the workspace; empty for no change."""
    return "".join(part for file in plan.files for part in _diff(file))


def _diff(file: MendedFile) -> Iterator[str]:
    before, after = (_lines(content) for content in (file.before, file.after))
    yield f"diff --git a/{file.path} b/{file.path}\n"
    for line in difflib.unified_diff(before, after, f"a/{file.path}", f"b/{file.path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(content: bytes) -> list[str]:
    """The lines with their ends; git knows no other end than a line feed."""
    return [line for line in re.split(r"(?<=\n)", content.decode("utf-8")) if line]


def write_plan(root: Path, plan: Plan) -> None:
    """Writes the files of *plan* below *root*, each whole or not at all.

    Raises WorkspaceError for a file that cannot be written, or that somebody changed since it was read.
    """
    for file in plan.files:
        place = (root / file.path).resolve()  # a link inside the workspace stays a link
        if place.read_bytes() != file.before:
            raise WorkspaceError(f"{file.path} has changed while mctool looked at it; run it again")
        write(place, file.after.decode("utf-8"))
