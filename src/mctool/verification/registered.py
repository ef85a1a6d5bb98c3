"""What the issuer's register knows of a file: issued with these very bytes, and not revoked since."""

import hashlib
from collections.abc import Sequence

from mctool.register import Event, Record
from mctool.verification.verdicts import Outcome


def judge_register(credential: str | None, data: bytes, records: Sequence[Record]) -> tuple[Outcome, str]:
    """Whether *records* hold the credential with the digest of *data*, and what became of it."""
    broken = next((fault for record in records for fault in record.faults), None)
    if broken is not None:
        return (
            Outcome.UNKNOWN,
            f"the register cannot be trusted: {broken.path.name}, line {broken.line}: {broken.message}",
        )
    if not any(record.entries for record in records):
        return Outcome.UNKNOWN, "the register is empty"
    record = next((one for one in records if credential and one.status(credential)), None)
    if record is None or credential is None:
        return Outcome.FAIL, "the register does not know this credential"
    issued = [one for one in record.entries if one.credential == credential and one.event is Event.ISSUED]
    last = record.status(credential)
    if not any(hashlib.sha256(data).hexdigest() in one.files.values() for one in issued):
        return Outcome.FAIL, "the register knows this credential, but with other files than this one"
    if last is not None and last.event in (Event.REVOKED, Event.SUSPENDED):
        reason = f": {last.reason}" if last.reason else ""
        return Outcome.FAIL, f"{last.event.value} on {last.time:%Y-%m-%d}{reason}"
    tried = "; the seal was a test seal" if issued[-1].test else ""
    return Outcome.PASS, f"issued on {issued[-1].time:%Y-%m-%d} with these bytes, and not revoked{tried}"
