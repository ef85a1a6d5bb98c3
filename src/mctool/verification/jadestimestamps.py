"""The unprotected headers of a JAdES seal (``etsiU``): what they make of its level, and the timestamps in them."""

from dataclasses import dataclass

from mctool.verification import algorithms, jsonreading, timestamps
from mctool.verification.faults import words
from mctool.verification.jws import Signed
from mctool.verification.limits import MAX_SIGNATURES
from mctool.verification.revocation import MAX_DATA, NO_DATA, RevocationData
from mctool.verification.seal import Timestamp
from mctool.verification.verdicts import Refused

_UNPROTECTED = words("sigTst xVals rVals axVals arVals xRefs rRefs axRefs arRefs sigRTst rfsTst arcTst tstVD sigPSt")
_MOST = 32


@dataclass(frozen=True)
class Stamps:
    """The baseline level by what is in the file, and the sound timestamps over the signature value."""

    level: str
    found: tuple[Timestamp, ...] = ()
    remarks: tuple[str, ...] = ()
    revocation: RevocationData = NO_DATA


@dataclass(frozen=True)
class _Member:
    """A member of ``etsiU``: the object with one key, and its base64url text, None where it stands in clear."""

    value: dict[str, object]
    text: str | None


def verify(signed: Signed, payload: bytes) -> Stamps:
    """What the unprotected headers of a signature add; Refused for an unknown one, or a wrong timestamp.

    *payload* is the payload as it enters the signature, which an archive timestamp covers too.
    """
    members = _members(signed.header.get("etsiU", []))
    names = {name for member in members for name in member.value}
    signature = signed.signature.encode("ascii")
    stamps = [token for member in members if "sigTst" in member.value for token in tokens(member.value["sigTst"])]
    found, remarks = timestamps.verify_each((token, signature) for token in stamps)
    remarks += _archive_remarks(members, b".".join((payload, signed.protected.encode("ascii"), signature, b"")))
    kept = _revocation_data(members)
    if not found:
        return Stamps("B", (), remarks, kept)
    if not {"xVals", "rVals"} & names:
        return Stamps("T", found, remarks, kept)
    return Stamps("LTA" if "arcTst" in names else "LT", found, remarks, kept)


def tokens(container: object) -> list[bytes]:
    """The timestamp tokens of a container (TS 119 182-1, 5.4.3.3); Refused when there are none or too many."""
    listed = container.get("tstTokens") if isinstance(container, dict) else None
    if not isinstance(listed, list) or not 1 <= len(listed) <= MAX_SIGNATURES:
        raise Refused("a timestamp container holds no tokens")
    found = []
    for token in listed:
        value = token.get("val") if isinstance(token, dict) else None
        if not isinstance(value, str):
            raise Refused("a timestamp holds no token")
        found.append(algorithms.decode_base64(value))
    return found


def _archive_remarks(members: list[_Member], archived: bytes) -> tuple[str, ...]:
    """Checks the archive timestamps, each over *archived* and the members before it; Refused when one is wrong.

    Members in clear have no bytes of their own, so what stands after one is left out, and said to be.
    """
    remarks: list[str] = []
    for number, member in enumerate(members):
        if member.text is None:
            left = sum("arcTst" in later.value for later in members[number:])
            return (*remarks, *([f"archive timestamps that are not judged: {left}"] if left else []))
        if "arcTst" in member.value:
            listed = tokens(member.value["arcTst"])
            remarks.extend(timestamps.verify_each((token, archived) for token in listed)[1])
        archived += member.text.encode("ascii")
    return tuple(remarks)


def _revocation_data(members: list[_Member]) -> RevocationData:
    """The revocation data in ``rVals`` and ``xVals`` (TS 119 182-1, 5.3.4 and 5.3.5)."""
    lists: list[bytes] = []
    answers: list[bytes] = []
    further: list[bytes] = []
    for member in members:
        values = member.value.get("rVals")
        if isinstance(values, dict):
            lists += _encoded(values.get("crlVals"))
            answers += _encoded(values.get("ocspVals"))
        certificates = member.value.get("xVals")
        if isinstance(certificates, list):
            further += _encoded([one.get("x509Cert") for one in certificates if isinstance(one, dict)])
    return RevocationData(tuple(lists), tuple(answers), tuple(map(algorithms.certificate_of_der, further)))


def _encoded(values: object) -> list[bytes]:
    """The octets of a list of objects with base64 text in ``val``."""
    items = values[:MAX_DATA] if isinstance(values, list) else []
    texts = [item.get("val") for item in items if isinstance(item, dict)]
    return [algorithms.decode_base64(text) for text in texts if isinstance(text, str)]


def _members(listed: object) -> list[_Member]:
    if not isinstance(listed, list) or len(listed) > _MOST:
        raise Refused("the unprotected header etsiU is no list")
    found = []
    for item in listed:
        text = item if isinstance(item, str) else None
        value = item if text is None else jsonreading.parse(algorithms.decode_base64(text, url=True), "etsiU")
        if not isinstance(value, dict) or len(value) != 1 or not value.keys() <= _UNPROTECTED:
            raise Refused("a member of etsiU is unknown")
        found.append(_Member(value, text))
    return found
