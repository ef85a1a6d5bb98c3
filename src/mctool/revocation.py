"""What becomes of a credential after it was issued: revoked, suspended, reinstated. Each is a line in the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mctool import register
from mctool.errors import RegisterError
from mctool.models.values import did_you_mean
from mctool.register import Entry, Event, Record
from mctool.workspace import Workspace, nearest

_ALLOWED: Mapping[Event, frozenset[Event]] = {
    Event.REVOKED: frozenset({Event.ISSUED, Event.SUSPENDED, Event.REINSTATED}),
    Event.SUSPENDED: frozenset({Event.ISSUED, Event.REINSTATED}),
    Event.REINSTATED: frozenset({Event.SUSPENDED}),
}
"""From which last event an event may follow. A revoked credential stays revoked: a new one is issued instead."""


@dataclass(frozen=True)
class Found:
    """A credential in the register: the record that holds it, the line that issued it, and its last line."""

    record: Record
    issued: Entry
    last: Entry


def records(workspace: Workspace) -> tuple[Record, ...]:
    """The registers of all cohorts, sorted by name. Raises RegisterError when one is broken or cannot be read."""
    folder = workspace.register_folder
    for fault in register.faults(folder):  # a register that is gone, too
        raise RegisterError(f"the register {fault.path}, line {fault.line} is broken: {fault.message} (MC901)")
    return tuple(register.read(path) for path in sorted(folder.glob("*.jsonl")))


def find(workspace: Workspace, name: str) -> Found:
    """The credential that *name* stands for: its id, the uuid in it, or one of its files.

    Raises RegisterError when the register does not know it.
    """
    uuid = Path(name).name.partition(".")[0].rpartition(":")[2]
    wanted = f"urn:credential:{uuid}"
    known: list[str] = []
    for record in records(workspace):
        issued = {one.credential: one for one in record.entries if one.event is Event.ISSUED}
        last = record.status(wanted)
        if wanted in issued and last is not None:
            return Found(record, issued[wanted], last)
        known += issued
    near = did_you_mean(nearest(wanted, known)) if known else "; nothing has been issued yet"
    raise RegisterError(f"the register knows no credential «{name}»{near}")


def record_event(workspace: Workspace, name: str, event: Event, *, reason: str, now: datetime, commit: str) -> Entry:
    """Appends *event* for the credential *name* to its register, and returns the line's content.

    Raises RegisterError when there is no such credential, it is in no state for that, *reason* is empty, or the
    register cannot be written.
    """
    if not reason.strip():
        raise RegisterError("a reason is needed: whoever asks later must be told why")
    path = find(workspace, name).record.path
    with register.appending(path) as appender:
        found = find(workspace, name)  # again under the lock: another process may have been faster
        if found.last.event not in _ALLOWED[event]:
            raise RegisterError(
                f"{found.issued.credential} was {found.last.event} on {found.last.time:%Y-%m-%d}; "
                f"it cannot be {event} now"
            )
        before = found.issued
        entry = Entry(
            now, event, before.credential, before.learner, before.cohort, before.programme, before.version,
            before.digest, commit, before.decision, {}, before.seal, " ".join(reason.split()),
        )  # fmt: skip
        appender.append([entry])
    return entry
