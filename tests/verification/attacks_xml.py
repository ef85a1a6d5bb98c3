"""Attacks on XML seals; each function makes the file of the case that bears its name in tests/cases/verify/xml.yaml."""

import base64
import hashlib
import re
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from tests.seals.pki import SEAL, SUBJECT, generate

from . import forge
from .credentials import XML
from .forge import DS, EXCLUSIVE, XADES, Signer, XmlForm, seal_xml
from .world import World

_EXCLUSIVE_LAST = f'<ds:Transform Algorithm="{EXCLUSIVE}"/>'
_SNB = "{http://data.europa.eu/snb}"


def _with(world: World, **changes: object) -> bytes:
    return world.xml(replace(XmlForm(), **changes))  # type: ignore[arg-type]


def _changed(data: bytes, old: str, new: str) -> bytes:
    changed = data.replace(old.encode(), new.encode(), 1)
    assert changed != data, old
    return changed


def _tree(data: bytes) -> tuple[etree._Element, etree._Element]:
    root = etree.fromstring(data)
    signature = next(root.iter(f"{{{DS}}}Signature"))
    return root, signature


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def content_changed(world: World) -> bytes:
    return _changed(world.xml(), "Distinction", "Excellence!")


def signing_time_changed(world: World) -> bytes:
    return _changed(world.xml(), "10:00:00Z</xades:SigningTime>", "10:00:01Z</xades:SigningTime>")


def digest_recomputed_for_changed_content(world: World) -> bytes:
    """The attacker also puts in the digest that the changed content has, which only the signature value betrays."""
    root, signature = _tree(content_changed(world))
    value = signature.find(f".//{{{DS}}}DigestValue")
    bare = deepcopy(root)
    for one in list(bare.iter(f"{{{DS}}}Signature")):
        one.getparent().remove(one)
    octets = etree.tostring(bare, method="c14n", exclusive=True)
    value.text = forge.b64(hashlib.sha256(octets).digest())
    return _bytes(root)


def re_indented_after_sealing(world: World) -> bytes:
    root = etree.fromstring(world.xml(), etree.XMLParser(remove_blank_text=True))
    etree.indent(root)
    return _bytes(root)


def seal_stripped(world: World) -> bytes:
    root, signature = _tree(world.xml())
    signature.getparent().remove(signature)
    return _changed(_bytes(root), "Distinction", "Excellent")


def seal_of_another_document(world: World) -> bytes:
    _, signature = _tree(seal_xml(XML.replace(b"Zofia", b"Anna "), world.signer))
    root, own = _tree(world.xml())
    own.getparent().replace(own, signature)
    return _bytes(root)


def sealed_original_inside_an_evil_root(world: World) -> bytes:
    evil = etree.fromstring(XML.replace(b"Zofia", b"Malory"))
    children = etree.SubElement(evil, f"{_SNB}childCredentials")
    children.append(etree.fromstring(world.xml()))
    return _bytes(evil)


def second_root(world: World) -> bytes:
    return world.xml() + XML.partition(b"?>")[2].replace(b"Zofia", b"Malory")


def proof_moved_into_the_subject(world: World) -> bytes:
    root, signature = _tree(world.xml())
    root.find(f"{_SNB}credentialSubject").append(signature.getparent())
    return _bytes(root)


def signature_before_its_proof(world: World) -> bytes:
    root, signature = _tree(world.xml())
    root.insert(0, signature)
    return _bytes(root)


def original_hidden_in_the_signature(world: World) -> bytes:
    """The evil document's seal refers by Id to the original, which it carries where no reference looks."""
    original = etree.fromstring(XML)
    original.set("Id", "original")
    hidden = etree.tostring(original).decode()
    data = _with(world, extra_object=f"<ds:Object>{hidden}</ds:Object>", data_uri="#original")
    return data.replace(b"Zofia", b"Malory", 2)


def reference_to_a_fragment(world: World) -> bytes:
    return _with(world, data_uri="#urn:epass:person:1")


def reference_without_uri(world: World) -> bytes:
    def drop(signature: etree._Element) -> None:
        del signature.find(f".//{{{DS}}}Reference").attrib["URI"]

    return _with(world, shape=drop)


def reference_to_the_web(world: World) -> bytes:
    return _with(world, data_uri="http://127.0.0.1:9/credential.xml")


def reference_by_xpointer(world: World) -> bytes:
    return _with(world, data_uri="#xpointer(/)")


def two_references_to_the_document(world: World) -> bytes:
    return _with(world, references="{data}{data}{own}")


def properties_not_referred_to(world: World) -> bytes:
    return _with(world, references="{data}")


def properties_referred_to_without_type(world: World) -> bytes:
    def drop(signature: etree._Element) -> None:
        del signature.findall(f".//{{{DS}}}Reference")[1].attrib["Type"]

    return _with(world, shape=drop)


def duplicate_ids(world: World) -> bytes:
    """A second element with the Id of the signed properties, before them, for a verifier that takes the first."""
    root, _ = _tree(world.xml())
    root.find(f"{_SNB}credentialSubject").set("Id", "sig-props")
    return _bytes(root)


def properties_moved_and_replaced(world: World) -> bytes:
    """The signed properties keep their Id elsewhere, and others stand in their place."""
    root, signature = _tree(world.xml())
    signed = signature.find(f".//{{{XADES}}}SignedProperties")
    copy = deepcopy(signed)
    copy.find(f".//{{{XADES}}}SigningTime").text = "2020-01-01T00:00:00Z"
    copy.set("Id", "other")
    signed.getparent().insert(0, copy)
    return _bytes(root)


def wrong_target(world: World) -> bytes:
    return _with(world, target="#another")


def transform_selects_nothing(world: World) -> bytes:
    return _with(world, transforms=_xpath("false()") + _EXCLUSIVE_LAST)


def transform_leaves_out_the_title(world: World) -> bytes:
    expression = "not(ancestor-or-self::ds:Signature or ancestor-or-self::*[local-name()='title'])"
    return _with(world, transforms=_xpath(expression) + _EXCLUSIVE_LAST)


def transform_with_another_namespace_for_ds(world: World) -> bytes:
    transform = _xpath("not(ancestor-or-self::ds:Signature)").replace("<ds:XPath>", '<ds:XPath xmlns:ds="urn:other">')
    return _with(world, transforms=transform.replace("</ds:XPath>", "</ds:XPath>") + _EXCLUSIVE_LAST)


def transform_intersects(world: World) -> bytes:
    return _with(world, transforms=forge.TRANSFORMS["filter2"].replace("subtract", "intersect") + _EXCLUSIVE_LAST)


def transform_by_xslt(world: World) -> bytes:
    sheet = '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"/>'
    uri = "http://www.w3.org/TR/1999/REC-xslt-19991116"
    return _with(world, transforms=f'<ds:Transform Algorithm="{uri}">{sheet}</ds:Transform>')


def transform_by_base64(world: World) -> bytes:
    return _with(world, transforms=f'<ds:Transform Algorithm="{DS}base64"/>')


def no_transform(world: World) -> bytes:
    return _with(world, transforms=_EXCLUSIVE_LAST)


def canonical_form_with_comments(world: World) -> bytes:
    return _with(
        world, transforms=forge.TRANSFORMS["enveloped"] + f'<ds:Transform Algorithm="{EXCLUSIVE}WithComments"/>'
    )


def _xpath(expression: str) -> str:
    return (
        '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">'
        f"<ds:XPath>{expression}</ds:XPath></ds:Transform>"
    )


def certificate_swapped(world: World) -> bytes:
    return _with(world, carried=(world.stranger().certificate,))


def certificate_named_is_another(world: World) -> bytes:
    """A stranger seals with his own key and names the institution's certificate in the signed properties."""
    stranger = world.stranger()
    form = replace(XmlForm(), named=world.signer.certificate, carried=(stranger.certificate,))
    return seal_xml(XML, stranger, form)


def certificate_of_the_victim_carried(world: World) -> bytes:
    """A stranger seals with his own key and carries only the institution's certificate."""
    form = replace(XmlForm(), named=world.signer.certificate, carried=(world.signer.certificate,))
    return seal_xml(XML, world.stranger(), form)


def issuer_serial_of_another(world: World) -> bytes:
    other = forge.b64(forge.issuer_serial(world.pki.intermediate.certificate))

    def name(signature: etree._Element) -> None:
        signature.find(f".//{{{XADES}}}IssuerSerialV2").text = other

    return _with(world, shape=name)


def certificate_missing(world: World) -> bytes:
    return _with(world, carried=())


def unrelated_certificate_carried(world: World) -> bytes:
    return _with(world, carried=(world.signer.certificate, world.stranger().certificate))


def md5_digests(world: World) -> bytes:
    return _with(world, digest="md5", signature_digest="sha256")


def sha1_digests(world: World) -> bytes:
    return _with(world, digest="sha1", signature_digest="sha256")


def sha1_signature(world: World) -> bytes:
    key = generate("rsa2048")
    certificate = world.pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
    signer = Signer(key, certificate, world.signer.chain)
    return seal_xml(XML, signer, replace(XmlForm(), signature_digest="sha1"))


def sha1_certificate_digest(world: World) -> bytes:
    return _with(world, certificate_digest="sha1")


def hmac_with_the_public_key(world: World) -> bytes:
    def claim(signature: etree._Element) -> None:
        method = signature.find(f".//{{{DS}}}SignatureMethod")
        method.set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")

    return _with(world, shape=claim)


def empty_signature(world: World) -> bytes:
    return XML.replace(b"<proof/>", f'<proof><ds:Signature xmlns:ds="{DS}"/></proof>'.encode())


def empty_signature_value(world: World) -> bytes:
    return re.sub(rb"(<ds:SignatureValue>)[^<]*", rb"\1", world.xml())


def zero_signature_value(world: World) -> bytes:
    return re.sub(rb"(<ds:SignatureValue>)[^<]*", rb"\1" + base64.b64encode(bytes(64)), world.xml())


def two_seals_both_good(world: World) -> bytes:
    return _two(world, bad=False)


def two_seals_one_bad(world: World) -> bytes:
    return _two(world, bad=True)


def _two(world: World, *, bad: bool) -> bytes:
    root, signature = _tree(world.xml())
    second = deepcopy(signature)
    second.set("Id", "sig2")
    if bad:
        second.find(f"{{{DS}}}SignatureValue").text = base64.b64encode(bytes(64)).decode()
    signature.getparent().append(second)
    return _bytes(root)


def content_beside_the_properties(world: World) -> bytes:
    return _with(world, extra_object="<ds:Object><title>Doctor of Philosophy</title></ds:Object>")


def text_inside_the_seal(world: World) -> bytes:
    return _changed(world.xml(), "<ds:KeyInfo", "Doctor of Philosophy<ds:KeyInfo")


def unknown_attribute_in_the_seal(world: World) -> bytes:
    return _changed(world.xml(), "<ds:SignatureValue>", '<ds:SignatureValue note="Doctor">')


def unknown_unsigned_property(world: World) -> bytes:
    unsigned = (
        "<xades:UnsignedProperties><xades:UnsignedSignatureProperties><Doctor/>"
        "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
    )
    return _changed(world.xml(), "</xades:SignedProperties>", f"</xades:SignedProperties>{unsigned}")


def countersignature(world: World) -> bytes:
    root, signature = _tree(world.xml())
    qualifying = signature.find(f".//{{{XADES}}}QualifyingProperties")
    unsigned = etree.SubElement(qualifying, f"{{{XADES}}}UnsignedProperties")
    properties = etree.SubElement(unsigned, f"{{{XADES}}}UnsignedSignatureProperties")
    etree.SubElement(properties, f"{{{XADES}}}CounterSignature").append(deepcopy(signature))
    return _bytes(root)


def broken_timestamp(world: World) -> bytes:
    stamp = (
        "<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:SignatureTimeStamp>"
        f'<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"/>'
        "<xades:EncapsulatedTimeStamp>MAMCAQA=</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>"
        "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
    )
    return _changed(world.xml(), "</xades:SignedProperties>", f"</xades:SignedProperties>{stamp}")


def comment_inside_a_name(world: World) -> bytes:
    return _changed(world.xml(), "Zofia Gęślą", "Zofia <!-- -->Gęślą")


def white_space_changed_inside_a_tag(world: World) -> bytes:
    return _changed(world.xml(), '<text lang="en"', '<text\nlang="en"')


def line_end_changed(world: World) -> bytes:
    return _changed(world.xml(), "\n  <primaryLanguage>", "\r  <primaryLanguage>")


def unused_namespace_added(world: World) -> bytes:
    return _changed(world.xml(), "<europassCredential ", '<europassCredential xmlns:x="urn:x" ')


def relative_namespace(world: World) -> bytes:
    return _changed(world.xml(), "<europassCredential ", '<europassCredential xmlns:x="relative" ')


def not_xades_at_all(world: World) -> bytes:
    """A plain XML signature whose certificate nothing protects."""

    def plain(signature: etree._Element) -> None:
        signature.remove(signature.find(f"{{{DS}}}Object"))

    return _with(world, references="{data}", shape=plain)


def sealed_by_a_stranger(world: World) -> bytes:
    return seal_xml(XML, world.stranger())


def properties_through_a_transform(world: World) -> bytes:
    """The reference to the signed properties leaves out signatures, so it could leave out what it likes."""
    own = f"<ds:Transforms>{forge.TRANSFORMS['filter2']}{_EXCLUSIVE_LAST}</ds:Transforms>"
    return _with(world, own_transforms=own)


def subtract_more_than_signatures(world: World) -> bytes:
    wider = forge.TRANSFORMS["filter2"].replace("/descendant::ds:Signature", "/descendant::ds:Signature | //title")
    return _with(world, transforms=wider + _EXCLUSIVE_LAST)


def subtract_a_signature_of_another_namespace(world: World) -> bytes:
    """Whatever the attacker calls «Signature» would be left out."""
    other = (
        forge.TRANSFORMS["filter2"]
        .replace("ds:Signature", "x:Signature")
        .replace("<f2:XPath", '<f2:XPath xmlns:x="urn:x"')
    )
    return _with(world, transforms=other + _EXCLUSIVE_LAST)


def counter_signature_in_the_content(world: World) -> bytes:
    """A signature that calls itself a countersignature, outside the seal, to carry content that nothing covers."""
    root, signature = _tree(world.xml())
    hidden = etree.SubElement(root.find(f"{_SNB}credentialSubject"), f"{{{XADES}}}CounterSignature")
    hidden.append(deepcopy(signature))
    for element in hidden.iterfind(".//*[@Id]"):
        element.set("Id", f"other-{element.get('Id')}")
    return _bytes(root)
