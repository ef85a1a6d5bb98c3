"""What a shell offers while somebody types: ids of programmes and cohorts, from file names alone, so that it is quick.

A shell asks at every key. Whatever goes wrong there, nothing is offered, and nothing is printed.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import typer

_SETTINGS = "mctool.yaml"
_HEAD = 2000  # bytes; «kind» stands at the top of a descriptor


def programme_ids(context: typer.Context, incomplete: str) -> list[str]:
    """The ids of programmes that begin with *incomplete*."""
    return _ids(context, "programme", incomplete)


def cohort_ids(context: typer.Context, incomplete: str) -> list[str]:
    """The ids of cohorts that begin with *incomplete*."""
    return _ids(context, "cohort", incomplete)


def _ids(context: typer.Context, kind: str, incomplete: str) -> list[str]:
    try:
        root = _root(context)
        return sorted(path.stem for path in _descriptors(root, incomplete) if _is(path, kind)) if root else []
    except OSError:
        return []


def _root(context: typer.Context) -> Path | None:
    """The workspace that ``-C`` names, before or after the command, else the one around the current folder."""
    given = context.params.get("folder") or context.find_root().params.get("folder")
    start = Path(given).expanduser() if given else Path.cwd()
    return next((one for one in (start, *start.absolute().parents) if (one / _SETTINGS).is_file()), None)


def _descriptors(root: Path, incomplete: str) -> Iterator[Path]:
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if not name.startswith(".") and name not in ("evidence", "node_modules")]
        yield from (
            Path(folder, name) for name in files if name.endswith(".yaml") and name.startswith(incomplete)
        )  # fmt: skip


def _is(path: Path, kind: str) -> bool:
    if not path.is_file():  # a pipe would wait for ever
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    lines = (line.partition(b"#")[0].strip() for line in head.removeprefix(b"\xef\xbb\xbf").splitlines())
    return f"kind: {kind}".encode() in lines
