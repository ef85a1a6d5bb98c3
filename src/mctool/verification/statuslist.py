"""The issuer's sealed list of what became of its credentials: suspended, revoked, since when.

An ELM credential cannot carry a W3C status entry and still conform to the official shapes, so the list stands beside
the credentials. It is a JSON object sealed with JAdES like a credential::

    {"type": "MctoolStatusList", "issuer": "VATPL-…", "issued": "2026-05-20T10:00:00Z",
     "validUntil": "2026-06-20T10:00:00Z",
     "credentials": [{"credential": "urn:credential:…", "status": "revoked", "since": "2026-05-19T08:00:00Z"}]}

*issuer* is the organizationIdentifier of the issuer's seal. *status* is ``valid``, ``suspended`` or ``revoked``; the
last entry of a credential counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mctool.verification import jades, jsonreading, jws
from mctool.verification.content import Issuer
from mctool.verification.dates import read_moment
from mctool.verification.judgement import judge_trust
from mctool.verification.limits import MAX_STATUS_VALUES
from mctool.verification.trust import Trust
from mctool.verification.verdicts import Outcome, Refused, Undecided

TYPE = "MctoolStatusList"
_NAME = "the status list"
_STATES = frozenset({"valid", "suspended", "revoked"})


@dataclass(frozen=True)
class StatusEntry:
    """What became of one credential, and since when."""

    status: str
    since: datetime


@dataclass(frozen=True)
class StatusList:
    """A list that was read and found sound, or the *fault* for which nobody should rely on it."""

    issuer: str = ""
    valid_until: datetime | None = None
    entries: Mapping[str, StatusEntry] = field(default_factory=dict)
    fault: str | None = None


def read_status_list(data: bytes, *, trust: Trust, now: datetime) -> StatusList:
    """Reads a sealed list. Its seal must be sound and trusted, and be the issuer's that the list names."""
    try:
        value = jsonreading.parse(data, _NAME, most=MAX_STATUS_VALUES)
        if not isinstance(value, dict) or "payload" not in value:
            raise Refused("the status list is not sealed")
        verified = jades.verify(jws.read_json(value), trust)
        found = _read(jsonreading.parse(verified.payload, _NAME, most=MAX_STATUS_VALUES))
        for seal in verified.seals:
            outcome, words = judge_trust(seal, Issuer(eidas=(found.issuer,)), trust, now)
            if outcome is not Outcome.PASS:
                raise Refused(f"its seal is not trusted: {words}")
    except (Refused, Undecided) as refusal:
        return StatusList(fault=str(refusal))
    return found


def judge_status(credential: str | None, issuer: Issuer, listed: StatusList, now: datetime) -> tuple[Outcome, str]:
    """What the list says of a credential; a list of another issuer, or a stale one, says nothing good of it."""
    if listed.fault is not None:
        return Outcome.UNKNOWN, f"the status list cannot be used: {listed.fault}"
    if listed.issuer not in (*issuer.eidas, *issuer.numbers):
        return Outcome.UNKNOWN, f"the status list is of another issuer, {listed.issuer}"
    entry = listed.entries.get(credential or "")
    if entry is not None and entry.status == "revoked":
        return Outcome.FAIL, f"revoked on {entry.since:%Y-%m-%d}"
    if listed.valid_until is None or now >= listed.valid_until:
        return Outcome.UNKNOWN, "the status list is stale: get the present one from the issuer"
    if entry is not None and entry.status == "suspended":
        return Outcome.FAIL, f"suspended since {entry.since:%Y-%m-%d}"
    if entry is None:
        return Outcome.UNKNOWN, "the issuer's status list does not know this credential"
    return Outcome.PASS, f"valid, by the issuer's list that holds until {listed.valid_until:%Y-%m-%d}"


def _read(value: object) -> StatusList:
    if not isinstance(value, dict) or value.get("type") != TYPE:
        raise Refused(f"the sealed document is no {TYPE}")
    issuer, entries = value.get("issuer"), value.get("credentials")
    until = value.get("validUntil")
    valid_until = read_moment(until) if isinstance(until, str) else None
    if not isinstance(issuer, str) or not issuer or valid_until is None or not isinstance(entries, list):
        raise Refused("the status list lacks its issuer, its end of validity or its entries")
    return StatusList(issuer, valid_until, dict(map(_entry, entries)))


def _entry(item: object) -> tuple[str, StatusEntry]:
    if isinstance(item, dict):
        credential, status, since = item.get("credential"), item.get("status"), item.get("since")
        moment = read_moment(since) if isinstance(since, str) else None
        if isinstance(credential, str) and isinstance(status, str) and status in _STATES and moment is not None:
            return credential, StatusEntry(status, moment)
    raise Refused("the status list has an entry without credential, status or date")
