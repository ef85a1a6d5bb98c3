"""Bytes of a table -> text: byte-order marks, UTF-8, UTF-16, and the two Windows encodings that exports still use."""

import codecs
from dataclasses import dataclass

from mctool.errors import MctoolError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
"""The mark of UTF-32 begins like that of UTF-16, so it is looked for first."""
_CENTRAL = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_WESTERN = frozenset("àáâãäçèéêëíîïñòóôõöùúûüœßÀÁÂÃÄÇÈÉÊËÍÎÏÑÒÓÔÕÖÙÚÛÜŒ")
_COMMON = frozenset("«»„“”‘’–—…•€§°\u00a0")
_NAMES = {"utf-8-sig": "utf-8", "windows-1250": "cp1250", "windows-1252": "cp1252", "utf-16": "utf-16"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and whether two encodings would have fitted equally well."""

    text: str
    encoding: str
    unclear: bool = False


def decode(content: bytes, encoding: str | None = None) -> Decoded:
    """The text in *content*; *encoding*, where somebody names it, is not questioned.

    Raises MctoolError when the bytes are not text in that encoding, or in none that exports use.
    """
    if encoding is not None:
        return _as_named(content, encoding)
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], name)
    wide = _without_mark(content)
    if wide is not None:
        return _strict(content, wide)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _eight_bits(content)


def _as_named(content: bytes, encoding: str) -> Decoded:
    name = _NAMES.get(encoding.lower(), encoding.lower())
    try:
        text = content.decode(name)
    except LookupError:
        raise MctoolError(
            f"«{encoding}» is no encoding; UTF-8, UTF-16, windows-1250 and windows-1252 are known"
        ) from None
    except UnicodeDecodeError:
        raise MctoolError(f"the file is not text in the encoding {encoding}") from None
    return Decoded(text.removeprefix("\ufeff"), name)


def _strict(content: bytes, name: str) -> Decoded:
    try:
        return Decoded(content.decode(name), name)
    except UnicodeDecodeError:
        raise MctoolError(f"the file begins as {name} text and does not go on so; is it cut off?") from None


def _without_mark(content: bytes) -> str | None:
    """UTF-16 without a mark: among mostly Latin letters every second byte is zero."""
    head = content[:4096]
    if len(head) < 4 or len(content) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else None


def _eight_bits(content: bytes) -> Decoded:
    """Windows-1250 or 1252, by the letters of Polish and of the western languages that each would give."""
    scores = {}
    for name, letters in (("cp1250", _CENTRAL), ("cp1252", _WESTERN)):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        others = [one for one in text if ord(one) > 127]
        scores[name] = sum(1 if one in letters else 0 if one in _COMMON else -2 for one in others), text
    if not scores or b"\0" in content:
        raise MctoolError("the file is no text; a table is CSV, XLSX, ODS or ELMO XML")
    ranked = sorted(scores.items(), key=lambda one: -one[1][0])
    (name, (best, text)), rest = ranked[0], ranked[1:]
    unclear = any(score == best and other != text for _, (score, other) in rest)
    return Decoded(text, name, unclear)
