"""Forms of values that both formats share: durations, coded values, pictures, links."""

import binascii
import re

from mctool.verification.faults import Faults, quote

_DURATION = re.compile(r"-?P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", re.ASCII)
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


def check_duration(faults: Faults, place: str, text: str) -> None:
    """An ``xsd:duration`` that is not negative; months alone are probably meant as minutes or hours."""
    found = _DURATION.fullmatch(text)
    if found is None or text.startswith("-"):
        faults.error(place, f"{quote(text)} is no duration")
    elif found[2] and not (found[1] or found[3] or found[4]) and int(found[2][:-1]) > 24:
        faults.remark(place, f"{quote(text)} means {found[2][:-1]} months; hours would be «PT…H»")


def check_coded(
    faults: Faults, place: str, name: str, uri: str | None, scheme: str | None, opened: frozenset[str] = OPEN
) -> None:
    """A coded value of the EU list *name*: an unknown one is odd, one of another list is wrong.

    Where the official schemas leave the list open (*opened*), issuers take liberties, so there another list is odd
    too; but a mode of learning and a type of assessment are so easily swapped that this is always wrong.
    """
    from mctool.vocabularies import lists

    members = lists.concepts(name)
    if uri is None or not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", uri):
        faults.error(place, f"{quote(uri or '')} is no URI of the list «{name}»")
    elif lists.find(name, uri) is not None and "://" in uri:
        if scheme is not None and scheme != members[0].scheme:
            tell = faults.remark if name in opened else faults.error
            tell(place, f"{quote(uri)} is said to be of the list {quote(scheme)}, but is of «{name}»")
    elif uri.startswith(members[0].uri.rpartition("/")[0] + "/"):
        faults.remark(place, f"{quote(uri)} is not in the list «{name}» as mctool knows it")
    elif uri.startswith(_EU):
        swapped = name in _SWAPPED and uri.startswith(_SWAPPED[name])
        tell = faults.remark if name in opened and not swapped else faults.error
        tell(place, f"{quote(uri)} is not of the list «{name}»")
    else:
        faults.remark(place, f"{quote(uri)} is a private value instead of one of the list «{name}»")


def check_content(faults: Faults, place: str, text: str, type_uri: str | None) -> None:
    """The base64 content of a picture or file, and that it is of the type that is stated."""
    data = _decode(text) or _decode("".join(text.split()))
    if data is None:
        faults.error(place, "the content is not base64")
        return
    magic = _MAGIC.get((type_uri or "").rpartition("/")[2].upper())
    if not data:
        faults.error(place, "the content is empty")
    elif magic and not data.startswith(magic):
        faults.remark(place, f"the content is not of the type {quote(type_uri)}")


def _decode(text: str) -> bytes | None:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except (ValueError, binascii.Error):
        return None


def check_link(faults: Faults, place: str, text: str) -> None:
    """A link for people: only to the web."""
    if not re.match(r"https?://", text):
        faults.error(place, f"{quote(text)} is no web address")
