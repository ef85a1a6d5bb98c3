"""Test seals: a key and certificates with which everything can be tried, and which say TEST everywhere."""

from datetime import datetime, timedelta
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from mctool.errors import SealError

KeyKind = Literal["p256", "rsa2048", "rsa3072", "rsa4096"]
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

_VALIDITY = timedelta(days=2 * 365)
_LONGEST_NAME = 64  # in O and CN; RFC 5280, appendix A, means characters, libraries count UTF-8 bytes


def new_test_seal(
    *,
    organization: str,
    organization_identifier: str,
    country_alpha2: str,
    key: KeyKind,
    now: datetime,
    password: str,
) -> tuple[bytes, bytes]:
    """A fresh test seal for an institution: the PKCS#12 file and the PEM certificate to trust.

    *organization_identifier* is the institution's eidas number, *country_alpha2* its ISO 3166-1 code. The
    seal certificate is valid for two years from *now* and issued by a root made for it alone, whose key is
    forgotten here: who trusts the PEM trusts this one seal. O and CN say TEST, and nothing claims a qualified
    certificate. Raises SealError for an empty password or identifier, or a country that is no alpha-2 code.
    """
    encryption = BestAvailableEncryption(_octets(password))
    if not organization_identifier:
        raise SealError("a seal needs the institution's eidas number")
    if not (len(country_alpha2) == 2 and country_alpha2.isascii() and country_alpha2.isalpha()):
        raise SealError(f"«{country_alpha2}» is not a country code of two letters (ISO 3166-1)")
    root_key, seal_key = ec.generate_private_key(ec.SECP256R1()), _generate(key)
    names = (organization, organization_identifier, country_alpha2.upper())
    root_name, seal_name = _subject("TEST root for", *names), _subject("TEST seal of", *names)
    start = now.replace(microsecond=0)

    root = (
        _certificate(root_name, root_name, root_key, start)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(root_key, SHA256())
    )
    certificate = (
        _certificate(seal_name, root_name, seal_key, start)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, SHA256())
    )
    file = pkcs12.serialize_key_and_certificates(b"TEST seal", seal_key, certificate, [root], encryption)
    return file, root.public_bytes(Encoding.PEM)


def _octets(password: str) -> bytes:
    try:
        octets = password.encode()
    except UnicodeEncodeError:
        raise SealError("the password of a seal file must be UTF-8 text") from None
    if not octets or b"\0" in octets:
        raise SealError("a seal file needs a password, without zero characters")
    return octets


def _generate(kind: KeyKind) -> PrivateKey:
    if kind == "p256":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=int(kind.removeprefix("rsa")))


def _subject(role: str, organization: str, identifier: str, country: str) -> x509.Name:
    # the Commission's software splits the subject's text at these two characters
    plain = " ".join(organization.replace(",", " ").replace("=", " ").split())
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, country),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _short(f"TEST {plain}")),
            x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, identifier),
            x509.NameAttribute(NameOID.COMMON_NAME, _short(f"{role} {plain}")),
        ]
    )


def _short(name: str) -> str:
    return name.encode()[:_LONGEST_NAME].decode(errors="ignore").strip()


def _certificate(subject: x509.Name, issuer: x509.Name, key: PrivateKey, start: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + _VALIDITY)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(**granted: bool) -> x509.KeyUsage:
    uses = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**(uses | granted))
