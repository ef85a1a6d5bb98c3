"""Signature timestamps from an RFC 3161 authority: somebody else states when a seal existed."""

import re
import time as clock
import urllib.error
import urllib.request
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cryptography import x509

from mctool.errors import MissingExtraError, SealError

if TYPE_CHECKING:
    from rfc3161_client import TimeStampRequest, TimeStampResponse

_SHA256 = "2.16.840.1.101.3.4.2.1"
_LARGEST_REPLY = 256 * 1024  # bytes; tokens with three certificates take about 7,000
_CLOCK_TOLERANCE = timedelta(minutes=5)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        """An authority answers at its own address or not at all."""


_OPENER = urllib.request.build_opener(_NoRedirects)


class TimestampAuthority:
    """An RFC 3161 authority at *url*, asked over the network once for every seal.

    Its certificate must lead to one of *anchors*, the roots that the institution trusts for time. *timeout*
    is in seconds, for one whole answer. Raises MissingExtraError without the extra «timestamp», and SealError
    without anchors or for a URL that is not http or https.
    """

    def __init__(self, url: str, *, anchors: Sequence[x509.Certificate], timeout: float = 10.0) -> None:
        try:
            import rfc3161_client  # noqa: F401
        except ImportError:
            raise MissingExtraError("timestamp", "a timestamp on the seal") from None
        if not _is_web_address(url):
            raise SealError(f"the timestamp authority «{url}» is not an http or https address")
        if not anchors:
            raise SealError(f"nobody is trusted for the time: give the root certificate of {url}")
        self.url = url
        self._anchors = tuple(dict.fromkeys(anchors))
        self._timeout = timeout

    def stamp(self, data: bytes, *, after: datetime) -> bytes:
        """The timestamp token (DER) over the SHA-256 of *data*, checked.

        *after* is the claimed signing time: a token that says the seal existed earlier is refused, as is one
        for other data, with another nonce, from an unfit, expired or foreign certificate, or none in time.
        Raises SealError, which names the authority.
        """
        from rfc3161_client import HashAlgorithm, PKIStatus, TimestampRequestBuilder, decode_timestamp_response

        request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
        reply = self._ask(request.as_bytes())
        try:
            response = decode_timestamp_response(reply)
        except ValueError:
            raise self._refusal("did not answer with an RFC 3161 timestamp") from None
        if response.status != PKIStatus.GRANTED:
            reason = "; ".join(response.status_string) or f"status {response.status}"
            raise self._refusal(f"refused: {reason}")
        self._check(request, response, data, after)
        return response.time_stamp_token()

    def _check(self, request: "TimeStampRequest", response: "TimeStampResponse", data: bytes, after: datetime) -> None:
        from rfc3161_client import VerificationError, VerifierBuilder

        builder = VerifierBuilder.from_request(request)
        for anchor in self._anchors:
            builder = builder.add_root_certificate(anchor)
        try:
            builder.build().verify_message(response, data)
        except (VerificationError, ValueError) as error:
            raise self._refusal(f"gave a timestamp that does not hold: {_short(error)}") from None
        if response.tst_info.message_imprint.hash_algorithm.dotted_string != _SHA256:
            raise self._refusal("gave a timestamp over another digest than SHA-256")
        if response.tst_info.gen_time < after - _CLOCK_TOLERANCE:
            stated, claimed = (t.astimezone(UTC).isoformat() for t in (response.tst_info.gen_time, after))
            raise self._refusal(f"states {stated}, before the signing time {claimed}")

    def _ask(self, query: bytes) -> bytes:
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            self.url,
            data=query,
            headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
        )
        deadline = clock.monotonic() + self._timeout
        try:
            with _OPENER.open(request, timeout=self._timeout) as response:
                return self._read(response, deadline)
        except TimeoutError:
            raise self._refusal(f"did not answer within {self._timeout:g} seconds") from None
        except urllib.error.HTTPError as error:
            error.close()
            raise self._refusal(f"answered {error.code} {error.reason}") from None
        except (OSError, HTTPException, ValueError) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise self._refusal(f"did not answer within {self._timeout:g} seconds") from None
            raise self._refusal(f"cannot be reached: {getattr(error, 'reason', error)}") from None

    def _read(self, response: HTTPResponse, deadline: float) -> bytes:
        reply = b""
        while part := response.read1(_LARGEST_REPLY):
            reply += part
            if len(reply) > _LARGEST_REPLY:
                raise self._refusal("answered with too much to be a timestamp")
            if clock.monotonic() > deadline:
                raise TimeoutError
        return reply

    def _refusal(self, what: str) -> SealError:
        return SealError(f"the timestamp authority {self.url} {what}; nothing was sealed")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        return False


def _short(error: Exception) -> str:
    """What OpenSSL found wrong, out of the stack of errors that it reports."""
    text = str(error)
    found = re.findall(r'Verify error: ([^"]+)"', text) or re.findall(r'reason: "([^"]+)"', text)
    return found[-1] if found else text
