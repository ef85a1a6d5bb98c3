"""JAdES seals around ELM JSON-LD: JSON Web Signatures in all three forms (RFC 7515, RFC 7797, ETSI TS 119 182-1)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509

from mctool.verification import algorithms, jsonreading, timestamps
from mctool.verification.dates import read_moment
from mctool.verification.limits import MAX_CERTIFICATES, MAX_SIGNATURES
from mctool.verification.seal import (
    Seal,
    Timestamp,
    carried_chain,
    certificate_octets,
    check_digest,
    check_issuer_serial,
)
from mctool.verification.trust import Trust
from mctool.verification.verdicts import Refused, Undecided

_CRITICAL = frozenset({"b64", "sigT", "adoTst"})
_UNPROTECTED = frozenset(
    {
        "sigTst",
        "xVals",
        "rVals",
        "axVals",
        "arVals",
        "xRefs",
        "rRefs",
        "axRefs",
        "arRefs",
        "sigRTst",
        "rfsTst",
        "arcTst",
    }
    | {"tstVD", "sigPSt"}
)
_GENERAL = {"payload", "signatures"}
_FLATTENED = {"payload", "protected", "header", "signature"}
_DIGESTS = {"S256": "SHA-256", "S384": "SHA-384", "S512": "SHA-512"}


@dataclass(frozen=True)
class Signed:
    """One signature as it stands in the file, still unread: base64url text, and the unprotected header."""

    protected: str
    signature: str
    header: dict[str, object]


@dataclass(frozen=True)
class Envelope:
    """A JSON Web Signature: the payload as it stands in the file, and its signatures."""

    payload: str
    signatures: tuple[Signed, ...]


@dataclass(frozen=True)
class Verified:
    """The payload that was sealed, and its seals, all of them sound."""

    payload: bytes
    seals: tuple[Seal, ...]


def read_compact(text: str) -> Envelope:
    """The parts of the compact form; Refused when there are not three."""
    parts = text.split(".")
    if len(parts) != 3:
        raise Refused("the file is no compact JSON Web Signature: it must have three parts")
    return Envelope(parts[1], (Signed(parts[0], parts[2], {}),))


def read_json(value: dict[str, object]) -> Envelope:
    """The parts of the general or the flattened form; Refused for anything unexpected."""
    payload = value.get("payload")
    if not isinstance(payload, str):
        raise Refused("the payload is not a text; a detached payload is not accepted")
    if "signatures" not in value:
        if strange := set(value) - _FLATTENED:
            raise Refused(f"the file has an unknown key «{sorted(strange)[0]}» beside the seal")
        return Envelope(payload, (_signed(value),))
    entries = value["signatures"]
    if strange := set(value) - _GENERAL:
        raise Refused(f"the file has an unknown key «{sorted(strange)[0]}» beside the seal")
    if not isinstance(entries, list) or not 1 <= len(entries) <= MAX_SIGNATURES:
        raise Refused("the list of signatures is empty or too long")
    return Envelope(payload, tuple(_signed(entry) for entry in entries))


def verify(envelope: Envelope, trust: Trust) -> Verified:
    """Verifies every signature; Refused when one is wrong.

    *trust* serves to find a certificate that the seal names but does not carry; Undecided when it is nowhere.
    """
    found = [_verify_one(envelope, signed, trust) for signed in envelope.signatures]
    payloads = {payload for payload, _ in found}
    if len(payloads) != 1:
        raise Refused("the signatures read the payload in different ways (b64)")
    return Verified(payloads.pop(), tuple(seal for _, seal in found))


def _signed(entry: object) -> Signed:
    if not isinstance(entry, dict) or set(entry) - {"protected", "signature", "header", "payload"}:
        raise Refused("a signature has an unknown form")
    protected, signature, header = entry.get("protected"), entry.get("signature"), entry.get("header", {})
    if not isinstance(protected, str) or not protected or not isinstance(signature, str) or not signature:
        raise Refused("a signature is empty or has no protected header")
    if not isinstance(header, dict) or set(header) - {"etsiU"}:
        raise Refused("a signature has unprotected headers that must be protected")
    return Signed(protected, signature, header)


def _verify_one(envelope: Envelope, signed: Signed, trust: Trust) -> tuple[bytes, Seal]:
    header = jsonreading.parse(algorithms.decode_base64(signed.protected, url=True), "the protected header")
    if not isinstance(header, dict):
        raise Refused("the protected header is not an object")
    algorithm = algorithms.of_jws(header.get("alg"))
    encoded = _check_critical(header)
    payload, signing_input = _payload(envelope.payload, encoded)
    certificates = _certificates(header, trust)
    leaf = certificates[0]
    carried = carried_chain(certificates, leaf)
    _check_names(header, leaf)
    value = algorithms.decode_base64(signed.signature, url=True)
    algorithms.verify(leaf, algorithm, value, signed.protected.encode("ascii") + b"." + signing_input)
    time = _signing_time(header)
    _check_content_timestamp(header, payload)
    level, stamps = _level(header, signed, signing_input)
    return payload, Seal("JAdES", level, str(algorithm), leaf, carried, time, stamps)


def _check_critical(header: dict[str, object]) -> bool:
    """Whether the payload is base64url; Refused for a critical header that is not understood (RFC 7515, 4.1.11)."""
    critical = header.get("crit", [])
    if not isinstance(critical, list) or ("crit" in header and not critical):
        raise Refused("the list of critical headers is empty or no list")
    for name in critical:
        if not isinstance(name, str) or name not in _CRITICAL:
            raise Refused(f"the critical header «{str(name)[:40]}» is not understood")
        if name not in header:
            raise Refused(f"the critical header «{name}» is missing")
    if len(set(critical)) != len(critical):
        raise Refused("a critical header is listed twice")
    encoded = header.get("b64", True)
    if not isinstance(encoded, bool) or ("b64" in header and "b64" not in critical):
        raise Refused("the header b64 must be true or false, and critical")
    return encoded


def _payload(text: str, encoded: bool) -> tuple[bytes, bytes]:
    """The sealed bytes, and the bytes that enter the signature."""
    try:
        octets = text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("the payload holds half a character (a lone surrogate)") from None
    return (algorithms.decode_base64(text, url=True), octets) if encoded else (octets, octets)


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
    if (other := header.get("x5t#o")) is not None:
        algorithm, value = (other.get("digAlg"), other.get("digVal")) if isinstance(other, dict) else (None, None)
        if not isinstance(value, str) or algorithm not in _DIGESTS:
            raise Refused("x5t#o has an unknown form or digest")
        check_digest(_DIGESTS[str(algorithm)], algorithms.decode_base64(value, url=True), leaf, "x5t#o")
    if (serial := _issuer_serial(header.get("kid"))) is not None:
        check_issuer_serial(serial, leaf, "kid")


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


def _check_content_timestamp(header: dict[str, object], payload: bytes) -> None:
    if (stamp := header.get("adoTst")) is not None:
        for token in _tokens(stamp):
            timestamps.verify_token(token, payload)


def _level(header: dict[str, object], signed: Signed, payload: bytes) -> tuple[str, tuple[Timestamp, ...]]:
    """The baseline level by what is in the file, and the sound timestamps over the signature value.

    *payload* is the payload as it enters the signature, which an archive timestamp covers too.
    """
    baseline = bool({"iat", "sigT"} & header.keys()) and "x5c" in header and bool({"x5t#S256", "x5t#o"} & header.keys())
    components = _unprotected(signed.header.get("etsiU", []))
    stamps: list[Timestamp] = []
    archived = b".".join((payload, signed.protected.encode("ascii"), signed.signature.encode("ascii"), b""))
    for text, component in components:
        if "sigTst" in component:
            stamped = signed.signature.encode("ascii")
            stamps.extend(timestamps.verify_token(token, stamped) for token in _tokens(component["sigTst"]))
        if "arcTst" in component:
            for token in _tokens(component["arcTst"]):
                timestamps.verify_token(token, archived)
        archived += text.encode("ascii")
    if not baseline:
        return "", tuple(stamps)
    names = {name for _, component in components for name in component}
    if not stamps:
        return "B", ()
    if not {"xVals", "rVals"} & names:
        return "T", tuple(stamps)
    return ("LTA" if "arcTst" in names else "LT"), tuple(stamps)


def _unprotected(components: object) -> list[tuple[str, dict[str, object]]]:
    """The members of ``etsiU``, each as its base64url text and as the object with one key that it stands for."""
    if not isinstance(components, list) or len(components) > 32:
        raise Refused("the unprotected header etsiU is no list")
    found = []
    for text in components:
        if not isinstance(text, str):
            raise Refused("a member of etsiU is no base64url text")
        component = jsonreading.parse(algorithms.decode_base64(text, url=True), "etsiU")
        if not isinstance(component, dict) or len(component) != 1 or not component.keys() <= _UNPROTECTED:
            raise Refused("a member of etsiU is unknown")
        found.append((text, component))
    return found


def _tokens(container: object) -> list[bytes]:
    tokens = container.get("tstTokens") if isinstance(container, dict) else None
    if not isinstance(tokens, list) or not 1 <= len(tokens) <= MAX_SIGNATURES:
        raise Refused("a timestamp container holds no tokens")
    found = []
    for token in tokens:
        value = token.get("val") if isinstance(token, dict) else None
        if not isinstance(value, str):
            raise Refused("a timestamp holds no token")
        found.append(algorithms.decode_base64(value))
    return found
