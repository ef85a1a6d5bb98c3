"""JAdES seals around JSON-LD: BASELINE-B, and BASELINE-T with a timestamp authority (ETSI TS 119 182-1).

The form is that of the Commission's files: JWS general JSON serialisation with an unencoded payload
(RFC 7515, 7.2.1; RFC 7797). It takes a few lines, so that one path serves keys in memory and on a token;
that it is right is for other people's libraries to say, in the tests and in our verifier.
"""

import base64
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from cryptography.hazmat.primitives.serialization import Encoding

from mctool.errors import SealError
from mctool.seals.keys import SealKey

if TYPE_CHECKING:
    from mctool.seals.timestamps import TimestampAuthority

_SEALED = re.compile(r'\s*\{\s*"payload"')  # how the official software tells a sealed file


class JsonSealer:
    """Seals JSON-LD documents with one key.

    *signing_time* names the header that carries it: ``iat``, which TS 119 182-1 V1.2.1 asks of seals made
    since July 2025, or ``sigT``, which the Commission's own files have. *timestamp* adds a signature
    timestamp to each seal (BASELINE-T).
    """

    def __init__(
        self,
        key: SealKey,
        *,
        signing_time: Literal["iat", "sigT"] = "iat",
        timestamp: "TimestampAuthority | None" = None,
    ) -> None:
        self._key = key
        self._signing_time = signing_time
        self._timestamp = timestamp
        certificates = [c.public_bytes(Encoding.DER) for c in (key.certificate, *key.chain)]
        self._header = {
            "alg": key.scheme.jws,
            "cty": "json",
            "kid": key.issuer_serial,
            "x5t#S256": _base64url(bytes.fromhex(key.fingerprint)),
            "x5c": [base64.b64encode(certificate).decode() for certificate in certificates],
            "typ": "jose+json",
            "b64": False,
        }

    def seal(self, document: str | bytes, *, time: datetime) -> bytes:
        """A JSON-LD document -> the sealed file, UTF-8, in which the document is the text of ``payload``.

        *time* is the claimed signing time, with its zone. Raises SealError when the document is not UTF-8 or
        is sealed already, or the authority gave no sound timestamp.
        """
        payload = _text(document)
        protected = _base64url(_compact(self._header | self._time_header(time)).encode())
        signature = _base64url(self._key.sign(f"{protected}.{payload}".encode()))
        seal: dict[str, object] = {"protected": protected}
        if self._timestamp is not None:
            token = self._timestamp.stamp(signature.encode(), after=time)
            seal["header"] = {"etsiU": [_signature_timestamp(token)]}
        seal["signature"] = signature
        return _compact({"payload": payload, "signatures": [seal]}).encode()

    def _time_header(self, time: datetime) -> dict[str, object]:
        """The signing time and the headers that a reader must understand; ``iat`` is not to be among them."""
        if self._signing_time == "iat":
            return {"iat": int(time.timestamp()), "crit": ["b64"]}
        text = time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"sigT": text, "crit": ["b64", "sigT"]}


def _text(document: str | bytes) -> str:
    try:
        text = document if isinstance(document, str) else document.decode()
        text.encode()  # a lone surrogate has no UTF-8 form, so nobody could check the seal
    except UnicodeError:
        raise SealError("the document to be sealed is not UTF-8 text") from None
    if not text.lstrip().startswith("{"):
        raise SealError("the document to be sealed is not a JSON object")
    if _SEALED.match(text):
        raise SealError("the document is sealed already")
    return text


def _signature_timestamp(token: bytes) -> str:
    """One entry of ``etsiU``: a signature timestamp (TS 119 182-1, 5.3.4)."""
    value = {"sigTst": {"tstTokens": [{"val": base64.b64encode(token).decode()}]}}
    return _base64url(_compact(value).encode())


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
