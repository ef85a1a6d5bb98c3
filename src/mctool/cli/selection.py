"""What a person names on the command line: files, folders, programmes, cohorts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mctool.errors import MctoolError
from mctool.workspace.naming import cohort_of, programme_of

if TYPE_CHECKING:
    from mctool.rules.world import World

__all__ = ["cohort_of", "paths_of", "programme_of"]


def paths_of(world: "World", named: Sequence[Path] | None) -> frozenset[str] | None:
    """The workspace's files that *named* files and folders stand for; None when nothing is named.

    Paths count from the current folder, else from the workspace. Raises MctoolError when one names no file.
    """
    if not named:
        return None
    files = {*world.workspace.files, *(fault.path for fault in world.workspace.faults), *world.tracked}
    chosen: set[str] = set()
    for path in named:
        inside = _inside(world.workspace.root, path)
        found = {one for one in files if inside == "." or one == inside or one.startswith(f"{inside}/")}
        if not found:
            raise MctoolError(f"{path} is no file of the workspace {world.workspace.root}")
        chosen |= found
    return frozenset(chosen)


def _inside(root: Path, path: Path) -> str:
    for full in (path.absolute(), root / path):
        if full.exists() and full.resolve().is_relative_to(root):
            return full.resolve().relative_to(root).as_posix()
    raise MctoolError(f"{path} is no file of the workspace {root}")
