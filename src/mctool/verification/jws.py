"""JSON Web Signatures in all three forms, the part that any seal has (RFC 7515, RFC 7797)."""

from dataclasses import dataclass

from mctool.verification import algorithms
from mctool.verification.limits import MAX_SIGNATURES
from mctool.verification.verdicts import Refused

_GENERAL = {"payload", "signatures"}
_FLATTENED = {"payload", "protected", "header", "signature"}


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


def check_critical(header: dict[str, object], understood: frozenset[str]) -> bool:
    """Whether the payload is base64url; Refused for a critical header that is not *understood* (RFC 7515, 4.1.11)."""
    critical = header.get("crit", [])
    if not isinstance(critical, list) or ("crit" in header and not critical):
        raise Refused("the list of critical headers is empty or no list")
    for name in critical:
        if not isinstance(name, str) or name not in understood:
            raise Refused(f"the critical header «{str(name)[:40]}» is not understood")
        if name not in header:
            raise Refused(f"the critical header «{name}» is missing")
    if len(set(critical)) != len(critical):
        raise Refused("a critical header is listed twice")
    encoded = header.get("b64", True)
    if not isinstance(encoded, bool) or ("b64" in header and "b64" not in critical):
        raise Refused("the header b64 must be true or false, and critical")
    return encoded


def payload_octets(text: str, encoded: bool) -> tuple[bytes, bytes]:
    """The sealed bytes, and the bytes that enter the signature."""
    try:
        octets = text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("the payload holds half a character (a lone surrogate)") from None
    return (algorithms.decode_base64(text, url=True), octets) if encoded else (octets, octets)


def _signed(entry: object) -> Signed:
    if not isinstance(entry, dict) or set(entry) - {"protected", "signature", "header", "payload"}:
        raise Refused("a signature has an unknown form")
    protected, signature, header = entry.get("protected"), entry.get("signature"), entry.get("header", {})
    if not isinstance(protected, str) or not protected or not isinstance(signature, str) or not signature:
        raise Refused("a signature is empty or has no protected header")
    if not isinstance(header, dict) or set(header) - {"etsiU"}:
        raise Refused("a signature has unprotected headers that must be protected")
    return Signed(protected, signature, header)
