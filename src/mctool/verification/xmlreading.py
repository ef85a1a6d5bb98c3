"""Reads XML of strangers: no document type, no entities, no inclusion, no network, no more than it may cost."""

import re
from typing import cast

from lxml import etree

from mctool.verification.limits import MAX_FILE_BYTES, MAX_NAMESPACES, MAX_NODES
from mctool.verification.verdicts import Refused

_XINCLUDE = b"http://www.w3.org/2001/XInclude"
_BOM = b"\xef\xbb\xbf"
_DECLARATION = re.compile(
    rb"<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*[\"']1\.0[\"']"
    rb"([ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*[\"'](?P<encoding>[A-Za-z0-9._-]+)[\"'])?"
    rb"([ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*[\"'](yes|no)[\"'])?[ \t\r\n]*\?>"
)
_PROLOG_ITEM = re.compile(rb"[ \t\r\n]+|<!--.*?-->", re.DOTALL)
_INSTANCE = b"http://www.w3.org/2001/XMLSchema-instance"
_SWAPPED = etree.XPath("//*[@i:type]", namespaces={"i": _INSTANCE.decode()})
_INSTRUCTIONS = etree.XPath("boolean(//processing-instruction())")


def parse(data: bytes) -> etree._Element:
    """The root element of an XML document in UTF-8.

    Comments are dropped, so that text around one is whole. Refused: any document type declaration, processing
    instruction, XInclude or ``xsi:type``, other encodings, and documents above the limits.
    """
    if len(data) > MAX_FILE_BYTES:
        raise Refused(f"the file is larger than {MAX_FILE_BYTES // 1_000_000} MB")
    _refuse_prolog(data)
    if _XINCLUDE in data:
        raise Refused("the file asks for other files to be included (XInclude)")
    most = 2 * MAX_NODES
    if len(data) > most and (data.count(b"<") > most or data.count(b"=") > most + len(data) // 8):
        raise Refused(f"the file has more than {MAX_NODES} elements or attributes")
    if data.count(b"xmlns") > MAX_NAMESPACES:
        raise Refused(f"the file declares more than {MAX_NAMESPACES} namespaces")
    root = _parse(data)
    _refuse_content(root, data)
    return root


def _refuse_prolog(data: bytes) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("the file is not in UTF-8") from None
    position = len(_BOM) if data.startswith(_BOM) else 0
    if data.startswith(b"<?xml", position):
        declaration = _DECLARATION.match(data, position)
        if declaration is None:
            raise Refused("the XML declaration is not one of XML 1.0")
        if (declaration["encoding"] or b"UTF-8").upper() != b"UTF-8":
            raise Refused("the file declares another encoding than UTF-8")
        position = declaration.end()
    while item := _PROLOG_ITEM.match(data, position):
        position = item.end()
    if data.startswith(b"<!", position):
        raise Refused("the file has a document type declaration (DOCTYPE)")
    if data.startswith(b"<?", position):
        raise Refused("the file has a processing instruction")


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        remove_comments=True,
        huge_tree=False,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(f"the file is not well-formed XML: {_one_line(str(error))}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused("the file has a document type declaration (DOCTYPE)")
    return root


def _refuse_content(root: etree._Element, data: bytes) -> None:
    if b"<?" in data and _INSTRUCTIONS(root):
        raise Refused("the file has a processing instruction")
    if _INSTANCE in data and b":type" in data:
        for element in cast(list[etree._Element], _SWAPPED(root)):
            raise Refused(f"line {element.sourceline}: xsi:type swaps the type of an element")


def _one_line(text: str) -> str:
    """The parser's words without its advice to lift its limits."""
    plain = re.sub(r",? (use|try) XML_PARSE_HUGE( option)?| \(<string>.*", "", " ".join(text.split()))
    return plain[:200]
