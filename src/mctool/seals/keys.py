"""Seal keys: what signs, the certificate that says whose it is, and whether it is fit for the job."""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, HashAlgorithm
from cryptography.x509.oid import NameOID

from mctool.errors import SealError

SMALLEST_RSA_KEY = 2048  # bits; ETSI TS 119 312, and what the Europass tools accept
_TEST_MARK = re.compile(r"\bTEST\b")


@dataclass(frozen=True)
class Scheme:
    """How one kind of key signs: its names in JWS (RFC 7518) and XML Signature (RFC 9231), and its hash."""

    jws: str
    xml: str
    hash: HashAlgorithm


RSA_SHA256 = Scheme("RS256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", SHA256())
ECDSA_SHA256 = Scheme("ES256", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", SHA256())
ECDSA_SHA384 = Scheme("ES384", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", SHA384())


class Signer(Protocol):
    """What holds the private key, in memory or on a token."""

    def sign(self, data: bytes) -> bytes:
        """The bare signature of *data*: RSA PKCS#1 v1.5, or r and s side by side (RFC 7518, 3.4)."""
        ...


@dataclass(frozen=True)
class SealKey:
    """A private key that can sign, its certificate, and the issuers up to but not including the root.

    Loaded once for a run. A key in memory survives a fork; a key on a token opens its own session in
    every process. Raises SealError when the certificate lacks a name or belongs to another key.
    """

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    signer: Signer = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        for value, name in (
            (self.organization, "organization (O)"),
            (self.common_name, "common name (CN)"),
            (self.country, "country (C)"),
        ):
            if not value:
                raise SealError(f"the seal certificate lacks its {name}")
        probe = b"mctool: does this key belong to this certificate?"
        if not _verifies(self.certificate, self.scheme, probe, self.sign(probe)):
            raise SealError(f"the certificate of «{self.common_name}» does not belong to the private key")

    def sign(self, data: bytes) -> bytes:
        """The bare signature of *data*, as Signer says, with the scheme of this key."""
        return self.signer.sign(data)

    @cached_property
    def scheme(self) -> Scheme:
        return scheme_of(self.certificate)

    @property
    def key_name(self) -> str:
        """Kind and size of the key, such as ``RSA-3072`` or ``P-256``."""
        public_key = self.certificate.public_key()
        if isinstance(public_key, rsa.RSAPublicKey):
            return f"RSA-{public_key.key_size}"
        return "P-256" if self.scheme is ECDSA_SHA256 else "P-384"

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, lower-case hexadecimal."""
        return self.certificate.fingerprint(SHA256()).hex()

    @property
    def organization(self) -> str:
        return _subject(self.certificate, NameOID.ORGANIZATION_NAME) or ""

    @property
    def common_name(self) -> str:
        return _subject(self.certificate, NameOID.COMMON_NAME) or ""

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2, as certificates have it (``PL``, where Europass says ``POL``)."""
        return _subject(self.certificate, NameOID.COUNTRY_NAME) or ""

    @property
    def organization_identifier(self) -> str | None:
        """OID 2.5.4.97, in the form of ETSI EN 319 412-1, 5.1.4, such as ``VATPL-1234567890``."""
        return _subject(self.certificate, NameOID.ORGANIZATION_IDENTIFIER)

    @property
    def is_test(self) -> bool:
        """Whether the certificate itself says, in O or CN, that its seals are for tests only."""
        return bool(_TEST_MARK.search(self.organization) or _TEST_MARK.search(self.common_name))

    @property
    def not_before(self) -> datetime:
        return self.certificate.not_valid_before_utc

    @property
    def not_after(self) -> datetime:
        return self.certificate.not_valid_after_utc

    @cached_property
    def issuer_serial(self) -> str:
        """Issuer and serial number as base64 of a DER ``IssuerSerial`` (RFC 5035), for both seal formats."""
        directory_name = _der(0xA4, self.certificate.issuer.public_bytes())
        serial = self.certificate.serial_number
        integer = _der(0x02, serial.to_bytes(serial.bit_length() // 8 + 1, "big"))
        return base64.b64encode(_der(0x30, _der(0x30, directory_name) + integer)).decode()


def scheme_of(certificate: x509.Certificate) -> Scheme:
    """The scheme for the certificate's key. Raises SealError for a key that Europass seals cannot use."""
    public_key = certificate.public_key()
    if isinstance(public_key, rsa.RSAPublicKey):
        if public_key.key_size < SMALLEST_RSA_KEY:
            raise SealError(
                f"the seal key is RSA with {public_key.key_size} bits: at least {SMALLEST_RSA_KEY} are needed"
            )
        return RSA_SHA256
    if isinstance(public_key, ec.EllipticCurvePublicKey):
        if isinstance(public_key.curve, ec.SECP256R1):
            return ECDSA_SHA256
        if isinstance(public_key.curve, ec.SECP384R1):
            return ECDSA_SHA384
        kind = f"on the curve {public_key.curve.name}"
    else:
        kind = type(public_key).__name__.removesuffix("PublicKey").lstrip("_")
    raise SealError(f"the seal key is {kind}: use RSA, P-256 or P-384")


def issuers(certificate: x509.Certificate, others: Iterable[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """The issuers of *certificate* found among *others*, nearest first, without the root."""
    known = list(others)
    found: list[x509.Certificate] = []
    current = certificate
    while issuer := next((other for other in known if _issued(other, current)), None):
        if issuer.issuer == issuer.subject or issuer in found:
            break
        found.append(issuer)
        current = issuer
    return tuple(found)


def check_fitness(key: SealKey, *, now: datetime, eidas_number: str) -> None:
    """Refuse a certificate that others would not accept on the institution's credentials.

    *now* is when the seals are made; *eidas_number* is the institution's, from the workspace.
    Raises SealError when the certificate is not valid at that time, is not meant for signatures, or names
    another organization. That the key is strong enough was settled when it was loaded.
    """
    whose = f"the seal certificate of «{key.common_name}»"
    if now < key.not_before:
        raise SealError(f"{whose} is valid only from {_utc(key.not_before)}; it is {_utc(now)}")
    if now > key.not_after:
        raise SealError(f"{whose} expired on {_utc(key.not_after)}; it is {_utc(now)}")
    try:
        usage = key.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        raise SealError(f"{whose} does not say what the key may be used for (key usage)") from None
    if not (usage.digital_signature or usage.content_commitment):
        raise SealError(f"{whose} is not for seals: its key usage lacks digitalSignature and nonRepudiation")
    if key.organization_identifier is None:
        raise SealError(f"{whose} lacks its organizationIdentifier (2.5.4.97), which must be {eidas_number}")
    if key.organization_identifier != eidas_number:
        raise SealError(f"{whose} is for {key.organization_identifier}, but the institution is {eidas_number} (eidas)")


def _utc(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _subject(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str | None:
    values = certificate.subject.get_attributes_for_oid(oid)
    if len(values) > 1:
        raise SealError(f"the seal certificate has more than one {oid.dotted_string} in its subject")
    return str(values[0].value) if values else None


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _verifies(certificate: x509.Certificate, scheme: Scheme, data: bytes, signature: bytes) -> bool:
    public_key = certificate.public_key()
    try:
        if isinstance(public_key, rsa.RSAPublicKey):
            public_key.verify(signature, data, padding.PKCS1v15(), scheme.hash)
        elif isinstance(public_key, ec.EllipticCurvePublicKey):
            public_key.verify(ecdsa_der(signature), data, ec.ECDSA(scheme.hash))
    except InvalidSignature:
        return False
    return True


def ecdsa_der(signature: bytes) -> bytes:
    """r and s side by side -> the DER form that X.509 software wants."""
    half = len(signature) // 2
    return encode_dss_signature(int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))


def _der(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    size = (length.bit_length() + 7) // 8
    return bytes((tag, 0x80 | size)) + length.to_bytes(size, "big") + content
