"""The seal over a whole certificate PDF: a detached signature among its keywords, over the PDF with zeros there."""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime

from cryptography import x509

from mctool.verification import algorithms, jsonreading
from mctool.verification.seal import certificate_octets
from mctool.verification.verdicts import Refused

_TOKEN = re.compile(rb"mctool-seal:([A-Za-z0-9_-]{20,600})\.\.([A-Za-z0-9_-]{20,800})(?![A-Za-z0-9_.-])")
_KEYS = {"alg", "b64", "crit", "iat", "x5t#S256"}
_COPIES = 8  # the keyword stands in the document information and in its metadata


def verify_page(document: bytes, certificates: Iterable[x509.Certificate]) -> datetime | None:
    """The time that the seal over *document* claims; None when there is no such seal at all.

    *certificates* are those that sealed the attached files: the page must be sealed with one of them. Raises Refused
    when anything in the PDF is not as it was sealed.
    """
    found = list(_TOKEN.finditer(document))
    if not found:
        return None
    tokens = {match[0] for match in found}
    if len(tokens) != 1 or len(found) > _COPIES:
        raise Refused("the PDF carries several seals over itself")
    protected, signature = found[0][1], found[0][2]
    header = jsonreading.parse(algorithms.decode_base64(protected.decode(), url=True), "the seal of the PDF")
    if not isinstance(header, dict) or header.keys() != _KEYS or header["b64"] is not False:
        raise Refused("the seal of the PDF has another header than it should")
    if header["crit"] != ["b64"]:
        raise Refused("the seal of the PDF has a critical header that is not understood")
    certificate = _certificate(header["x5t#S256"], certificates)
    token = tokens.pop()
    zeros = token[: len(b"mctool-seal:")] + b"0" * (len(token) - len(b"mctool-seal:"))
    algorithms.verify(
        certificate,
        algorithms.of_jws(header["alg"]),
        algorithms.decode_base64(signature.decode(), url=True),
        protected + b"." + document.replace(token, zeros),
    )
    return _time(header["iat"])


def _certificate(thumbprint: object, certificates: Iterable[x509.Certificate]) -> x509.Certificate:
    wanted = algorithms.decode_base64(thumbprint, url=True) if isinstance(thumbprint, str) else b""
    for certificate in certificates:
        if algorithms.same(hashlib.sha256(certificate_octets(certificate)).digest(), wanted):
            return certificate
    raise Refused("the PDF is sealed with another certificate than the files in it")


def _time(seconds: object) -> datetime:
    if isinstance(seconds, int) and not isinstance(seconds, bool) and 0 < seconds < 1 << 33:
        return datetime.fromtimestamp(seconds, UTC)
    raise Refused("the seal of the PDF claims no readable time")
