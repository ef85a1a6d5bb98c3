"""XAdES seals in Europass XML: BASELINE-B, and BASELINE-T with a timestamp authority (ETSI EN 319 132-1).

The seal is a short text with a few places to fill in; lxml makes the canonical forms. That it is right is for other
people's verifiers to say, in the tests and in our own, which shares nothing with this module.
"""

import base64
import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from mctool.errors import SealError
from mctool.seals.keys import SealKey

if TYPE_CHECKING:
    from mctool.seals.timestamps import TimestampAuthority

EUROPASS = "http://data.europa.eu/snb"
DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_NAMESPACES = {"ds": DS, "xades": XADES}
_SEAL = f"""\
<ds:Signature xmlns:ds="{DS}" Id="Seal-{{token}}">\
<ds:SignedInfo>\
<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE_C14N}"/>\
<ds:SignatureMethod Algorithm="{{algorithm}}"/>\
<ds:Reference Id="Document-{{token}}" URI="">\
<ds:Transforms>\
<ds:Transform Algorithm="{DS}enveloped-signature"/>\
<ds:Transform Algorithm="{EXCLUSIVE_C14N}"/>\
</ds:Transforms>\
<ds:DigestMethod Algorithm="{_SHA256}"/>\
<ds:DigestValue>{{document}}</ds:DigestValue>\
</ds:Reference>\
<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#Properties-{{token}}">\
<ds:Transforms>\
<ds:Transform Algorithm="{EXCLUSIVE_C14N}"/>\
</ds:Transforms>\
<ds:DigestMethod Algorithm="{_SHA256}"/>\
<ds:DigestValue/>\
</ds:Reference>\
</ds:SignedInfo>\
<ds:SignatureValue/>\
<ds:KeyInfo>\
<ds:X509Data>{{certificates}}</ds:X509Data>\
</ds:KeyInfo>\
<ds:Object>\
<xades:QualifyingProperties xmlns:xades="{XADES}" Target="#Seal-{{token}}">\
<xades:SignedProperties Id="Properties-{{token}}">\
<xades:SignedSignatureProperties>\
<xades:SigningTime>{{time}}</xades:SigningTime>\
<xades:SigningCertificateV2>\
<xades:Cert>\
<xades:CertDigest>\
<ds:DigestMethod Algorithm="{_SHA256}"/>\
<ds:DigestValue>{{fingerprint}}</ds:DigestValue>\
</xades:CertDigest>\
<xades:IssuerSerialV2>{{issuer_serial}}</xades:IssuerSerialV2>\
</xades:Cert>\
</xades:SigningCertificateV2>\
</xades:SignedSignatureProperties>\
<xades:SignedDataObjectProperties>\
<xades:DataObjectFormat ObjectReference="#Document-{{token}}">\
<xades:Description>Europass document</xades:Description>\
<xades:MimeType>text/xml</xades:MimeType>\
</xades:DataObjectFormat>\
</xades:SignedDataObjectProperties>\
</xades:SignedProperties>\
</xades:QualifyingProperties>\
</ds:Object>\
</ds:Signature>"""
"""The seal but for the digest of its own properties and the signature. What is filled in holds no markup."""


class XmlSealer:
    """Seals Europass XML documents with one key.

    *timestamp* adds a signature timestamp to each seal (BASELINE-T).
    """

    def __init__(self, key: SealKey, *, timestamp: "TimestampAuthority | None" = None) -> None:
        self._key = key
        self._timestamp = timestamp
        certificates = (one.public_bytes(Encoding.DER) for one in (key.certificate, *key.chain))
        self._same = {
            "algorithm": key.scheme.xml,
            "certificates": "".join(f"<ds:X509Certificate>{_base64(one)}</ds:X509Certificate>" for one in certificates),
            "fingerprint": _base64(bytes.fromhex(key.fingerprint)),
            "issuer_serial": key.issuer_serial,
        }

    def seal(self, document: bytes, *, time: datetime) -> bytes:
        """A Europass document whose ``proof`` is empty or absent -> the same with a seal in ``proof``.

        *time* is the claimed signing time, with its zone. The seal covers the whole document, whose bytes
        must not change afterwards. Raises SealError when the document is not Europass XML, is sealed already,
        or the authority gave no sound timestamp.
        """
        root = _parse(document)
        proof = _proof(root)
        filled = _SEAL.format(
            **self._same,
            token=hashlib.sha256(document).hexdigest()[:16],  # equal input gives an equal seal
            document=_digest(root),
            time=time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        seal = etree.fromstring(filled)
        proof.append(seal)
        properties = seal.find("ds:Object/xades:QualifyingProperties/xades:SignedProperties", _NAMESPACES)
        signed_info, value = seal[0], seal[1]
        signed_info[-1][-1].text = _digest(properties)
        value.text = _base64(self._key.sign(_canonical(signed_info)))
        if self._timestamp is not None:
            _add_timestamp(root, self._timestamp, time)
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _canonical(element: Any) -> bytes:
    """Exclusive C14N without comments, of the element where it stands."""
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False)


def _digest(element: Any) -> str:
    return _base64(hashlib.sha256(_canonical(element)).digest())


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _parse(document: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SealError(f"the document to be sealed is not well-formed XML: {error}") from None
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        raise SealError("the document to be sealed has a DOCTYPE, which a Europass document must not have")
    if etree.QName(root).namespace != EUROPASS:
        raise SealError(f"the document to be sealed is not Europass XML: its root is not in {EUROPASS}")
    if root.getprevious() is not None or root.getnext() is not None:
        raise SealError("the document to be sealed has comments or instructions outside its root element")
    return root


def _proof(root: Any) -> Any:
    """The one ``proof`` of the document, made where the schema wants it when there is none."""
    tag = f"{{{EUROPASS}}}proof"
    if next(root.iter(f"{{{DS}}}Signature"), None) is not None:
        raise SealError("the document is sealed already")
    proofs = root.findall(tag)
    if len(proofs) > 1 or (proofs and (len(proofs[0]) or (proofs[0].text or "").strip())):
        raise SealError("the document to be sealed must have one empty «proof», or none")
    if proofs:
        return proofs[0]
    proof = etree.Element(tag)
    children = root.find(f"{{{EUROPASS}}}childCredentials")
    if children is None:
        root.append(proof)
    else:
        children.addprevious(proof)
    return proof


def _add_timestamp(root: Any, authority: "TimestampAuthority", time: datetime) -> None:
    """SignatureTimeStamp over the canonical SignatureValue (EN 319 132-1, 5.3)."""
    value = root.find(".//ds:SignatureValue", _NAMESPACES)
    token = authority.stamp(_canonical(value), after=time)
    properties = root.find(".//xades:QualifyingProperties", _NAMESPACES)
    unsigned = _child(_child(properties, XADES, "UnsignedProperties"), XADES, "UnsignedSignatureProperties")
    stamp = _child(unsigned, XADES, "SignatureTimeStamp")
    _child(stamp, DS, "CanonicalizationMethod").set("Algorithm", EXCLUSIVE_C14N)
    _child(stamp, XADES, "EncapsulatedTimeStamp", base64.b64encode(token).decode())


def _child(parent: Any, namespace: str, name: str, text: str | None = None) -> Any:
    child = etree.SubElement(parent, f"{{{namespace}}}{name}")
    child.text = text
    return child
