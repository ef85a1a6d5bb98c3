"""A plan shown as a unified diff, or carried out."""

import difflib
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from mctool.editing import write
from mctool.errors import WorkspaceError
from mctool.fixing.planning import MendedFile, Plan
from mctool.workspace import read_bytes


def unified_diff(plan: Plan) -> str:
    """What *plan* changes, as ``git apply`` and ``patch -p1`` take it, run in the workspace; empty for no change."""
    return "".join(part for file in plan.files for part in _diff(file))


def _diff(file: MendedFile) -> Iterator[str]:
    before, after = (_lines(content) for content in (file.before, file.after))
    old, new = _name(f"a/{file.path}"), _name(f"b/{file.path}")
    yield f"diff --git {old} {new}\n"
    yield from (f"--- {old}\n", f"+++ {new}\n")
    for line in islice(difflib.unified_diff(before, after), 2, None):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _name(path: str) -> str:
    """As git writes it: in quotes where a letter could be taken for a part of the diff."""
    return path if path.isprintable() and not set(path) & set('"\\ ') else json.dumps(path, ensure_ascii=False)


def _lines(content: bytes) -> list[str]:
    """The lines with their ends; git knows no other end than a line feed."""
    return [line for line in re.split(r"(?<=\n)", content.decode("utf-8")) if line]


def write_plan(root: Path, plan: Plan) -> None:
    """Writes the files of *plan* below *root*, each whole or not at all.

    Raises WorkspaceError for a file that cannot be written, or that somebody changed since it was read.
    """
    for file in plan.files:
        place = (root / file.path).resolve()  # a link inside the workspace stays a link
        if read_bytes(root, file.path) != file.before:
            raise WorkspaceError(f"{file.path} has changed while mctool looked at it; run it again")
        write(place, file.after.decode("utf-8"))
