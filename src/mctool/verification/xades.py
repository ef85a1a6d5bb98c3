"""XAdES seals on Europass XML (ETSI EN 319 132-1), as mctool, the Commission's software and others write them."""

import re
from dataclasses import dataclass

from lxml import etree

from mctool.verification import algorithms, keyinfo, xadesproperties, xadestimestamps, xmldsig
from mctool.verification.seal import Seal, carried_chain
from mctool.verification.verdicts import Refused, Undecided
from mctool.verification.xadesproperties import XADES
from mctool.verification.xmldsig import DS, Reference, base64_text, local, only_child

_SIGNED_PROPERTIES_TYPES = ("http://uri.etsi.org/01903#SignedProperties", f"{XADES}SignedProperties")
_OLDER_PROPERTIES = re.compile(r"\{http://uri\.etsi\.org/01903/v1\.[12]\.\d#\}QualifyingProperties")
_SEAL_PARTS = (
    ["SignedInfo", "SignatureValue", "KeyInfo", "Object"],
    ["SignedInfo", "SignatureValue", "Object"],
)


@dataclass(frozen=True)
class _Properties:
    signed: etree._Element
    unsigned: etree._Element | None


@dataclass(frozen=True)
class _Covered:
    """The references of a seal by what they cover: the document, the signed properties, and KeyInfo if that is."""

    data: Reference
    own: Reference
    key_info: Reference | None


def verify(signature: etree._Element, document: etree._Element) -> Seal:
    """Verifies a ``ds:Signature`` that stands inside *document*, the root of a tree.

    Afterwards it is taken out of the tree, with every other signature that it leaves out: what is left is exactly
    what was sealed. Raises Refused with the reason when anything is wrong, Undecided when it is of a form too old.
    """
    if [local(child) for child in signature] not in _SEAL_PARTS:
        raise Refused("the seal does not have the usual parts: SignedInfo, SignatureValue, KeyInfo, one Object")
    _refuse_strays(signature)
    properties = _properties(signature)
    info = xmldsig.read_signed_info(signature)
    covered = _sort_references(info.references, properties.signed, signature)
    octets = _check_own_parts(covered, properties.signed, signature)
    certificates = keyinfo.certificates(signature)
    leaf = xadesproperties.signing_certificate(properties.signed, certificates)
    carried = carried_chain(certificates, leaf)
    keyinfo.check(signature, leaf, certificates)
    value = base64_text(only_child(signature, "SignatureValue"))
    algorithms.verify(leaf, info.algorithm, value, info.octets)
    xadesproperties.check_data_format(properties.signed, info.references)
    time = xadesproperties.signing_time(properties.signed)
    stamps = xadestimestamps.verify(properties.unsigned, signature)
    archive = xadestimestamps.archived_parts(properties.unsigned, signature)
    revocation = xadestimestamps.revocation_data(properties.unsigned)
    for one in [signature] if covered.data.removes == "own" else list(document.iter(xmldsig.SIGNATURE)):
        take_out(one)
    octets[covered.data] = xmldsig.canonical_octets(document, covered.data.canonical)
    _check_digest(covered.data, octets[covered.data], "the content")
    in_order = [octets[reference] for reference in info.references]
    content = b"".join(octets[reference] for reference in info.references if reference is not covered.own)
    remarks = (
        *stamps.remarks,
        *xadesproperties.content_timestamp_remarks(properties.signed, content),
        *xadestimestamps.archive_remarks(archive, b"".join(in_order)),
    )
    return Seal("XAdES", stamps.level, str(info.algorithm), leaf, carried, time, stamps.found, remarks, revocation)


def _refuse_strays(signature: etree._Element) -> None:
    """Text, attributes and elements where none belong could carry anything, since no reference covers them."""
    allowed = {
        "SignedInfo",
        "KeyInfo",
        "X509Data",
        "Object",
        "KeyValue",
        "RSAKeyValue",
        f"{{{keyinfo.DSIG11}}}ECKeyValue",
    }
    for element in (signature, *(e for e in signature.iter() if local(e) in allowed)):
        for text in (element.text, *(child.tail for child in element)):
            if (text or "").strip():
                raise Refused(f"the seal has text inside {local(element)}")
    for element in (signature, *signature, *signature.iterfind(f"{{{DS}}}KeyInfo//*")):
        if strange := set(element.attrib) - {"Id", "URI"}:
            raise Refused(f"the seal has an unknown attribute {sorted(map(str, strange))[0]} on {local(element)}")


def _properties(signature: etree._Element) -> _Properties:
    children = list(only_child(signature, "Object"))
    for child in children:
        if _OLDER_PROPERTIES.fullmatch(str(child.tag)):
            raise Undecided("the seal is of a XAdES before 1.3.2, which mctool does not read")
    if len(children) != 1 or children[0].tag != f"{{{XADES}}}QualifyingProperties":
        raise Refused("the seal has no XAdES properties, or content beside them that nothing covers")
    qualifying = children[0]
    target = qualifying.get("Target")
    if not target or target != f"#{signature.get('Id')}":
        raise Refused("the XAdES properties belong to another signature (Target)")
    parts = [str(child.tag) for child in qualifying]
    signed, unsigned = f"{{{XADES}}}SignedProperties", f"{{{XADES}}}UnsignedProperties"
    if parts not in ([signed], [signed, unsigned]):
        raise Refused("the XAdES properties do not have the usual parts")
    return _Properties(qualifying[0], qualifying[1] if len(parts) == 2 else None)


def _sort_references(references: tuple[Reference, ...], signed: etree._Element, signature: etree._Element) -> _Covered:
    """One reference to the document, one to the signed properties, perhaps one to KeyInfo; Refused for any other."""
    key_info = signature.find(f"{{{DS}}}KeyInfo")
    data = [r for r in references if r.uri == ""]
    own = [r for r in references if r.uri == _pointer(signed) and r.type in _SIGNED_PROPERTIES_TYPES]
    key = [r for r in references if key_info is not None and r.uri == _pointer(key_info)]
    if len(data) != 1:
        raise Refused(f"the seal has {len(data)} references to the document where one belongs")
    if len(own) != 1:
        raise Refused("the seal does not cover its own properties: signing time and certificate are unprotected")
    if len(key) > 1 or len(references) != 2 + len(key):
        raise Refused("the seal refers to something that is neither the document nor its own properties")
    if not data[0].removes or any(r.removes for r in (*own, *key)):
        raise Refused("the transforms of the seal do not select the document without its seal")
    _check_ids(signature, signed)
    return _Covered(data[0], own[0], key[0] if key else None)


def _check_own_parts(covered: _Covered, signed: etree._Element, signature: etree._Element) -> dict[Reference, bytes]:
    """The canonical form of what the seal covers inside itself; Refused when one was changed."""
    octets: dict[Reference, bytes] = {}
    parts = ((covered.own, signed), (covered.key_info, signature.find(f"{{{DS}}}KeyInfo")))
    for reference, element in parts:
        if reference is not None and element is not None:
            octets[reference] = xmldsig.canonical_octets(element, reference.canonical)
            _check_digest(reference, octets[reference], local(element))
    return octets


def _pointer(element: etree._Element) -> str | None:
    identifier = element.get("Id")
    return f"#{identifier}" if identifier else None


def _check_ids(signature: etree._Element, signed: etree._Element) -> None:
    """What the seal points to must bear an Id that is unique in the whole file, whatever the attribute is called."""
    parts = (signature, signed, *signature.iterfind(f"{{{DS}}}KeyInfo"))
    pointed = {identifier for part in parts if (identifier := part.get("Id"))}
    bearing = [element for element in signature.getroottree().iter() if not pointed.isdisjoint(element.values())]
    found = [value for element in bearing for name, value in element.items() if value in pointed and _is_id(str(name))]
    if len(found) > len(pointed):
        raise Refused("two elements have the same Id, so what the seal points to is not certain")


def _is_id(name: str) -> bool:
    return name.rpartition("}")[2].lower() == "id"


def _check_digest(reference: Reference, octets: bytes, what: str) -> None:
    if not algorithms.same(reference.value, algorithms.digest(reference.digest, octets)):
        raise Refused(f"{what.removeprefix(f'{{{XADES}}}')} was changed after sealing: the digest differs")


def countersigns(signature: etree._Element) -> bool:
    """Whether a signature is not over the document, but over another signature, in whose properties it stands."""
    parent = signature.getparent()
    return parent is not None and parent.tag == f"{{{XADES}}}CounterSignature"


def take_out(signature: etree._Element) -> None:
    """Removes the signature and keeps the text that follows it."""
    parent = signature.getparent()
    if parent is None:
        raise Refused("the file is nothing but a seal")
    tail, before = signature.tail or "", signature.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(signature)
