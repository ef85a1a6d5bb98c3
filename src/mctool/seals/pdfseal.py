"""A seal over every byte of a certificate PDF, kept where PDF/A lets text stand: among the document's keywords.

The files attached to a certificate are sealed by themselves, but its page is not, and the page is what people look at.
So the PDF is made with a keyword of zeros; the seal, a detached JSON Web Signature (RFC 7515, appendix F, with the
unencoded payload of RFC 7797) over the PDF with the zeros in it, then takes their place, byte for byte.
"""

import base64
import json
from datetime import datetime

from mctool.errors import SealError
from mctool.seals.keys import SealKey

PREFIX = "mctool-seal:"


class PdfSealer:
    """Seals PDF certificates with one key."""

    def __init__(self, key: SealKey) -> None:
        """*key* is the one that seals the attached files; the seal names its certificate and does not repeat it."""
        self._key = key
        probe = self._token(b"", 1_000_000_000)
        self.placeholder = PREFIX + "0" * len(probe)
        """The keyword to make the PDF with."""

    def seal(self, document: bytes, *, time: datetime) -> bytes:
        """The PDF *document*, made with the placeholder among its keywords, sealed at *time* (with its zone).

        Raises SealError when the placeholder is not in it.
        """
        placeholder = self.placeholder.encode()
        if placeholder not in document:
            raise SealError("the certificate lacks the keyword that its seal goes into; the template must keep it")
        token = self._token(document, int(time.timestamp())).encode()
        return document.replace(placeholder, PREFIX.encode() + token)

    def _token(self, document: bytes, seconds: int) -> str:
        header = {
            "alg": self._key.scheme.jws,
            "b64": False,
            "crit": ["b64"],
            "iat": seconds,
            "x5t#S256": _base64url(bytes.fromhex(self._key.fingerprint)),
        }
        protected = _base64url(json.dumps(header, separators=(",", ":")).encode())
        signature = self._key.sign(protected.encode() + b"." + document)
        return f"{protected}..{_base64url(signature)}"


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
