"""The record of what was issued and what became of it: append-only, hash-chained, without names.

Each line of ``register/<cohort>.jsonl`` holds the SHA-256 of the line before it, so that a changed, missing or moved
line shows. Beside it ``<cohort>.head`` holds the number and digest of the last line, so that a cut end shows too. The
head is written after the lines: after a crash it may lag behind, and the next append brings it up to date.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from mctool.errors import RegisterError

GENESIS = "0" * 64
_TIME = "%Y-%m-%dT%H:%M:%SZ"


class Event(StrEnum):
    """What can happen to a credential."""

    ISSUED = "issued"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, before it has its place in the chain. ``files`` maps a format to the file's SHA-256 (hex).

    ``test`` says that the credential has a test seal: it was tried out, and nobody holds it.
    """

    time: datetime
    event: Event
    credential: str
    learner: str
    cohort: str
    programme: str
    version: str
    digest: str
    commit: str
    decision: str
    files: Mapping[str, str] = field(default_factory=dict)
    seal: str = ""
    reason: str | None = None
    test: bool = False

    def line(self, seq: int, prev: str) -> str:
        """The JSON line of this entry at place *seq* after the line whose digest is *prev*."""
        values: dict[str, Any] = {
            "seq": seq, "prev": prev, "time": self.time.astimezone(UTC).strftime(_TIME),
            "event": self.event.value, "credential": self.credential, "learner": self.learner,
            "cohort": self.cohort, "programme": self.programme, "version": self.version, "digest": self.digest,
            "commit": self.commit, "decision": self.decision, "files": dict(self.files), "seal": self.seal,
        }  # fmt: skip
        if self.reason is not None:
            values["reason"] = self.reason
        if self.test:
            values["test"] = True
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class RegisterFault:
    """Why the register cannot be trusted, and the line (from 1) where it shows."""

    path: Path
    line: int
    message: str


@dataclass(frozen=True)
class Record:
    """The register of one cohort as it was read: its entries in order, and what is wrong with the chain."""

    path: Path
    entries: tuple[Entry, ...]
    faults: tuple[RegisterFault, ...]
    last: str = GENESIS

    def real(self) -> "Record":
        """The same without the entries of test seals."""
        return replace(self, entries=tuple(one for one in self.entries if not one.test))

    def issued(self) -> Mapping[str, Entry]:
        """The credential that each learner holds: issued and not revoked, by learner id."""
        held: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.event is Event.ISSUED:
                held[entry.learner] = entry
            elif entry.event is Event.REVOKED and held.get(entry.learner, entry).credential == entry.credential:
                held.pop(entry.learner, None)
        return held

    def revoked(self) -> frozenset[str]:
        """The learners whose last credential was revoked and who hold no other."""
        ever = {entry.learner for entry in self.entries if entry.event is Event.ISSUED}
        return frozenset(ever - self.issued().keys())

    def status(self, credential: str) -> Entry | None:
        """The last event of the credential, or None when the register does not know it."""
        return next((one for one in reversed(self.entries) if one.credential == credential), None)


def rehearsable(records: Iterable[Record]) -> tuple[Record, ...]:
    """*records* without the entries of test seals, unless there are no others: then it is all being tried out."""
    everything = tuple(records)
    real = tuple(one.real() for one in everything)
    return real if any(one.entries for one in real) else everything


def _content(path: Path) -> bytes:
    """The bytes of a file of the register, none where it is not there; a pipe or a device would never end."""
    if path.exists() and not path.is_file():
        raise RegisterError(f"the register {path} is no regular file")
    return path.read_bytes() if path.exists() else b""


def read(path: Path) -> Record:
    """Reads the register file at *path*; one that is not there is empty.

    Raises RegisterError when it cannot be read.
    """
    try:
        text, head = _content(path), _content(_head_path(path))
    except OSError as error:
        raise RegisterError(f"the register {path} cannot be read: {error.strerror}") from None
    *lines, _unfinished = text.split(b"\n")  # a crash in mid-write leaves a piece that no head speaks of
    entries: list[Entry] = []
    digests = [GENESIS]
    for number, line in enumerate(lines, 1):
        try:
            entries.append(_entry(line, number, digests[-1]))
        except ValueError as error:
            return Record(path, tuple(entries), (RegisterFault(path, number, str(error)),), digests[-1])
        digests.append(hashlib.sha256(line).hexdigest())
    fault = _head_fault(path, head, digests)
    return Record(path, tuple(entries), (fault,) if fault else (), digests[-1])


def faults(folder: Path) -> Iterator[RegisterFault]:
    """What is wrong with the registers in *folder*, file by file."""
    names = {path.with_suffix(".jsonl") for path in folder.glob("*") if path.suffix in (".jsonl", ".head")}
    for path in sorted(names):
        yield from read(path).faults


@contextmanager
def appending(path: Path) -> Iterator["Appender"]:
    """Opens the register at *path* for appending, for one process at a time.

    Raises RegisterError when another process holds it, it cannot be written, or its chain is broken.
    """
    import fcntl

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        raise RegisterError(f"the register {path} cannot be written: {error.strerror}") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RegisterError(f"another mctool is issuing or revoking in {path}; try again when it is done") from None
        record = read(path)
        if record.faults:
            fault = record.faults[0]
            raise RegisterError(f"the register {path}, line {fault.line} is broken: {fault.message} (MC901)")
        yield Appender(file, record)


class Appender:
    """Appends entries to a register that this process holds."""

    def __init__(self, file: BinaryIO, record: Record) -> None:
        """*record* is what the locked *file* held when it was opened."""
        self._file = file
        self._path = record.path
        self._count = len(record.entries)
        self._last = record.last
        self.record = record

    def append(self, entries: Sequence[Entry]) -> None:
        """Writes *entries* and flushes them to disk, all or none. Raises RegisterError when that fails."""
        lines: list[str] = []
        last = self._last
        for at, entry in enumerate(entries, self._count + 1):
            line = entry.line(at, last)
            last = hashlib.sha256(line.encode()).hexdigest()
            lines.append(line + "\n")
        try:
            if self._count == 0:
                self._write_head(0, GENESIS)
            size = self._whole_size()
            try:
                self._file.truncate(size)
                self._file.write("".join(lines).encode())
                self._file.flush()
                os.fsync(self._file.fileno())
            except OSError:
                with suppress(OSError):
                    self._file.truncate(size)
                raise
            self._count, self._last = self._count + len(lines), last
            self._write_head(self._count, last)
        except OSError as error:
            raise RegisterError(f"the register {self._path} cannot be written: {error.strerror}") from None

    def _whole_size(self) -> int:
        """The size of the file up to the end of its last whole line."""
        content = self._path.read_bytes()
        return content.rfind(b"\n") + 1

    def _write_head(self, seq: int, digest: str) -> None:
        head = _head_path(self._path)
        fresh = head.with_suffix(".head.tmp")
        with fresh.open("w", encoding="utf-8") as file:
            file.write(json.dumps({"seq": seq, "digest": digest}) + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(head)


def _head_path(path: Path) -> Path:
    return path.with_suffix(".head")


def _entry(line: bytes, number: int, prev: str) -> Entry:
    try:
        data = json.loads(line)
        values = {name: data[name] for name in Entry.__slots__ if name not in ("time", "event", "reason", "test")}
        entry = Entry(
            time=datetime.strptime(data["time"], _TIME).replace(tzinfo=UTC),
            event=Event(data["event"]), reason=data.get("reason"),
            test=data.get("test", False) is True, **values,
        )  # fmt: skip
        seq, stated = data["seq"], data["prev"]
    except (ValueError, KeyError, TypeError):
        raise ValueError("The line is no register entry") from None
    if seq != number:
        raise ValueError(f"The line says it is number {seq}; a line is missing or was moved")
    if stated != prev:
        raise ValueError("The line does not follow from the one before it; one of the two was changed")
    return entry


def _head_fault(path: Path, head: bytes, digests: Sequence[str]) -> RegisterFault | None:
    written = len(digests) - 1
    if not head:
        return (
            RegisterFault(path, written, f"{_head_path(path).name}, which guards its end, is missing")
            if written
            else None
        )
    try:
        stated = json.loads(head)
        count, digest = int(stated["seq"]), str(stated["digest"])
    except (ValueError, KeyError, TypeError):
        return RegisterFault(path, max(written, 1), f"{_head_path(path).name} cannot be read")
    if count > written:
        meant = "1 line was" if count == 1 else f"{count} lines were"
        return RegisterFault(path, max(written, 1), f"It ends after line {written}; {meant} written")
    if digests[count] != digest:
        return RegisterFault(path, max(count, 1), "The line is not the one that was written")
    return None
