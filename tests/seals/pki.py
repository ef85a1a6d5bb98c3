"""A small public key infrastructure, made afresh in every test run: root, intermediate, seal certificates."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

NOW = datetime(2026, 5, 20, 10, 0, 0, tzinfo=UTC)
PASSWORD = "zażółć"
EIDAS = "VATPL-1234567890"
KINDS = ("rsa2048", "rsa3072", "rsa4096", "p256", "p384")

SUBJECT = {
    NameOID.COUNTRY_NAME: "PL",
    NameOID.ORGANIZATION_NAME: "Example University TEST",
    NameOID.ORGANIZATION_IDENTIFIER: EIDAS,
    NameOID.COMMON_NAME: "Example University seal",
}
_USES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def generate(kind: str) -> Any:
    """A private key of the kind that *kind* names, such as ``rsa2048`` or ``p256``."""
    if kind == "ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    if kind.startswith("rsa"):
        return rsa.generate_private_key(65537, int(kind[3:]))
    return ec.generate_private_key({"p256": ec.SECP256R1, "p384": ec.SECP384R1, "p521": ec.SECP521R1}[kind]())


def usage(*granted: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{use: use in granted for use in _USES})


def as_name(subject: dict[x509.ObjectIdentifier, str]) -> x509.Name:
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in subject.items()])


@dataclass(frozen=True)
class Issuer:
    """Somebody who issues certificates."""

    certificate: x509.Certificate
    key: Any

    def issue(
        self,
        public_key: Any,
        subject: dict[x509.ObjectIdentifier, str] | x509.Name,
        *extensions: tuple[x509.ExtensionType, bool],
        start: datetime = NOW - timedelta(days=1),
        end: datetime = NOW + timedelta(days=3650),
        serial: int | None = None,
    ) -> x509.Certificate:
        return _build(self.certificate.subject, self.key, public_key, subject, extensions, start, end, serial)


def _build(
    issuer: x509.Name,
    issuer_key: Any,
    public_key: Any,
    subject: dict[x509.ObjectIdentifier, str] | x509.Name,
    extensions: tuple[tuple[x509.ExtensionType, bool], ...],
    start: datetime,
    end: datetime,
    serial: int | None = None,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject if isinstance(subject, x509.Name) else as_name(subject))
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, SHA256())


AUTHORITY = (
    (x509.BasicConstraints(ca=True, path_length=None), True),
    (usage("key_cert_sign", "crl_sign"), True),
)
SEAL = (
    (x509.BasicConstraints(ca=False, path_length=None), True),
    (usage("digital_signature", "content_commitment"), True),
)
TIMESTAMPING = (
    (x509.BasicConstraints(ca=False, path_length=None), True),
    (usage("digital_signature", "content_commitment"), True),
    (x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.TIME_STAMPING]), True),
)


class Pki:
    """A root and an intermediate authority under it."""

    def __init__(self) -> None:
        long = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC))
        key, name = generate("p256"), {NameOID.COMMON_NAME: "TEST root", NameOID.COUNTRY_NAME: "PL"}
        self.root = Issuer(_build(as_name(name), key, key.public_key(), name, AUTHORITY, *long), key)
        key, name = generate("p256"), {NameOID.COMMON_NAME: "TEST żółw CA", NameOID.ORGANIZATION_NAME: "TEST"}
        certificate = self.root.issue(key.public_key(), name, *AUTHORITY, start=long[0], end=long[1])
        self.intermediate = Issuer(certificate, key)

    def pkcs12(self, key: Any, certificate: x509.Certificate | None, password: str = PASSWORD) -> bytes:
        """A PKCS#12 file with *key*, *certificate*, the intermediate and the root."""
        chain = [self.root.certificate, self.intermediate.certificate]
        encryption = BestAvailableEncryption(password.encode())
        return pkcs12.serialize_key_and_certificates(b"seal", key, certificate, chain, encryption)

    @property
    def root_pem(self) -> bytes:
        return self.root.certificate.public_bytes(Encoding.PEM)
