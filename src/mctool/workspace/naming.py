"""A programme or cohort by the name that a person or program gives: its id, or its file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mctool.errors import WorkspaceError
from mctool.models.values import did_you_mean
from mctool.workspace.faults import nearest
from mctool.workspace.folder import Workspace
from mctool.workspace.reading import Descriptor

if TYPE_CHECKING:
    from mctool.models import Cohort, Programme


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
    near = did_you_mean(nearest(identity, known)) or f"; mctool status shows every {kind} there is"
    raise WorkspaceError(f"there is no {kind} «{identity}» in this workspace{near}")
