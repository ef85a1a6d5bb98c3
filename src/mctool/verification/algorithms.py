"""The algorithms a seal may use, and the one place that verifies a signature value.

SHA-1, MD5, DSA, HMAC and RSA below 2048 bits are refused (ETSI TS 119 312).
"""

import base64
import binascii
import hmac
import warnings
from dataclasses import dataclass
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from mctool.verification import der
from mctool.verification.verdicts import Refused

_SHA2: dict[str, type[hashes.HashAlgorithm]] = {
    "SHA-256": hashes.SHA256,
    "SHA-384": hashes.SHA384,
    "SHA-512": hashes.SHA512,
}
_DIGEST_URIS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "SHA-256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "SHA-384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "SHA-512",
}
_DIGEST_OIDS = {
    "2.16.840.1.101.3.4.2.1": "SHA-256",
    "2.16.840.1.101.3.4.2.2": "SHA-384",
    "2.16.840.1.101.3.4.2.3": "SHA-512",
}
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_MORE_2007 = "http://www.w3.org/2007/05/xmldsig-more#"
_CURVES: dict[str, type[ec.EllipticCurve]] = {"P-256": ec.SECP256R1, "P-384": ec.SECP384R1, "P-521": ec.SECP521R1}
_CURVE_OF_ALG = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}


@dataclass(frozen=True)
class SignatureAlgorithm:
    """How a signature value is made: *family* ``RSA``, ``RSA-PSS`` or ``ECDSA``, *digest* as in ``SHA-256``.

    *curve* is set where the algorithm names one (JWS); XML Signature leaves it to the key.
    """

    family: str
    digest: str
    curve: str | None = None

    def __str__(self) -> str:
        return f"{self.family} with {self.digest}"


def digest(name: str, data: bytes) -> bytes:
    """The digest of *data* by ``SHA-256``, ``SHA-384`` or ``SHA-512``."""
    hasher = hashes.Hash(_SHA2[name]())
    hasher.update(data)
    return hasher.finalize()


def same(one: bytes, other: bytes) -> bool:
    """Whether two digests are equal."""
    return hmac.compare_digest(one, other)


def digest_of_uri(uri: str) -> str:
    """The name of an XML digest algorithm; Refused unless SHA-2."""
    try:
        return _DIGEST_URIS[uri]
    except KeyError:
        raise Refused(f"digest algorithm «{_short(uri)}» is not accepted") from None


def digest_of_oid(oid: str) -> str:
    """The name of an ASN.1 digest algorithm; Refused unless SHA-2."""
    try:
        return _DIGEST_OIDS[oid]
    except KeyError:
        raise Refused(f"digest algorithm {oid} is not accepted") from None


def of_uri(uri: str) -> SignatureAlgorithm:
    """An XML signature algorithm (RFC 9231); Refused unless RSA or ECDSA with SHA-2."""
    for bits in ("256", "384", "512"):
        name = f"SHA-{bits}"
        if uri == f"{_MORE}rsa-sha{bits}":
            return SignatureAlgorithm("RSA", name)
        if uri == f"{_MORE}ecdsa-sha{bits}":
            return SignatureAlgorithm("ECDSA", name)
        if uri == f"{_MORE_2007}sha{bits}-rsa-MGF1":
            return SignatureAlgorithm("RSA-PSS", name)
    raise Refused(f"signature algorithm «{_short(uri)}» is not accepted")


def of_jws(alg: object) -> SignatureAlgorithm:
    """A JWS ``alg`` (RFC 7518); Refused unless RS, PS or ES with 256, 384 or 512."""
    name = alg if isinstance(alg, str) else ""
    family = {"RS": "RSA", "PS": "RSA-PSS", "ES": "ECDSA"}.get(name[:2])
    if family is None or name[2:] not in ("256", "384", "512"):
        raise Refused(f"signature algorithm «{_short(str(alg))}» is not accepted")
    return SignatureAlgorithm(family, f"SHA-{name[2:]}", _CURVE_OF_ALG.get(name))


def verify(certificate: x509.Certificate, algorithm: SignatureAlgorithm, signature: bytes, data: bytes) -> None:
    """Verifies a signature value in the raw form of XML Signature and JWS (ECDSA: r and s, fixed length).

    Raises Refused when the key does not fit the algorithm, is too weak, or the value is wrong.
    """
    key = certificate.public_key()
    hash_algorithm = _SHA2[algorithm.digest]()
    try:
        if algorithm.family == "ECDSA":
            if not isinstance(key, ec.EllipticCurvePublicKey):
                raise Refused("the algorithm is ECDSA, but the certificate has another kind of key")
            key.verify(_ecdsa_to_der(key, algorithm, signature), data, ec.ECDSA(hash_algorithm))
        else:
            if not isinstance(key, rsa.RSAPublicKey):
                raise Refused("the algorithm is RSA, but the certificate has another kind of key")
            if key.key_size < 2048:
                raise Refused(f"an RSA key of {key.key_size} bits is too weak")
            if len(signature) != (key.key_size + 7) // 8:
                raise InvalidSignature
            key.verify(signature, data, _rsa_padding(algorithm, hash_algorithm), hash_algorithm)
    except InvalidSignature:
        raise Refused("the signature value does not belong to the signed data and this certificate") from None


def decode_base64(text: str, *, url: bool = False) -> bytes:
    """The bytes of base64 text in its one canonical form (*url*: base64url without padding); Refused else."""
    try:
        if url:
            if len(text) % 4 == 1:
                raise ValueError
            raw = text.encode("ascii")
            data = base64.b64decode(raw + b"=" * (-len(raw) % 4), altchars=b"-_", validate=True)
            again = base64.urlsafe_b64encode(data).rstrip(b"=")
        else:
            raw = text.encode("ascii")
            data = base64.b64decode(raw, validate=True)
            again = base64.b64encode(data)
    except (ValueError, binascii.Error):
        raise Refused("base64 data cannot be decoded") from None
    if again != raw:
        raise Refused("base64 data is not in its canonical form")
    return data


@lru_cache(maxsize=4)  # the files of a cohort all carry the same ones
def certificate_of_der(data: bytes) -> x509.Certificate:
    """A certificate of DER bytes, every part of which can be read; Refused when it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            certificate = x509.load_der_x509_certificate(data)
            _ = (certificate.public_key(), certificate.extensions, certificate.subject, certificate.issuer)
            _ = (certificate.not_valid_before_utc, certificate.not_valid_after_utc, certificate.serial_number)
            signature = der.decode(data).children()[2].expect(der.BIT_STRING)
            if signature.content[:1] != b"\0":
                raise ValueError  # bits that no signature covers
    except Exception as error:  # noqa: BLE001 — a parser of a hostile file may raise anything
        raise Refused(f"a certificate cannot be read ({type(error).__name__})") from None
    return certificate


def _rsa_padding(algorithm: SignatureAlgorithm, hash_algorithm: hashes.HashAlgorithm) -> padding.AsymmetricPadding:
    if algorithm.family == "RSA-PSS":
        return padding.PSS(padding.MGF1(hash_algorithm), hash_algorithm.digest_size)
    return padding.PKCS1v15()


def _ecdsa_to_der(key: ec.EllipticCurvePublicKey, algorithm: SignatureAlgorithm, signature: bytes) -> bytes:
    if not isinstance(key.curve, tuple(_CURVES.values())):
        raise Refused(f"curve {key.curve.name} is not accepted")
    if algorithm.curve and not isinstance(key.curve, _CURVES[algorithm.curve]):
        raise Refused(f"the algorithm wants curve {algorithm.curve}, but the certificate has {key.curve.name}")
    size = (key.curve.key_size + 7) // 8
    if len(signature) != 2 * size:
        raise Refused(f"an ECDSA value must have {2 * size} bytes, this has {len(signature)}")
    return encode_dss_signature(int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big"))


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
