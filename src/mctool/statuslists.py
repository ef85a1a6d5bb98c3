"""The public lists of what became of credentials: ids and states, no names and no reasons.

Two kinds: mctool's own list, which ``mctool verify --status`` takes for formats that cannot point to a list, and the
Bitstring Status List of the W3C (recommendation of May 2025) for formats that can.
"""

import base64
import gzip
import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from mctool.errors import RegisterError
from mctool.register import Event, Record, rehearsable

BITS = 131_072
"""Entries of a bitstring list: the least that the recommendation allows, so that one entry gives nobody away."""

_STATES = {
    Event.ISSUED: "valid",
    Event.REINSTATED: "valid",
    Event.SUSPENDED: "suspended",
    Event.REVOKED: "revoked",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of one credential: valid, suspended or revoked, and since when."""

    credential: str
    state: str
    since: datetime


def standings(records: Iterable[Record]) -> tuple[Standing, ...]:
    """The state of every credential in *records*, sorted by id, so that the order tells nothing of who came when.

    Those with a test seal are left out once there are others.
    """
    last = {entry.credential: entry for record in rehearsable(records) for entry in record.entries}
    return tuple(Standing(name, _STATES[entry.event], entry.time) for name, entry in sorted(last.items()))


def status_list(found: Iterable[Standing], *, issuer: str, now: datetime, until: datetime) -> str:
    """mctool's list as JSON, to be sealed. *issuer* is the institution's eIDAS number; it is stale after *until*."""
    document = {
        "type": "MctoolStatusList",
        "issuer": issuer,
        "issued": _utc(now),
        "validUntil": _utc(until),
        "credentials": [{"credential": one.credential, "status": one.state, "since": _utc(one.since)} for one in found],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def place(found: Iterable[Standing], taken: Mapping[str, int], chance: random.Random) -> dict[str, int]:
    """The place of every credential in the bitstring: those in *taken* stay, new ones get a free place by *chance*.

    Raises RegisterError when the list is three quarters full: a second list is due then.
    """
    places = dict(taken)
    used = set(places.values())
    for one in found:
        if one.credential in places:
            continue
        if len(used) >= BITS * 3 // 4:
            raise RegisterError(f"the status list holds {len(used)} credentials and is as good as full")
        free = chance.randrange(BITS)
        while free in used:
            free = chance.randrange(BITS)
        used.add(free)
        places[one.credential] = free
    return places


def bitstring_list(
    found: Iterable[Standing], places: Mapping[str, int], *, url: str, issuer: str, purpose: str, now: datetime,
    until: datetime,
) -> str:  # fmt: skip
    """A BitstringStatusListCredential as JSON, to be sealed, with the bits of *purpose* (revocation or suspension).

    *url* is where it will be published; places count from the left (section 3.2 of the recommendation).
    """
    state = {"revocation": "revoked", "suspension": "suspended"}[purpose]
    bits = bytearray(BITS // 8)
    for one in found:
        if one.state == state:
            bits[places[one.credential] // 8] |= 0x80 >> (places[one.credential] % 8)
    packed = gzip.compress(bytes(bits), mtime=0)
    encoded = "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": _utc(now),
        "validUntil": _utc(until),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded,
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
