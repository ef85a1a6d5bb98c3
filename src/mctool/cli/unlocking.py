"""The key of an encrypted identities file: from the environment, else a person is asked, once."""

import os
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from mctool.workspace import Workspace


def unlock(workspace: "Workspace") -> None:
    """Asks for the key where the identities are encrypted, the environment has none and somebody sits at a terminal.

    The answer goes into the environment of this process, where the processes that it starts find it too. Without a
    terminal nothing is asked: whoever reads the file says in one line what is missing.
    """
    from mctool.agefiles import KEY

    name = workspace.settings.identities
    if name is None or not name.endswith(".age") or os.environ.get(KEY) or not sys.stdin.isatty():
        return
    question = f"Key or passphrase of {name}"
    os.environ[KEY] = typer.prompt(question, hide_input=True, err=True)
