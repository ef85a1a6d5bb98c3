"""Attacks on what an XML seal covers; each function makes the file of the case of its name in wrapping.yaml."""

import base64
from copy import deepcopy

from lxml import etree

from . import forge
from .credentials import XML
from .forge import DS, EXCLUSIVE, XADES, seal_xml
from .world import World
from .xmlfiles import as_bytes, tree_of, xml_with

_EXCLUSIVE_LAST = f'<ds:Transform Algorithm="{EXCLUSIVE}"/>'
_SNB = "{http://data.europa.eu/snb}"


def seal_of_another_document(world: World) -> bytes:
    _, signature = tree_of(seal_xml(XML.replace(b"Zofia", b"Anna "), world.signer))
    root, own = tree_of(world.xml())
    own.getparent().replace(own, signature)
    return as_bytes(root)


def sealed_original_inside_an_evil_root(world: World) -> bytes:
    evil = etree.fromstring(XML.replace(b"Zofia", b"Malory"))
    children = etree.SubElement(evil, f"{_SNB}childCredentials")
    children.append(etree.fromstring(world.xml()))
    return as_bytes(evil)


def second_root(world: World) -> bytes:
    return world.xml() + XML.partition(b"?>")[2].replace(b"Zofia", b"Malory")


def proof_moved_into_the_subject(world: World) -> bytes:
    root, signature = tree_of(world.xml())
    root.find(f"{_SNB}credentialSubject").append(signature.getparent())
    return as_bytes(root)


def signature_before_its_proof(world: World) -> bytes:
    root, signature = tree_of(world.xml())
    root.insert(0, signature)
    return as_bytes(root)


def original_hidden_in_the_signature(world: World) -> bytes:
    """The evil document's seal refers by Id to the original, which it carries where no reference looks."""
    original = etree.fromstring(XML)
    original.set("Id", "original")
    hidden = etree.tostring(original).decode()
    data = xml_with(world, extra_object=f"<ds:Object>{hidden}</ds:Object>", data_uri="#original")
    return data.replace(b"Zofia", b"Malory", 2)


def reference_to_a_fragment(world: World) -> bytes:
    return xml_with(world, data_uri="#urn:epass:person:1")


def reference_without_uri(world: World) -> bytes:
    def drop(signature: etree._Element) -> None:
        del signature.find(f".//{{{DS}}}Reference").attrib["URI"]

    return xml_with(world, shape=drop)


def reference_to_the_web(world: World) -> bytes:
    return xml_with(world, data_uri="http://127.0.0.1:9/credential.xml")


def reference_by_xpointer(world: World) -> bytes:
    return xml_with(world, data_uri="#xpointer(/)")


def two_references_to_the_document(world: World) -> bytes:
    return xml_with(world, references="{data}{data}{own}")


def properties_not_referred_to(world: World) -> bytes:
    return xml_with(world, references="{data}")


def properties_referred_to_without_type(world: World) -> bytes:
    def drop(signature: etree._Element) -> None:
        del signature.findall(f".//{{{DS}}}Reference")[1].attrib["Type"]

    return xml_with(world, shape=drop)


def duplicate_ids(world: World) -> bytes:
    """A second element with the Id of the signed properties, before them, for a verifier that takes the first."""
    root, _ = tree_of(world.xml())
    root.find(f"{_SNB}credentialSubject").set("Id", "sig-props")
    return as_bytes(root)


def properties_moved_and_replaced(world: World) -> bytes:
    """The signed properties keep their Id elsewhere, and others stand in their place."""
    root, signature = tree_of(world.xml())
    signed = signature.find(f".//{{{XADES}}}SignedProperties")
    copy = deepcopy(signed)
    copy.find(f".//{{{XADES}}}SigningTime").text = "2020-01-01T00:00:00Z"
    copy.set("Id", "other")
    signed.getparent().insert(0, copy)
    return as_bytes(root)


def wrong_target(world: World) -> bytes:
    return xml_with(world, target="#another")


def transform_selects_nothing(world: World) -> bytes:
    return xml_with(world, transforms=_xpath("false()") + _EXCLUSIVE_LAST)


def transform_leaves_out_the_title(world: World) -> bytes:
    expression = "not(ancestor-or-self::ds:Signature or ancestor-or-self::*[local-name()='title'])"
    return xml_with(world, transforms=_xpath(expression) + _EXCLUSIVE_LAST)


def transform_with_another_namespace_for_ds(world: World) -> bytes:
    transform = _xpath("not(ancestor-or-self::ds:Signature)").replace("<ds:XPath>", '<ds:XPath xmlns:ds="urn:other">')
    return xml_with(world, transforms=transform.replace("</ds:XPath>", "</ds:XPath>") + _EXCLUSIVE_LAST)


def transform_intersects(world: World) -> bytes:
    return xml_with(world, transforms=forge.TRANSFORMS["filter2"].replace("subtract", "intersect") + _EXCLUSIVE_LAST)


def transform_by_xslt(world: World) -> bytes:
    sheet = '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"/>'
    uri = "http://www.w3.org/TR/1999/REC-xslt-19991116"
    return xml_with(world, transforms=f'<ds:Transform Algorithm="{uri}">{sheet}</ds:Transform>')


def transform_by_base64(world: World) -> bytes:
    return xml_with(world, transforms=f'<ds:Transform Algorithm="{DS}base64"/>')


def no_transform(world: World) -> bytes:
    return xml_with(world, transforms=_EXCLUSIVE_LAST)


def canonical_form_with_comments(world: World) -> bytes:
    return xml_with(
        world, transforms=forge.TRANSFORMS["enveloped"] + f'<ds:Transform Algorithm="{EXCLUSIVE}WithComments"/>'
    )


def _xpath(expression: str) -> str:
    return (
        '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">'
        f"<ds:XPath>{expression}</ds:XPath></ds:Transform>"
    )


def two_seals_both_good(world: World) -> bytes:
    return _two(world, bad=False)


def two_seals_one_bad(world: World) -> bytes:
    return _two(world, bad=True)


def _two(world: World, *, bad: bool) -> bytes:
    root, signature = tree_of(world.xml())
    second = deepcopy(signature)
    second.set("Id", "sig2")
    if bad:
        second.find(f"{{{DS}}}SignatureValue").text = base64.b64encode(bytes(64)).decode()
    signature.getparent().append(second)
    return as_bytes(root)


def content_beside_the_properties(world: World) -> bytes:
    return xml_with(world, extra_object="<ds:Object><title>Doctor of Philosophy</title></ds:Object>")


def countersignature(world: World) -> bytes:
    root, signature = tree_of(world.xml())
    qualifying = signature.find(f".//{{{XADES}}}QualifyingProperties")
    unsigned = etree.SubElement(qualifying, f"{{{XADES}}}UnsignedProperties")
    properties = etree.SubElement(unsigned, f"{{{XADES}}}UnsignedSignatureProperties")
    etree.SubElement(properties, f"{{{XADES}}}CounterSignature").append(deepcopy(signature))
    return as_bytes(root)


def properties_through_a_transform(world: World) -> bytes:
    """The reference to the signed properties leaves out signatures, so it could leave out what it likes."""
    own = f"<ds:Transforms>{forge.TRANSFORMS['filter2']}{_EXCLUSIVE_LAST}</ds:Transforms>"
    return xml_with(world, own_transforms=own)


def subtract_more_than_signatures(world: World) -> bytes:
    wider = forge.TRANSFORMS["filter2"].replace("/descendant::ds:Signature", "/descendant::ds:Signature | //title")
    return xml_with(world, transforms=wider + _EXCLUSIVE_LAST)


def subtract_a_signature_of_another_namespace(world: World) -> bytes:
    """Whatever the attacker calls «Signature» would be left out."""
    other = (
        forge.TRANSFORMS["filter2"]
        .replace("ds:Signature", "x:Signature")
        .replace("<f2:XPath", '<f2:XPath xmlns:x="urn:x"')
    )
    return xml_with(world, transforms=other + _EXCLUSIVE_LAST)


def counter_signature_in_the_content(world: World) -> bytes:
    """A signature that calls itself a countersignature, outside the seal, to carry content that nothing covers."""
    root, signature = tree_of(world.xml())
    hidden = etree.SubElement(root.find(f"{_SNB}credentialSubject"), f"{{{XADES}}}CounterSignature")
    hidden.append(deepcopy(signature))
    for element in hidden.iterfind(".//*[@Id]"):
        element.set("Id", f"other-{element.get('Id')}")
    return as_bytes(root)
