"""mctool on a real terminal, where it asks."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect


@contextmanager
def terminal(*arguments: str | Path) -> Iterator[pexpect.spawn]:
    """mctool with *arguments*, in a window of 200 columns and without colours."""
    told = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}  # the window tells
    environment = told | {"TERM": "xterm", "NO_COLOR": "1"}
    command = str(Path(sys.executable).parent / "mctool")
    child = pexpect.spawn(
        command, [str(one) for one in arguments], env=environment, dimensions=(50, 200), encoding="utf-8",
        codec_errors="replace", timeout=60,
    )  # fmt: skip
    try:
        yield child
    finally:
        child.close(force=True)


def ended(child: pexpect.spawn) -> tuple[str, int]:
    """What was shown until the end, and the exit code."""
    child.expect(pexpect.EOF)
    shown = child.before
    child.close()
    return shown, child.exitstatus
