"""Seal keys from a PKCS#12 file (RFC 7292): ``.p12`` or ``.pfx``."""

import warnings
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import HashAlgorithm
from cryptography.hazmat.primitives.serialization import pkcs12

from mctool.errors import SealError
from mctool.seals.keys import SealKey, issuers, scheme_of

_LARGEST_FILE = 1_000_000  # bytes; a key with a long chain takes about 20,000
_VERSION_3 = b"\x02\x01\x03"
# DER of keyBag and pkcs8ShroudedKeyBag: bag types stand in the clear, the library hands out one key only
_KEY_BAGS = tuple(bytes.fromhex("060b2a864886f70d010c0a01") + kind for kind in (b"\x01", b"\x02"))


def load_pkcs12(path: Path, password: str | None) -> SealKey:
    """Read the seal key and its certificates from *path*; *password* is None for a file without one.

    Raises SealError, in one line, when the file is missing or not PKCS#12, the password is wrong, or the
    file does not hold exactly one usable key with its certificate.
    """
    data = _read(path)
    try:
        content = _parse(data, password)
    except UnsupportedAlgorithm as error:
        raise SealError(f"{path} holds a key that seals cannot use: {error}") from None
    except ValueError:
        raise SealError(_why_unreadable(path, data, password)) from None
    if content.key is None:
        raise SealError(f"{path} holds no private key, only certificates")
    if sum(data.count(bag) for bag in _KEY_BAGS) > 1:
        raise SealError(f"{path} holds more than one private key; export the seal key into a file of its own")
    if content.cert is None:
        raise SealError(f"{path} holds a private key but not the certificate that belongs to it")
    certificate = content.cert.certificate
    scheme = scheme_of(certificate)
    signer: RsaSigner | EcSigner
    if isinstance(content.key, rsa.RSAPrivateKey):
        signer = RsaSigner(content.key, scheme.hash)
    elif isinstance(content.key, ec.EllipticCurvePrivateKey):
        signer = EcSigner(content.key, _ecdsa(scheme.hash))
    else:
        raise SealError(f"{path} holds a certificate that does not belong to its key")
    return SealKey(certificate, issuers(certificate, (ca.certificate for ca in content.additional_certs)), signer)


@dataclass(frozen=True)
class RsaSigner:
    """An RSA key in memory: RSASSA-PKCS1-v1_5."""

    key: rsa.RSAPrivateKey
    hash: HashAlgorithm

    def sign(self, data: bytes) -> bytes:
        return self.key.sign(data, PKCS1v15(), self.hash)


@dataclass(frozen=True)
class EcSigner:
    """A key on a NIST curve in memory: ECDSA, r and s side by side."""

    key: ec.EllipticCurvePrivateKey
    ecdsa: ec.ECDSA

    def sign(self, data: bytes) -> bytes:
        size = (self.key.key_size + 7) // 8
        r, s = decode_dss_signature(self.key.sign(data, self.ecdsa))
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        raise SealError(f"there is no seal file {path}") from None
    except OSError as error:
        raise SealError(f"the seal file {path} cannot be read: {error.strerror}") from None
    if len(data) > _LARGEST_FILE:
        raise SealError(f"{path} is too large for a seal file")
    return data


def _parse(data: bytes, password: str | None) -> pkcs12.PKCS12KeyAndCertificates:
    if password is not None and "\0" in password:
        raise ValueError("OpenSSL ends a password at a zero character")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # BER instead of DER, as some exporters write
        return pkcs12.load_pkcs12(data, None if password is None else password.encode())


def _why_unreadable(path: Path, data: bytes, password: str | None) -> str:
    if not (data[:1] == b"\x30" and _VERSION_3 in data[:16]):
        return f"{path} is not a PKCS#12 file (.p12, .pfx)"
    if password is None:
        return f"{path} needs its password"
    return f"wrong password for {path}, or the file is damaged"


def _ecdsa(hash_algorithm: HashAlgorithm) -> ec.ECDSA:
    """ECDSA with the nonce of RFC 6979 where OpenSSL can (3.2 and later), so that equal runs give equal seals."""
    try:
        return ec.ECDSA(hash_algorithm, deterministic_signing=True)
    except UnsupportedAlgorithm:
        return ec.ECDSA(hash_algorithm)
