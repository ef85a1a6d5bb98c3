"""Passwords and PINs: from the environment or a prompt, never from an argument, which other users could see."""

import os
import sys

import typer

from mctool.errors import SealError

PASSWORD = "MCTOOL_SEAL_PASSWORD"  # noqa: S105 - the name of a variable


def secret(variable: str, question: str) -> str:
    """What the environment *variable* holds, else what a person types. Raises SealError when there is neither."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise SealError(f"set {variable}, or run in a terminal to be asked for it")
    asked: str = typer.prompt(question, hide_input=True, err=True)
    return asked
