"""Attacks on what an XML seal says; each function makes the file of the case of its name in xml.yaml."""

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
from .xmlfiles import as_bytes, changed, tree_of, xml_with


def content_changed(world: World) -> bytes:
    return changed(world.xml(), "Distinction", "Excellence!")


def signing_time_changed(world: World) -> bytes:
    return changed(world.xml(), "10:00:00Z</xades:SigningTime>", "10:00:01Z</xades:SigningTime>")


def digest_recomputed_for_changed_content(world: World) -> bytes:
    """The attacker also puts in the digest that the changed content has, which only the signature value betrays."""
    root, signature = tree_of(content_changed(world))
    value = signature.find(f".//{{{DS}}}DigestValue")
    bare = deepcopy(root)
    for one in list(bare.iter(f"{{{DS}}}Signature")):
        one.getparent().remove(one)
    octets = etree.tostring(bare, method="c14n", exclusive=True)
    value.text = forge.b64(hashlib.sha256(octets).digest())
    return as_bytes(root)


def re_indented_after_sealing(world: World) -> bytes:
    root = etree.fromstring(world.xml(), etree.XMLParser(remove_blank_text=True))
    etree.indent(root)
    return as_bytes(root)


def seal_stripped(world: World) -> bytes:
    root, signature = tree_of(world.xml())
    signature.getparent().remove(signature)
    return changed(as_bytes(root), "Distinction", "Excellent")


def certificate_swapped(world: World) -> bytes:
    return xml_with(world, carried=(world.stranger().certificate,))


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

    return xml_with(world, shape=name)


def certificate_missing(world: World) -> bytes:
    return xml_with(world, carried=())


def unrelated_certificate_carried(world: World) -> bytes:
    return xml_with(world, carried=(world.signer.certificate, world.stranger().certificate))


def md5_digests(world: World) -> bytes:
    return xml_with(world, digest="md5", signature_digest="sha256")


def sha1_digests(world: World) -> bytes:
    return xml_with(world, digest="sha1", signature_digest="sha256")


def sha1_signature(world: World) -> bytes:
    key = generate("rsa2048")
    certificate = world.pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
    signer = Signer(key, certificate, world.signer.chain)
    return seal_xml(XML, signer, replace(XmlForm(), signature_digest="sha1"))


def sha1_certificate_digest(world: World) -> bytes:
    return xml_with(world, certificate_digest="sha1")


def hmac_with_the_public_key(world: World) -> bytes:
    def claim(signature: etree._Element) -> None:
        method = signature.find(f".//{{{DS}}}SignatureMethod")
        method.set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")

    return xml_with(world, shape=claim)


def empty_signature(world: World) -> bytes:
    return XML.replace(b"<proof/>", f'<proof><ds:Signature xmlns:ds="{DS}"/></proof>'.encode())


def empty_signature_value(world: World) -> bytes:
    return re.sub(rb"(<ds:SignatureValue>)[^<]*", rb"\1", world.xml())


def zero_signature_value(world: World) -> bytes:
    return re.sub(rb"(<ds:SignatureValue>)[^<]*", rb"\1" + base64.b64encode(bytes(64)), world.xml())


def text_inside_the_seal(world: World) -> bytes:
    return changed(world.xml(), "<ds:KeyInfo", "Doctor of Philosophy<ds:KeyInfo")


def unknown_attribute_in_the_seal(world: World) -> bytes:
    return changed(world.xml(), "<ds:SignatureValue>", '<ds:SignatureValue note="Doctor">')


def unknown_unsigned_property(world: World) -> bytes:
    unsigned = (
        "<xades:UnsignedProperties><xades:UnsignedSignatureProperties><Doctor/>"
        "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
    )
    return changed(world.xml(), "</xades:SignedProperties>", f"</xades:SignedProperties>{unsigned}")


def broken_timestamp(world: World) -> bytes:
    stamp = (
        "<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:SignatureTimeStamp>"
        f'<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"/>'
        "<xades:EncapsulatedTimeStamp>MAMCAQA=</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>"
        "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
    )
    return changed(world.xml(), "</xades:SignedProperties>", f"</xades:SignedProperties>{stamp}")


def comment_inside_a_name(world: World) -> bytes:
    return changed(world.xml(), "Zofia Gęślą", "Zofia <!-- -->Gęślą")


def white_space_changed_inside_a_tag(world: World) -> bytes:
    return changed(world.xml(), '<text lang="en"', '<text\nlang="en"')


def line_end_changed(world: World) -> bytes:
    return changed(world.xml(), "\n  <primaryLanguage>", "\r  <primaryLanguage>")


def unused_namespace_added(world: World) -> bytes:
    return changed(world.xml(), "<europassCredential ", '<europassCredential xmlns:x="urn:x" ')


def relative_namespace(world: World) -> bytes:
    return changed(world.xml(), "<europassCredential ", '<europassCredential xmlns:x="relative" ')


def not_xades_at_all(world: World) -> bytes:
    """A plain XML signature whose certificate nothing protects."""

    def plain(signature: etree._Element) -> None:
        signature.remove(signature.find(f"{{{DS}}}Object"))

    return xml_with(world, references="{data}", shape=plain)


def sealed_by_a_stranger(world: World) -> bytes:
    return seal_xml(XML, world.stranger())
