"""JAdES seals around ELM JSON-LD: JSON Web Signatures with certificate and signing time (ETSI TS 119 182-1)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509

from mctool.verification import algorithms, jadestimestamps, jsonreading, jws, timestamps
from mctool.verification.dates import read_moment
from mctool.verification.jws import Envelope, Signed
from mctool.verification.limits import MAX_CERTIFICATES
from mctool.verification.seal import Seal, carried_chain, certificate_octets, check_digest, check_issuer_serial
from mctool.verification.trust import Trust
from mctool.verification.verdicts import Refused, Undecided

_CHECKED = frozenset({"b64", "sigT", "adoTst", "x5t#o", "sigX5ts"})
_TOLD = {
    "sigPId": "a signature policy",
    "sigPl": "the place of sealing",
    "srCms": "the commitment that it makes",
    "srAts": "attributes of the sealer",
}  # critical headers that add to a seal and change nothing of what it covers
_DIGESTS = {"S256": "SHA-256", "S384": "SHA-384", "S512": "SHA-512"}


@dataclass(frozen=True)
class Verified:
    """The payload that was sealed, and its seals, all of them sound."""

    payload: bytes
    seals: tuple[Seal, ...]


def verify(envelope: Envelope, trust: Trust) -> Verified:
    """Verifies every signature; Refused when one is wrong.

    *trust* serves to find a certificate that the seal names but does not carry; Undecided when it is nowhere.
    """
    found = [_verify_one(envelope, signed, trust) for signed in envelope.signatures]
    payload = found[0][0]
    if any(other != payload for other, _ in found):
        raise Refused("the signatures read the payload in different ways (b64)")
    return Verified(payload, tuple(seal for _, seal in found))


def _verify_one(envelope: Envelope, signed: Signed, trust: Trust) -> tuple[bytes, Seal]:
    header = jsonreading.parse(algorithms.decode_base64(signed.protected, url=True), "the protected header")
    if not isinstance(header, dict):
        raise Refused("the protected header is not an object")
    algorithm = algorithms.of_jws(header.get("alg"))
    encoded = jws.check_critical(header, _CHECKED | _TOLD.keys())
    payload, signing_input = jws.payload_octets(envelope.payload, encoded)
    certificates = _certificates(header, trust)
    leaf = certificates[0]
    carried = carried_chain(certificates, leaf)
    _check_names(header, leaf)
    value = algorithms.decode_base64(signed.signature, url=True)
    algorithms.verify(leaf, algorithm, value, signed.protected.encode("ascii") + b"." + signing_input)
    time = _signing_time(header)
    baseline = time is not None and "x5c" in header and bool({"x5t#S256", "x5t#o", "sigX5ts"} & header.keys())
    stamps = jadestimestamps.verify(signed, signing_input)
    remarks = (*stamps.remarks, *_content_timestamp_remarks(header, payload), *_told(header))
    level = stamps.level if baseline else ""
    return payload, Seal("JAdES", level, str(algorithm), leaf, carried, time, stamps.found, remarks, stamps.revocation)


def _certificates(header: dict[str, object], trust: Trust) -> list[x509.Certificate]:
    carried = header.get("x5c")
    if carried is None:
        for certificate in trust.certificates:
            if _thumbprint(header, certificate):
                return [certificate]
        raise Undecided("the seal carries no certificate, and none of the trusted ones is named by it")
    if not isinstance(carried, list) or not 1 <= len(carried) <= MAX_CERTIFICATES:
        raise Refused("the list of certificates (x5c) is empty or too long")
    if not all(isinstance(text, str) for text in carried):
        raise Refused("the list of certificates (x5c) holds something that is no text")
    return [algorithms.certificate_of_der(algorithms.decode_base64(text)) for text in carried]


def _thumbprint(header: dict[str, object], certificate: x509.Certificate) -> bool:
    named = header.get("x5t#S256")
    digest = algorithms.digest("SHA-256", certificate_octets(certificate))
    return isinstance(named, str) and algorithms.same(algorithms.decode_base64(named, url=True), digest)


def _check_names(header: dict[str, object], leaf: x509.Certificate) -> None:
    if "x5t#S256" in header and not _thumbprint(header, leaf):
        raise Refused("x5t#S256 belongs to another certificate than x5c")
    if "x5t#o" in header:
        _check_other_digest(header["x5t#o"], leaf, "x5t#o")
    if "sigX5ts" in header:
        named = header["sigX5ts"]
        _check_other_digest(named[0] if isinstance(named, list) and named else None, leaf, "sigX5ts")
    if (serial := _issuer_serial(header.get("kid"))) is not None:
        check_issuer_serial(serial, leaf, "kid")


def _check_other_digest(stated: object, leaf: x509.Certificate, name: str) -> None:
    """Refused unless an object of algorithm and digest (TS 119 182-1, 5.2.2) names *leaf*."""
    algorithm, value = (stated.get("digAlg"), stated.get("digVal")) if isinstance(stated, dict) else (None, None)
    if not isinstance(value, str) or algorithm not in _DIGESTS:
        raise Refused(f"{name} has an unknown form or digest")
    check_digest(_DIGESTS[str(algorithm)], algorithms.decode_base64(value, url=True), leaf, name)


def _issuer_serial(key_id: object) -> bytes | None:
    """The DER in a ``kid`` that names issuer and serial number (TS 119 182-1, 5.1.4); None when it is another name."""
    try:
        octets = algorithms.decode_base64(key_id) if isinstance(key_id, str) else b""
    except Refused:
        return None
    return octets if octets[:1] == b"\x30" else None


def _signing_time(header: dict[str, object]) -> datetime | None:
    issued, older = header.get("iat"), header.get("sigT")
    times: list[datetime | None] = []
    if issued is not None:
        valid = isinstance(issued, int) and not isinstance(issued, bool) and 0 <= issued < 253402300800
        times.append(datetime.fromtimestamp(issued, UTC) if valid and isinstance(issued, int) else None)
    if older is not None:
        times.append(read_moment(older) if isinstance(older, str) and older.endswith("Z") else None)
    if None in times:
        raise Refused("the signing time (iat or sigT) cannot be read")
    if len(set(times)) > 1:
        raise Refused("the seal states two different signing times (iat and sigT)")
    return times[0] if times else None


def _content_timestamp_remarks(header: dict[str, object], payload: bytes) -> tuple[str, ...]:
    """What is odd about timestamps over the payload, made before sealing (TS 119 182-1, 5.2.6).

    The seal covers them, so a wrong one is the sealer's own and takes nothing from the seal; it only proves nothing.
    """
    if "adoTst" not in header:
        return ()
    try:
        tokens = jadestimestamps.tokens(header["adoTst"])
        return timestamps.verify_each((token, payload) for token in tokens)[1]
    except Refused as refusal:
        return (f"a timestamp over the content proves nothing ({refusal})",)


def _told(header: dict[str, object]) -> tuple[str, ...]:
    return tuple(f"it states {words}, which is not judged" for name, words in _TOLD.items() if name in header)
