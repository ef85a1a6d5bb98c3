"""``validate --watch``: checks again whenever a file changes, until somebody says stop."""

import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mctool.cli.terminal import say
from mctool.cli.validaterun import Request, run
from mctool.errors import MctoolError

if TYPE_CHECKING:
    from collections.abc import Generator

    from watchfiles import Change
    from watchfiles.main import FileChange


def watch_and_run(request: Request) -> int:
    """Runs *request*, and again after each change below its workspace; returns what the last run ended with.

    Ctrl-C is how it ends. What a half-saved file does to one run is told, and the watch goes on. Raises MctoolError
    where the system has no means left to watch.
    """
    from watchfiles import watch

    def is_content(change: "Change", path: str) -> bool:
        """Whether it is no hidden file: git's own, and the copies that editors and mctool write beside a file."""
        return not any(part.startswith(".") for part in Path(path).relative_to(request.root).parts)

    code = 2
    with suppress(KeyboardInterrupt):
        # the watch is under way before the first run, so that no change falls between the two
        changes = watch(
            request.root, watch_filter=is_content, debounce=200, step=50, rust_timeout=200, yield_on_timeout=True
        )
        _begin(changes, request)
        code = _run(request)
        _say_so(request)
        for changed in changes:
            if changed:
                code = _run(request)
                _say_so(request)
    return code


def _begin(changes: "Generator[set[FileChange]]", request: Request) -> None:
    try:
        next(changes)
    except (OSError, RuntimeError) as error:
        remedy = "WATCHFILES_FORCE_POLLING=1 looks at the files every so often instead"
        raise MctoolError(f"the system cannot watch {request.root} ({error}); {remedy}") from None


def _run(request: Request) -> int:
    if sys.stdout.isatty():
        sys.stdout.write("\x1b[2J\x1b[H")
    try:
        code = run(request)
    except MctoolError as error:
        say(f"mctool: {error}")
        code = 2
    sys.stdout.flush()
    return code


def _say_so(request: Request) -> None:
    say(f"mctool: {datetime.now().astimezone():%H:%M:%S} watching {request.root}; Ctrl-C ends")
