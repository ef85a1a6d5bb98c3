"""A folder -> Workspace: descriptors by id, and the faults met while reading. Nothing is judged here."""

from mctool.workspace.faults import Fault, FaultKind, nearest
from mctool.workspace.folder import SETTINGS, Workspace, find_root, load
from mctool.workspace.reading import Descriptor, read_bytes

__all__ = [
    "SETTINGS",
    "Descriptor",
    "Fault",
    "FaultKind",
    "Workspace",
    "find_root",
    "load",
    "nearest",
    "read_bytes",
]
