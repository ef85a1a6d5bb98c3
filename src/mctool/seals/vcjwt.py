"""VC-JWT: a verifiable credential as the claims of a signed token (Open Badges 3.0, 8.2; RFC 7515, RFC 7519)."""

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from mctool.errors import SealError
from mctool.seals.keys import SealKey


class TokenSealer:
    """Seals credentials with one key; the header carries its public key and the certificates that say whose it is."""

    def __init__(self, key: SealKey) -> None:
        """*key* is the institution's seal."""
        self._key = key
        certificates = [one.public_bytes(Encoding.DER) for one in (key.certificate, *key.chain)]
        self._header = {
            "alg": key.scheme.jws, "typ": "JWT", "jwk": _jwk(key),
            "x5c": [base64.b64encode(one).decode() for one in certificates],
        }  # fmt: skip

    def seal(self, credential: Mapping[str, Any]) -> bytes:
        """The compact token of *credential* (VCDM 2.0), whose members are its claims beside the registered ones."""
        claims = {
            **credential,
            "iss": credential["issuer"]["id"],
            "sub": credential["credentialSubject"]["id"],
            "jti": credential["id"],
            "nbf": _seconds(credential["validFrom"]),
        }
        if "validUntil" in credential:
            claims["exp"] = _seconds(credential["validUntil"])
        signed = b".".join(_part(one) for one in (self._header, claims))
        return signed + b"." + _base64url(self._key.sign(signed))


def _jwk(key: SealKey) -> dict[str, str]:
    """The public key as a JSON Web Key (RFC 7518, section 6). Raises SealError for another kind of key."""
    public = key.certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        numbers = public.public_numbers()
        return {"kty": "RSA", "n": _integer(numbers.n), "e": _integer(numbers.e)}
    if isinstance(public, ec.EllipticCurvePublicKey):
        point, size = public.public_numbers(), (public.key_size + 7) // 8
        return {
            "kty": "EC", "crv": f"P-{public.key_size}", "x": _integer(point.x, size), "y": _integer(point.y, size),
        }  # fmt: skip
    raise SealError("the seal's key is neither RSA nor on a curve of NIST")


def _integer(value: int, size: int | None = None) -> str:
    return _base64url(value.to_bytes(size or (value.bit_length() + 7) // 8)).decode()


def _part(value: Mapping[str, Any]) -> bytes:
    return _base64url(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _base64url(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _seconds(written: str) -> int:
    return int(datetime.fromisoformat(written).timestamp())
