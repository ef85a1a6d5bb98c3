"""Printing: results on stdout, talk on stderr, colours only where a person looks."""

import json
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def out() -> "Console":
    """The console for results. Long lines are not folded when they go to a file or pipe."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def err() -> "Console":
    """The console for talk and progress."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())


def coloured() -> bool:
    """Whether somebody looks at what is printed, and has not refused colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def print_json(data: Any) -> None:
    """Prints *data* as JSON, in the order given."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def print_text(text: str) -> None:
    """Prints *text* as it is, without markup."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def say(text: str) -> None:
    """One line for the person, on stderr."""
    sys.stderr.write(f"{text}\n")


def plural(number: int, word: str) -> str:
    """«1 error», «2 errors»."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
