"""Bytes that no seal covers.

A seal on XML covers the canonical form, a seal on JSON the payload and the protected header. White space inside a
tag, the case of ``&#xD;``, a comment, an unused namespace: such bytes can change while the seal stays sound. No
issuer writes them oddly, so a file that shows such a place was touched after sealing, and mctool does not call it
valid.
"""

import re

_XML_ODDITIES = (
    (re.compile(rb"<!--"), "a comment"),
    (re.compile(rb"\r(?!\n)"), "a lone carriage return"),
    (re.compile(rb"&#x[0-9A-F]*[a-f]"), "a character reference in lower-case hexadecimal"),
)
_SPACED_TAG = re.compile(rb"<(?![!?])[^\s<>]+\s(?:[^<>\"']*(?:\"[^\"<]*\"|'[^'<]*'))*[^<>\"']*>")
_FROM_TAG = re.compile(rb"<[^<]*>")  # a tag, and the text after it up to its last «>»
_CDATA = re.compile(rb"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_ODD_SPACES = tuple(re.compile(odd) for odd in (rb"\t", rb"\n", rb"\r", rb"  ", rb" =", rb"= ", rb" >"))
"""One of them is in every unusual tag; ``re`` finds two bytes several times faster than ``in`` does."""
_SUSPECT = re.compile(rb"[\t\n\r]|  | =|= |^</")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_LINE_INDENT = re.compile(rb"\r?\n(?: +|\t+)")
_DECLARATION = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=(?:\"1\.0\"|'1\.0')(?: encoding=(?:\"(?:UTF|utf)-8\"|'(?:UTF|utf)-8'))?"
    rb"(?: standalone=(?:\"(?:yes|no)\"|'(?:yes|no)'))? ?\?>)?(?:\r?\n)*<[^?\s]"
)
_PREFIX = re.compile(rb"xmlns(?<=\sxmlns):([^\s=]+)=(?:\"([^\"]*)\"|'([^']*)')")
_USUAL_PREFIXES = {
    b"ds": {b"http://www.w3.org/2000/09/xmldsig#"},
    b"xades": {b"http://uri.etsi.org/01903/v1.3.2#"},
    b"xades132": {b"http://uri.etsi.org/01903/v1.3.2#"},
    b"xades141": {b"http://uri.etsi.org/01903/v1.4.1#"},
    b"xsi": {b"http://www.w3.org/2001/XMLSchema-instance"},
    b"xs": {b"http://www.w3.org/2001/XMLSchema"},
    b"vp": {b"http://data.europa.eu/snb/vp", b"http://data.europa.eu/europass/model/vp/w3c#"},
    b"vpp": {b"http://data.europa.eu/snb/vp"},
    b"cred": {b"http://data.europa.eu/europass/model/credentials/w3c#"},
    b"edci": {b"http://data.europa.eu/europass/model/credentials#"},
    b"eup": {b"http://data.europa.eu/snb", b"http://data.europa.eu/europass/model/credentials#"},
}
_NUMBERED = re.compile(rb"ns\d+")  # as Java names prefixes, also those that it then does not use
_USUAL_NAMES = frozenset().union(*_USUAL_PREFIXES.values())
_JSON_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_JSON_SPACE = re.compile(rb"[ \t\r\n]+")
_JSON_PLAIN_SPACE = re.compile(rb" |\r?\n(?: +|\t+)?")
_JSON_ESCAPED = re.compile(rb"\\u")
_JSON_GAP = re.compile(rb"  ")
_JSON_ESCAPE = re.compile(rb"(?<!\\)(?:\\\\)*\\u([0-9A-Fa-f]{4})")


def xml_oddity(data: bytes) -> str | None:
    """The first place of an XML file where bytes may have changed under a sound seal, in words; None when none."""
    tags = _CDATA.sub(_blank, data) if b"<![CDATA[" in data else data
    for pattern, words in _XML_ODDITIES:
        if found := pattern.search(tags):
            return _at(data, found.start(), words)
    if not _DECLARATION.match(data):
        return _at(data, 0, "unusual white space around the XML declaration")
    end = data.rstrip(b"\r\n")
    if not end.endswith(b">") or data[len(end) :] not in (b"", b"\n", b"\r\n"):
        return _at(data, len(end), "unusual white space after the last element")
    together = b"".join(set(_FROM_TAG.findall(tags)))
    if any(space.search(together) for space in _ODD_SPACES):
        for tag in set(_SPACED_TAG.findall(tags)):
            if _unusual(tag):
                return _at(data, data.find(tag), "unusual white space inside a tag")
    return _prefix_oddity(data)


def _blank(section: re.Match[bytes]) -> bytes:
    """As many bytes as a CDATA section, in which only a lone carriage return stays odd."""
    return re.sub(rb"[^\r\n]", b" ", section[0])


def json_oddity(data: bytes) -> str | None:
    """The same for the JSON around a payload."""
    if _JSON_ESCAPED.search(data):
        digits = b"".join(escape[1] for escape in _JSON_ESCAPE.finditer(data))
        if digits.upper() != digits != digits.lower():
            return "Unicode escapes in both cases"
    if not (b"\t" in data or b"\r" in data or b"\n" in data or _JSON_GAP.search(data)):
        return None
    for gap in _JSON_STRING.split(data):
        for space in _JSON_SPACE.findall(gap):
            if not _JSON_PLAIN_SPACE.fullmatch(space):
                return "unusual white space in the JSON around the payload"
    return None


def _prefix_oddity(data: bytes) -> str | None:
    """A namespace prefix that nothing uses: exclusive canonicalisation leaves its declaration out."""
    for declared in _PREFIX.finditer(data):
        prefix, name = declared[1], declared[2] or declared[3]
        if prefix in _USUAL_PREFIXES:
            if name not in _USUAL_PREFIXES[prefix]:
                return _at(data, declared.start(), "a usual namespace prefix with an unusual meaning")
        elif _NUMBERED.fullmatch(prefix) and name in _USUAL_NAMES:
            continue
        elif not re.search(rb"[<\s/]" + re.escape(prefix) + rb":", data):
            return _at(data, declared.start(), "a namespace prefix that nothing uses")
    return None


def _unusual(tag: bytes) -> bool:
    if not _SUSPECT.search(tag):
        return False
    if any(set(quoted) & set(b"\t\n\r") for quoted in _QUOTED.findall(tag)):
        return True
    rest = _QUOTED.sub(b"Q", tag)
    spaces = re.findall(rb"\s+", rest)
    return re.search(rb"\s=|=\s|^</[^>]*\s", rest) is not None or any(
        space != b" " and not _LINE_INDENT.fullmatch(space) for space in spaces
    )


def _at(data: bytes, position: int, words: str) -> str:
    line = data.count(b"\n", 0, position) + 1
    return f"line {line}: {words}"
