"""XAdES seals on Europass XML (ETSI EN 319 132-1), as mctool, the Commission's software and others write them."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from lxml import etree

from mctool.verification import algorithms, timestamps, xmldsig
from mctool.verification.dates import read_moment
from mctool.verification.seal import Seal, Timestamp, carried_chain, check_digest, check_issuer_serial
from mctool.verification.verdicts import Refused
from mctool.verification.xmldsig import DS, Reference, base64_text, local, only_child

XADES = "http://uri.etsi.org/01903/v1.3.2#"
_XADES_141 = "http://uri.etsi.org/01903/v1.4.1#"
_DSIG11 = "http://www.w3.org/2009/xmldsig11#"
_SIGNED_PROPERTIES_TYPE = "http://uri.etsi.org/01903#SignedProperties"
_CURVE_OIDS = {"1.2.840.10045.3.1.7": "secp256r1", "1.3.132.0.34": "secp384r1", "1.3.132.0.35": "secp521r1"}
_UNSIGNED = frozenset(
    {
        f"{{{XADES}}}{name}"
        for name in ("SignatureTimeStamp", "CertificateValues", "RevocationValues", "ArchiveTimeStamp")
    }
    | {f"{{{XADES}}}Complete{name}Refs" for name in ("Certificate", "Revocation")}
    | {f"{{{XADES}}}Attr{name}" for name in ("AuthoritiesCertValues", "ibuteCertificateRefs", "ibuteRevocationValues")}
    | {
        f"{{{_XADES_141}}}{name}"
        for name in ("ArchiveTimeStamp", "TimeStampValidationData", "CompleteCertificateRefsV2")
    }
)
_SAME_ID = etree.XPath("count(//@*[. = $value and translate(local-name(), 'ID', 'id') = 'id'])")
_SEAL_PARTS = (
    ["SignedInfo", "SignatureValue", "KeyInfo", "Object"],
    ["SignedInfo", "SignatureValue", "Object"],
)


@dataclass(frozen=True)
class _Properties:
    signed: etree._Element
    unsigned: etree._Element | None


def verify(signature: etree._Element, document: etree._Element) -> Seal:
    """Verifies a ``ds:Signature`` that stands inside *document*, the root of a tree.

    Afterwards it is taken out of the tree, with every other signature that it leaves out: what is left is exactly
    what was sealed. Raises Refused with the reason when anything is wrong.
    """
    if [local(child) for child in signature] not in _SEAL_PARTS:
        raise Refused("the seal does not have the usual parts: SignedInfo, SignatureValue, KeyInfo, one Object")
    _refuse_strays(signature)
    properties = _properties(signature)
    info = xmldsig.read_signed_info(signature)
    data, own, key_info = _sort_references(info.references, properties.signed, signature)
    for reference, element in ((own, properties.signed), (key_info, signature.find(f"{{{DS}}}KeyInfo"))):
        if reference is not None and element is not None:
            _check_digest(reference, xmldsig.canonical_octets(element, reference.canonical), local(element))
    certificates = _certificates(signature)
    leaf = _signing_certificate(properties.signed, certificates)
    carried = carried_chain(certificates, leaf)
    _check_key_values(signature, leaf)
    value = base64_text(only_child(signature, "SignatureValue"))
    algorithms.verify(leaf, info.algorithm, value, info.octets)
    _check_data_format(properties.signed, info.references)
    time = _signing_time(properties.signed)
    level, stamps = _level(properties.unsigned, signature)
    for one in [signature] if data.removes == "own" else list(document.iter(xmldsig.SIGNATURE)):
        take_out(one)
    _check_digest(data, xmldsig.canonical_octets(document, data.canonical), "the content")
    return Seal("XAdES", level, str(info.algorithm), leaf, carried, time, stamps)


def _refuse_strays(signature: etree._Element) -> None:
    """Text, attributes and elements where none belong could carry anything, since no reference covers them."""
    allowed = {"SignedInfo", "KeyInfo", "X509Data", "Object", "KeyValue", "RSAKeyValue", f"{{{_DSIG11}}}ECKeyValue"}
    for element in (signature, *(e for e in signature.iter() if local(e) in allowed)):
        for text in (element.text, *(child.tail for child in element)):
            if (text or "").strip():
                raise Refused(f"the seal has text inside {local(element)}")
    for element in (signature, *signature, *signature.iterfind(f"{{{DS}}}KeyInfo//*")):
        if strange := set(element.attrib) - {"Id", "URI"}:
            raise Refused(f"the seal has an unknown attribute {sorted(map(str, strange))[0]} on {local(element)}")


def _properties(signature: etree._Element) -> _Properties:
    children = list(only_child(signature, "Object"))
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


def _sort_references(
    references: tuple[Reference, ...], signed: etree._Element, signature: etree._Element
) -> tuple[Reference, Reference, Reference | None]:
    """The reference to the document, to the signed properties, and to KeyInfo if there is one; nothing else."""
    key_info = signature.find(f"{{{DS}}}KeyInfo")
    data = [r for r in references if r.uri == ""]
    own = [r for r in references if r.uri == _pointer(signed) and r.type == _SIGNED_PROPERTIES_TYPE]
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
    return data[0], own[0], key[0] if key else None


def _pointer(element: etree._Element) -> str | None:
    identifier = element.get("Id")
    return f"#{identifier}" if identifier else None


def _check_ids(signature: etree._Element, signed: etree._Element) -> None:
    """What the seal points to must bear an Id that is unique in the whole file, whatever the attribute is called."""
    for element in (signature, signed, *signature.iterfind(f"{{{DS}}}KeyInfo")):
        identifier = element.get("Id")
        if identifier and _SAME_ID(signature, value=identifier) != 1:
            raise Refused("two elements have the same Id, so what the seal points to is not certain")


def _check_digest(reference: Reference, octets: bytes, what: str) -> None:
    if not algorithms.same(reference.value, algorithms.digest(reference.digest, octets)):
        raise Refused(f"{what.removeprefix(f'{{{XADES}}}')} was changed after sealing: the digest differs")


def _certificates(signature: etree._Element) -> list[x509.Certificate]:
    found = signature.findall(f"{{{DS}}}KeyInfo/{{{DS}}}X509Data/{{{DS}}}X509Certificate")
    if not found:
        raise Refused("the seal carries no certificate")
    return [algorithms.certificate_of_der(base64_text(element)) for element in found[:20]]


def _signing_certificate(signed: etree._Element, certificates: list[x509.Certificate]) -> x509.Certificate:
    base = f"{{{XADES}}}SignedSignatureProperties/{{{XADES}}}SigningCertificate"
    cert = signed.find(f"{base}V2/{{{XADES}}}Cert")
    if cert is None:
        cert = signed.find(f"{base}/{{{XADES}}}Cert")
    if cert is None:
        raise Refused("the signed properties do not name the signing certificate")
    parts = cert.find(f"{{{XADES}}}CertDigest")
    if parts is None or [local(part) for part in parts] != ["DigestMethod", "DigestValue"]:
        raise Refused("the signed properties do not hold the digest of the signing certificate")
    name = algorithms.digest_of_uri(xmldsig.attribute(parts[0], "Algorithm"))
    leaf = certificates[0]
    for certificate in certificates[1:]:
        try:
            check_digest(name, base64_text(parts[1]), certificate, "")
            leaf = certificate
        except Refused:
            continue
    check_digest(name, base64_text(parts[1]), leaf, "the signed certificate digest")
    serial = cert.find(f"{{{XADES}}}IssuerSerialV2")
    if serial is not None:
        check_issuer_serial(base64_text(serial), leaf, "IssuerSerialV2")
    return leaf


def _check_key_values(signature: etree._Element, leaf: x509.Certificate) -> None:
    """A bare key beside the certificate must be the certificate's key."""
    known = {f"{{{DS}}}KeyValue", f"{{{DS}}}X509Data"}
    for element in signature.iterfind(f"{{{DS}}}KeyInfo/*"):
        if element.tag not in known:
            raise Refused(f"KeyInfo holds «{local(element)}», which is not accepted")
        if element.tag == f"{{{DS}}}KeyValue" and not (len(element) == 1 and _is_key(element[0], leaf)):
            raise Refused("KeyInfo holds another key than the certificate's")


def _is_key(element: etree._Element, leaf: x509.Certificate) -> bool:
    key = leaf.public_key()
    if element.tag == f"{{{DS}}}RSAKeyValue" and isinstance(key, rsa.RSAPublicKey):
        values = [int.from_bytes(base64_text(only_child(element, name)), "big") for name in ("Modulus", "Exponent")]
        numbers = key.public_numbers()
        return len(element) == 2 and values == [numbers.n, numbers.e]
    if element.tag == f"{{{_DSIG11}}}ECKeyValue" and isinstance(key, ec.EllipticCurvePublicKey):
        if [str(child.tag) for child in element] != [f"{{{_DSIG11}}}NamedCurve", f"{{{_DSIG11}}}PublicKey"]:
            return False
        curve = _CURVE_OIDS.get((element[0].get("URI") or "").removeprefix("urn:oid:"))
        numbers_ec = key.public_numbers()
        size = (key.curve.key_size + 7) // 8
        point = b"\x04" + numbers_ec.x.to_bytes(size, "big") + numbers_ec.y.to_bytes(size, "big")
        return curve == key.curve.name and base64_text(element[1]) == point
    return False


def _check_data_format(signed: etree._Element, references: tuple[Reference, ...]) -> None:
    ids = [f"#{reference.id}" for reference in references if reference.id]
    if len(ids) != len(set(ids)):
        raise Refused("two references of the seal have the same Id")
    for element in signed.iterfind(f"{{{XADES}}}SignedDataObjectProperties/{{{XADES}}}DataObjectFormat"):
        if element.get("ObjectReference") not in ids:
            raise Refused("the signed data format belongs to no reference of the seal")


def _signing_time(signed: etree._Element) -> datetime:
    found = signed.findall(f"{{{XADES}}}SignedSignatureProperties/{{{XADES}}}SigningTime")
    time = read_moment((found[0].text or "").strip()) if len(found) == 1 else None
    if time is None:
        raise Refused("the signed properties hold no readable signing time")
    return time


def _level(unsigned: etree._Element | None, signature: etree._Element) -> tuple[str, tuple[Timestamp, ...]]:
    """The baseline level by what is in the file, and the sound timestamps over the signature value."""
    if unsigned is None:
        return "B", ()
    if [str(child.tag) for child in unsigned] != [f"{{{XADES}}}UnsignedSignatureProperties"]:
        raise Refused("the unsigned properties do not have the usual parts")
    if strange := {str(element.tag) for element in unsigned[0]} - _UNSIGNED:
        raise Refused(f"the seal has an unknown unsigned property «{sorted(strange)[0][:100]}»")
    names = {str(element.tag).partition("}")[2] for element in unsigned[0]}
    stamps = tuple(
        _verify_stamp(element, signature) for element in unsigned[0].iterfind(f"{{{XADES}}}SignatureTimeStamp")
    )
    if not stamps:
        return "B", ()
    if not {"CertificateValues", "RevocationValues"} & names:
        return "T", stamps
    return ("LTA" if "ArchiveTimeStamp" in names else "LT"), stamps


def _verify_stamp(element: etree._Element, signature: etree._Element) -> Timestamp:
    method = xmldsig.read_canonicalization(element.find(f"{{{DS}}}CanonicalizationMethod"))
    tokens = element.findall(f"{{{XADES}}}EncapsulatedTimeStamp")
    if len(tokens) != 1:
        raise Refused("a timestamp of the seal holds no single token")
    value = only_child(signature, "SignatureValue")
    return timestamps.verify_token(base64_text(tokens[0]), xmldsig.canonical_octets(value, method))


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
