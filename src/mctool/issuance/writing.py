"""Files to disk: whole or not at all, flushed before the register speaks of them, and no leftovers of a crash."""

import os
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from mctool.errors import MctoolError

_OURS = re.compile(r"(?P<uuid>[0-9a-f-]{36})\.(xml|jsonld|pdf)(\.part)?\Z")
_PROBE = re.compile(r"\.probe-[0-9]+\Z")


def prepare(folder: Path) -> None:
    """Makes *folder*. Raises MctoolError when it cannot be made or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink(missing_ok=True)  # another run may have swept it
    except OSError as error:
        raise MctoolError(f"{folder} cannot be written: {error.strerror}") from None


def write_part(path: Path, content: bytes) -> None:
    """Writes *content* beside its final name and flushes it. Raises MctoolError, leaving nothing, when that fails."""
    part = _part(path)
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fdatasync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise MctoolError(f"{path} cannot be written: {error.strerror}") from None


def finish(paths: Iterable[Path], folder: Path) -> None:
    """Gives written parts their final names, and flushes the folder that lists them."""
    try:
        for path in paths:
            _part(path).replace(path)
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise MctoolError(f"{folder} cannot be written: {error.strerror}") from None


def sweep(folder: Path, known: Collection[str]) -> int:
    """Deletes what a killed run left behind: parts, probes, and files of credentials that no register line knows.

    *known* are the uuids in the register, whose chain must have been found whole before. Returns how many went.
    """
    gone = 0
    for path in folder.glob("*"):
        match = _OURS.match(path.name)
        unfinished = match and (match["uuid"] not in known or path.suffix == ".part")
        if unfinished or _PROBE.match(path.name):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")
