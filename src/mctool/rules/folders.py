"""MC120: the folders that the settings name for what mctool writes."""

import os
from collections.abc import Iterator
from pathlib import Path

from mctool.findings import Severity
from mctool.models import Settings
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor


@rule("MC120", Severity.ERROR, "G2.4.2", "Q13", over="settings", guard=True)
def folder_unfit_for_writing(settings: Descriptor[Settings], world: World) -> Iterator[Hit]:
    """The folder for credentials or the register is a file, the workspace itself, or one with descriptors.

    **Why** mctool reads no descriptors where it writes, so these would vanish without a word. Credentials hold names
    and stay out of git, the register is kept in it; the two need a folder each.

    **Example**
    ```yaml
    # mctool.yaml
    register: cohorts
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    register: register
    ```
    """
    root = world.workspace.root
    output, register = settings.model.output, settings.model.register_folder
    for key, name in (("output", output), ("register", register)):
        reason = _reason(root, name)
        if reason is not None:
            yield Hit((key,), f"«{name}» {reason}", f"Name a folder of its own, such as «{_USUAL[key]}».")
    if not _reason(root, output) and (root / output).resolve() == (root / register).resolve():
        yield Hit(("register",), "The register and the credentials are in one folder", "Give each its own.")


_USUAL = {"output": "issued", "register": "register"}


def _reason(root: Path, name: str) -> str | None:
    """Why nothing can be written below *name*; None when it can."""
    try:
        place = (root / name).resolve()
        if place.exists() and not place.is_dir():
            return "is a file"
        if root.is_relative_to(place):
            return "holds the whole workspace"
        if place.is_relative_to(root) and _has_descriptors(place):
            return "holds descriptors, and nobody reads them there"
    except (OSError, RuntimeError):  # a loop of links
        return "is no name of a folder"
    return None


def _has_descriptors(folder: Path) -> bool:
    return any(name.endswith(".yaml") for _, _, names in os.walk(folder) for name in names)
