"""What a person names on the command line: files, folders, programmes, cohorts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mctool.errors import MctoolError, WorkspaceError
from mctool.models.values import did_you_mean
from mctool.workspace import Descriptor, Workspace, nearest

if TYPE_CHECKING:
    from mctool.models import Cohort, Programme
    from mctool.rules.world import World


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


def programme_of(workspace: Workspace, name: str) -> "Descriptor[Programme]":
    """The programme that *name* (an id, or a path) stands for. Raises WorkspaceError when there is none to be read."""
    found: Descriptor[Programme] = _one(workspace, "programme", name, workspace.programmes)
    return found


def cohort_of(workspace: Workspace, name: str) -> "Descriptor[Cohort]":
    """The cohort that *name* (an id, or a path) stands for. Raises WorkspaceError when there is none to be read."""
    found: Descriptor[Cohort] = _one(workspace, "cohort", name, workspace.cohorts)
    return found


def _one(workspace: Workspace, kind: str, name: str, known: Any) -> Any:
    identity = Path(name).stem if name.endswith(".yaml") else name
    if identity in known:
        return known[identity]
    if workspace.exists(kind, identity):
        fault = next((one for one in workspace.faults if Path(one.path).stem == identity), None)
        where = f"{fault.path}:{fault.span.line}: {fault.message}" if fault else "see mctool validate"
        raise WorkspaceError(f"the {kind} «{identity}» cannot be read: {where}")
    raise WorkspaceError(f"there is no {kind} «{identity}» in this workspace{did_you_mean(nearest(identity, known))}")
