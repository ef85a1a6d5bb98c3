"""The record of erasures, in the register folder and under git like it: opaque ids and what went, no names.

It does not end in ``.jsonl``: that would make it the register of a cohort, which knows events of credentials only.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mctool.errors import RegisterError

FILE = "forgotten.log"
_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Erasure:
    """That a learner was forgotten: when, which credentials the register keeps, how many files went."""

    learner: str
    time: datetime
    credentials: tuple[str, ...]
    files: int

    @property
    def refusal(self) -> str:
        """Why nothing can be issued to the learner any more."""
        return f"{self.learner} was forgotten on {self.time:%Y-%m-%d}: the name is gone, so nothing can be issued"


def read(register: Path) -> Mapping[str, Erasure]:
    """The erasures by learner, from the folder *register*. Raises RegisterError when a line is none."""
    path = register / FILE
    try:
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    except (OSError, UnicodeDecodeError):
        raise RegisterError(f"{path} cannot be read") from None
    found: dict[str, Erasure] = {}
    for number, line in enumerate(lines[:-1], 1):  # a crash in mid-write leaves a piece, which counts for nothing
        try:
            data = json.loads(line)
            time = datetime.strptime(data["time"], _TIME).replace(tzinfo=UTC)
            one = Erasure(str(data["learner"]), time, tuple(map(str, data["credentials"])), int(data["files"]))
        except (ValueError, KeyError, TypeError):
            raise RegisterError(f"{path}, line {number} is no record of an erasure") from None
        found.setdefault(one.learner, one)
    return found


@contextmanager
def noting(register: Path) -> Iterator["Notes"]:
    """Opens the record for one process at a time. Raises RegisterError when another holds it, or the disk refuses."""
    import fcntl

    path = register / FILE
    try:
        register.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield Notes(path)
    except BlockingIOError:
        raise RegisterError(f"another mctool is writing {path}; try again when it is done") from None
    except OSError as error:
        raise RegisterError(f"{path} cannot be written: {error.strerror}") from None


class Notes:
    """Writes erasures into a record that this process holds."""

    def __init__(self, path: Path) -> None:
        """*path* is the record's file."""
        self._path = path

    def add(self, erasures: Sequence[Erasure]) -> None:
        """Appends *erasures* and flushes them to disk, after what whole lines are there."""
        lines = "".join(
            json.dumps({
                "time": one.time.astimezone(UTC).strftime(_TIME), "learner": one.learner,
                "credentials": list(one.credentials), "files": one.files,
            }) + "\n"
            for one in erasures
        )  # fmt: skip
        with self._path.open("r+b") as file:
            file.truncate(file.read().rfind(b"\n") + 1)
            file.seek(0, os.SEEK_END)
            file.write(lines.encode())
            file.flush()
            os.fsync(file.fileno())
