"""What a sound seal proves, whatever its form: the certificate, the signing time, the level."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from cryptography import x509

from mctool.verification import algorithms, der
from mctool.verification.limits import MAX_CERTIFICATES
from mctool.verification.revocation import NO_DATA, RevocationData
from mctool.verification.trust import issued_by
from mctool.verification.verdicts import Refused


@dataclass(frozen=True)
class Timestamp:
    """A timestamp whose imprint and signature are sound; its certificate is still to be trusted."""

    time: datetime
    certificate: x509.Certificate
    carried: tuple[x509.Certificate, ...]


@dataclass(frozen=True)
class Seal:
    """A sound seal: nothing in it contradicts the file, but nobody has said yet whose certificate it is.

    *form* is ``XAdES`` or ``JAdES``; *level* is ``B``, ``T``, ``LT`` or ``LTA`` by what is in the file, or empty
    when the form falls short of the baseline; *carried* are further certificates of the file; *timestamps* are
    those over the signature value; *notes* say what else of it was judged or left out; *revocation* is
    what it carries for the long term.
    """

    form: str
    level: str
    algorithm: str
    certificate: x509.Certificate
    carried: tuple[x509.Certificate, ...]
    claimed_time: datetime | None
    timestamps: tuple[Timestamp, ...]
    notes: tuple[str, ...] = ()
    revocation: RevocationData = NO_DATA


def carried_chain(certificates: list[x509.Certificate], leaf: x509.Certificate) -> tuple[x509.Certificate, ...]:
    """The certificates beside *leaf*; Refused when one is no part of its chain (XML Signature, section 4.5.4)."""
    if len(certificates) > MAX_CERTIFICATES:
        raise Refused(f"the seal carries more than {MAX_CERTIFICATES} certificates")
    known, waiting = [leaf], [c for c in dict.fromkeys(certificates) if c != leaf]
    while waiting:
        found = [c for c in waiting if any(one.issuer == c.subject and issued_by(one, c) for one in known)]
        if not found:
            raise Refused("the seal carries a certificate that is no part of its chain")
        known.extend(found)
        waiting = [c for c in waiting if c not in found]
    return tuple(known[1:])


def check_issuer_serial(encoded: bytes, certificate: x509.Certificate, name: str) -> None:
    """Refused unless the DER ``IssuerSerial`` (RFC 5035) in *encoded* names *certificate*."""
    parts = der.decode(encoded).expect(der.SEQUENCE).children()
    if len(parts) != 2:
        raise Refused(f"{name} is not an issuer and serial number")
    names = parts[0].expect(der.SEQUENCE).children()
    if len(names) != 1 or names[0].tag != 0xA4:
        raise Refused(f"{name} does not name one issuer")
    if parts[1].integer() != certificate.serial_number or names[0].content != issuer_octets(certificate):
        raise Refused(f"{name} names another certificate than the one in the seal")


def check_digest(name: str, value: bytes, certificate: x509.Certificate, what: str) -> None:
    """Refused unless *value* is the digest of the certificate."""
    if not algorithms.same(value, algorithms.digest(name, certificate_octets(certificate))):
        raise Refused(f"{what} belongs to another certificate than the one in the seal")


@lru_cache(maxsize=4)  # asked again for every file of a cohort
def certificate_octets(certificate: x509.Certificate) -> bytes:
    """The DER encoding of a certificate."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)


def utc(time: datetime) -> datetime:
    """*time* in UTC; a time without zone is read as UTC."""
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


@lru_cache(maxsize=4)
def issuer_octets(certificate: x509.Certificate) -> bytes:
    """The issuer name as it is encoded in the certificate, byte for byte."""
    fields = der.decode(certificate.tbs_certificate_bytes).children()
    position = 3 if fields[0].tag == 0xA0 else 2
    return fields[position].encoding
