"""Forms of values that both formats share: durations, coded values, pictures, links."""

import binascii
import re
import string

from mctool.verification.faults import Oddity, quote
from mctool.vocabularies import lists

_DURATION = re.compile(r"-?P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", re.ASCII)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile(r"https?://")
_BASE64 = f"{string.ascii_letters}{string.digits}+/".encode()
_MAGIC = {
    "JPEG": (b"\xff\xd8\xff",),
    "JPG": (b"\xff\xd8\xff",),
    "PNG": (b"\x89PNG\r\n\x1a\n",),
    "GIF": (b"GIF87a", b"GIF89a"),
    "PDF": (b"%PDF-",),
}
OPEN = frozenset(
    {"learning-assessment-types", "learning-activity-types", "learning-opportunity-types", "entitlement-types"}
    | {"modes-of-learning-and-assessment", "supervision-and-id-verification", "education-credit-systems"}
    | {"content-encoding-types"}
)
_SWAPPED = {
    "learning-assessment-types": "http://data.europa.eu/snb/learning-assessment/",
    "modes-of-learning-and-assessment": "http://data.europa.eu/snb/assessment/",
}
_EU = ("http://data.europa.eu/snb/", "http://publications.europa.eu/resource/authority/")


def judge_duration(text: str) -> Oddity | None:
    """An ``xsd:duration`` that is not negative; months alone are probably meant as minutes or hours."""
    found = _DURATION.fullmatch(text)
    if found is None or text.startswith("-"):
        return Oddity(f"{quote(text)} is no duration")
    if found[2] and not (found[1] or found[3] or found[4]) and int(found[2][:-1]) > 24:
        return Oddity(f"{quote(text)} means {found[2][:-1]} months; hours would be «PT…H»", wrong=False)
    return None


def judge_coded(name: str, uri: str | None, scheme: str | None, opened: frozenset[str] = OPEN) -> Oddity | None:
    """A coded value of the EU list *name*: an unknown one is odd, one of another list is wrong.

    Where the official schemas leave the list open (*opened*), issuers take liberties, so there another list is odd
    too; but a mode of learning and a type of assessment are so easily swapped that this is always wrong.
    """
    known = lists.find(name, uri) if uri and "://" in uri else None
    if known is not None:
        if scheme is None or scheme == known.scheme:
            return None
        words = f"{quote(uri)} is said to be of the list {quote(scheme)}, but is of «{name}»"
        return Oddity(words, wrong=name not in opened)
    if uri is None or not _URI.match(uri):
        return Oddity(f"{quote(uri or '')} is no URI of the list «{name}»")
    if uri.startswith(lists.concepts(name)[0].uri.rpartition("/")[0] + "/"):
        return Oddity(f"{quote(uri)} is not in the list «{name}» as mctool knows it", wrong=False)
    if uri.startswith(_EU):
        swapped = name in _SWAPPED and uri.startswith(_SWAPPED[name])
        return Oddity(f"{quote(uri)} is not of the list «{name}»", wrong=swapped or name not in opened)
    return Oddity(f"{quote(uri)} is a private value instead of one of the list «{name}»", wrong=False)


def judge_content(text: str, type_uri: str | None) -> Oddity | None:
    """The base64 content of a picture or file, and that it is of the type that is stated."""
    start = _start(text)
    if start is None:
        start = _decode("".join(text.split()))
    if start is None:
        return Oddity("the content is not base64")
    if not start:
        return Oddity("the content is empty")
    magic = _MAGIC.get((type_uri or "").rpartition("/")[2].upper())
    if magic and not start.startswith(magic):
        return Oddity(f"the content is not of the type {quote(type_uri)}", wrong=False)
    return None


def _start(text: str) -> bytes | None:
    """The first bytes that base64 without white space stands for; None when ``_decode`` has to look at it."""
    if len(text) % 4 or not text.isascii():
        return None
    raw = text.encode("ascii")
    padding = raw.translate(None, _BASE64)  # what is left without the letters: several times faster than decoding
    return binascii.a2b_base64(raw[:32]) if padding in (b"", b"=", b"==") and raw.endswith(padding) else None


def _decode(text: str) -> bytes | None:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except (ValueError, binascii.Error):
        return None


def judge_link(text: str) -> Oddity | None:
    """A link for people: only to the web."""
    return None if _WEB.match(text) else Oddity(f"{quote(text)} is no web address")
