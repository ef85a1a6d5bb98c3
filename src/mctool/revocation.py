"""What becomes of a credential after it was issued: revoked, suspended, reinstated. Each is a line in the register."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from mctool import register
from mctool.errors import RegisterError
from mctool.identities import Identity
from mctool.models.values import did_you_mean
from mctool.register import Entry, Event, Record
from mctool.rules.personaldata import PersonalDataFinder, name_words, plain
from mctool.workspace import Workspace, nearest

_WORD = re.compile(r"[^\W\d_]+")
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


def record_event(
    workspace: Workspace, name: str, event: Event, *, reason: str, now: datetime, commit: str,
    identities: Mapping[str, Identity] = MappingProxyType({}),
) -> Entry:  # fmt: skip
    """Appends *event* for the credential *name* to its register, and returns the line's content.

    *identities* are those of the workspace, as far as known: the register stays for good and is under git, so their
    names have no place in the *reason*. Raises RegisterError when there is no such credential, it is in no state for
    that, *reason* is empty or holds personal data, or the register cannot be written.
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
        _refuse_personal_data(reason, before.learner, identities)
        entry = Entry(
            now, event, before.credential, before.learner, before.cohort, before.programme, before.version,
            before.digest, commit, before.decision, {}, before.seal, " ".join(reason.split()), before.test,
        )  # fmt: skip
        appender.append([entry])
    return entry


def _refuse_personal_data(reason: str, learner: str, identities: Mapping[str, Identity]) -> None:
    """Of the *learner* even one name tells who is meant; of others only both together do."""
    text = unicodedata.normalize("NFC", reason)
    found = next((one.kind for one in PersonalDataFinder(identities.values(), ()).find(text)), None)
    own = identities.get(learner)
    if found is None and own is not None:
        names = name_words(own.given_name) | name_words(own.family_name)
        found = "the learner's name" if names & set(_WORD.findall(plain(text))) else None
    if found:
        raise RegisterError(f"the reason holds {found}, and the register keeps it for good; give it without")
