"""Makes seals by hand, in every form that others use and in forms that nobody should accept.

Nothing here is taken from mctool: XML by templates and libxml2's canonical form, JSON by the standard library,
signatures by the cryptography library. The good forms are also put before xmlsec1 and jwcrypto.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from tests.seals.pki import NOW

DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "md5": hashes.MD5(),
    "sha1": hashes.SHA1(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_DIGEST_URI = {
    "md5": "http://www.w3.org/2001/04/xmldsig-more#md5",
    "sha1": f"{DS}sha1",
    "sha256": "http://www.w3.org/2001/04/xmlenc#sha256",
    "sha384": "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "sha512": "http://www.w3.org/2001/04/xmlenc#sha512",
}
TRANSFORMS = {
    "enveloped": f'<ds:Transform Algorithm="{DS}enveloped-signature"/>',
    "xpath": (
        '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">'
        "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath></ds:Transform>"
    ),
    "filter2": (
        '<ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2">'
        '<f2:XPath xmlns:f2="http://www.w3.org/2002/06/xmldsig-filter2" Filter="subtract">'
        "/descendant::ds:Signature</f2:XPath></ds:Transform>"
    ),
}


@dataclass(frozen=True)
class Signer:
    """Somebody with a key and a certificate; *chain* is carried beside it."""

    key: Any
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def elliptic(self) -> bool:
        """Whether the key is on an elliptic curve."""
        return isinstance(self.key, ec.EllipticCurvePrivateKey)

    def sign(self, data: bytes, digest: str) -> bytes:
        """The signature value in the raw form of XML Signature and JWS."""
        if not self.elliptic:
            value: bytes = self.key.sign(data, padding.PKCS1v15(), _HASHES[digest])
            return value
        r, s = decode_dss_signature(self.key.sign(data, ec.ECDSA(_HASHES[digest])))
        size = (self.key.curve.key_size + 7) // 8
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def b64u(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def issuer_serial(certificate: x509.Certificate) -> bytes:
    """DER of IssuerSerial: the issuer as a directoryName, and the serial number."""
    name = certificate.issuer.public_bytes()
    serial = certificate.serial_number
    number = serial.to_bytes(serial.bit_length() // 8 + 1, "big")
    return _tlv(0x30, _tlv(0x30, _tlv(0xA4, name)) + _tlv(0x02, number))


def _tlv(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = (
        bytes([size])
        if size < 128
        else bytes([0x80 + (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, "big")
    )
    return bytes([tag]) + length + content


Hook = Callable[[etree._Element], None]


@dataclass(frozen=True)
class XmlForm:
    """How an XML seal is made; *shape* may change the signature element before it is signed."""

    transforms: str = TRANSFORMS["filter2"] + f'<ds:Transform Algorithm="{EXCLUSIVE}"/>'
    data_c14n: str = EXCLUSIVE
    own_transforms: str = f'<ds:Transforms><ds:Transform Algorithm="{EXCLUSIVE}"/></ds:Transforms>'
    own_c14n: str = EXCLUSIVE
    info_c14n: str = EXCLUSIVE
    digest: str = "sha256"
    signature_digest: str = ""
    data_uri: str = ""
    time: str = "2026-05-20T10:00:00Z"
    certificate_digest: str = "sha512"
    named: x509.Certificate | None = None
    carried: tuple[x509.Certificate, ...] | None = None
    references: str = "{data}{own}"
    key_value: str = ""
    extra_object: str = ""
    target: str = "#{id}"
    id: str = "sig"
    at_end: bool = False
    proof: str = "{http://data.europa.eu/snb}proof"
    shape: Hook | None = None


def seal_xml(document: bytes, signer: Signer, form: XmlForm | None = None) -> bytes:
    """The document with a XAdES seal in its ``proof``, or at its end."""
    form = form or XmlForm()
    root = etree.fromstring(document)
    proof = next(root.iter(form.proof), None)
    if form.at_end or proof is None:
        if proof is not None:
            proof.getparent().remove(proof)
        proof = root
    signature = etree.fromstring(_template(signer, form))
    proof.append(signature)
    signature = proof[-1]
    if form.shape:
        form.shape(signature)
    fill(root, signature, signer, form)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def fill(root: etree._Element, signature: etree._Element, signer: Signer, form: XmlForm) -> None:
    """Computes digests and the signature value of a signature that stands in its place."""
    names = {"ds": DS, "xades": XADES}
    without = etree.fromstring(etree.tostring(root))
    for one in list(without.iter(f"{{{DS}}}Signature")):
        if "enveloped-signature" not in form.transforms or one.get("Id") == signature.get("Id"):
            one.getparent().remove(one)
    own = signature.find(".//xades:SignedProperties", names)
    for reference in signature.iterfind("ds:SignedInfo/ds:Reference", names):
        value = reference.find("ds:DigestValue", names)
        if reference.get("Type") == SIGNED_PROPERTIES:
            octets = canonical(own, form.own_c14n)
        elif reference.get("URI") == f"#{form.id}-key":
            octets = canonical(signature.find("ds:KeyInfo", names), form.own_c14n)
        else:
            octets = canonical(without, form.data_c14n)
        value.text = b64(hashlib.new(form.digest, octets).digest())
    info = canonical(signature.find("ds:SignedInfo", names), form.info_c14n)
    digest = form.signature_digest or form.digest
    signature.find("ds:SignatureValue", names).text = b64(signer.sign(info, digest))


def canonical(element: Any, method: str) -> bytes:
    """The canonical form of an element in its place, by libxml2's own subset canonicaliser where context counts."""
    if method == EXCLUSIVE or element.getparent() is None:
        return etree.tostring(element, method="c14n", exclusive=method == EXCLUSIVE)
    copy = etree.Element(element.tag, element.attrib, nsmap=element.nsmap)
    copy.text = element.text
    copy.extend(etree.fromstring(etree.tostring(child, with_tail=False)) for child in element)
    for new, old in zip(copy, element, strict=True):
        new.tail = old.tail
    return etree.tostring(copy, method="c14n")


def _template(signer: Signer, form: XmlForm) -> str:
    named = form.named or signer.certificate
    carried = (signer.certificate, *signer.chain) if form.carried is None else form.carried
    algorithm = f"{'ecdsa' if signer.elliptic else 'rsa'}-{form.signature_digest or form.digest}"
    uri = (
        f"{DS}{algorithm}"
        if algorithm.endswith("rsa-sha1") and not signer.elliptic
        else (f"http://www.w3.org/2001/04/xmldsig-more#{algorithm}")
    )
    digest = f'<ds:DigestMethod Algorithm="{_DIGEST_URI[form.digest]}"/><ds:DigestValue/>'
    data = (
        f'<ds:Reference Id="r" URI="{form.data_uri}"><ds:Transforms>{form.transforms}</ds:Transforms>{digest}'
        "</ds:Reference>"
    )
    own = (
        f'<ds:Reference Type="{SIGNED_PROPERTIES}" URI="#{form.id}-props">{form.own_transforms}{digest}</ds:Reference>'
    )
    key = f'<ds:Reference URI="#{form.id}-key">{form.own_transforms}{digest}</ds:Reference>'
    certificates = "".join(f"<ds:X509Certificate>{b64(der(c))}</ds:X509Certificate>" for c in carried)
    pointed = f' Id="{form.id}-key"' if "{key}" in form.references else ""
    fingerprint = b64(hashlib.new(form.certificate_digest, der(named)).digest())
    return f"""<ds:Signature xmlns:ds="{DS}" Id="{form.id}"><ds:SignedInfo>\
<ds:CanonicalizationMethod Algorithm="{form.info_c14n}"/><ds:SignatureMethod Algorithm="{uri}"/>\
{form.references.format(data=data, own=own, key=key)}</ds:SignedInfo><ds:SignatureValue/>\
<ds:KeyInfo{pointed}>{form.key_value}<ds:X509Data>{certificates}</ds:X509Data></ds:KeyInfo>\
<ds:Object><xades:QualifyingProperties xmlns:xades="{XADES}" Target="{form.target.format(id=form.id)}">\
<xades:SignedProperties Id="{form.id}-props"><xades:SignedSignatureProperties>\
<xades:SigningTime>{form.time}</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>\
<ds:DigestMethod Algorithm="{_DIGEST_URI[form.certificate_digest]}"/><ds:DigestValue>{fingerprint}</ds:DigestValue>\
</xades:CertDigest><xades:IssuerSerialV2>{b64(issuer_serial(named))}</xades:IssuerSerialV2></xades:Cert>\
</xades:SigningCertificateV2></xades:SignedSignatureProperties><xades:SignedDataObjectProperties>\
<xades:DataObjectFormat ObjectReference="#r"><xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat>\
</xades:SignedDataObjectProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object>\
{form.extra_object}</ds:Signature>"""


@dataclass(frozen=True)
class JsonForm:
    """How a JSON seal is made; *header* is laid over the usual protected header, None takes a member out."""

    form: str = "general"
    encoded: bool = False
    header: dict[str, Any] = field(default_factory=dict)
    unprotected: dict[str, Any] = field(default_factory=dict)
    time: datetime = NOW


def protected_header(signer: Signer, form: JsonForm) -> dict[str, Any]:
    """The protected header as the Commission's files have it, with ``iat`` for the signing time."""
    curve = {256: "ES256", 384: "ES384", 521: "ES512"}
    header = {
        "alg": curve[signer.key.curve.key_size] if signer.elliptic else "RS256",
        "typ": "jose+json",
        "cty": "json",
        "kid": b64(issuer_serial(signer.certificate)),
        "x5t#S256": b64u(hashlib.sha256(der(signer.certificate)).digest()),
        "x5c": [b64(der(c)) for c in (signer.certificate, *signer.chain)],
        "b64": False,
        "iat": int(form.time.astimezone(UTC).timestamp()),
        "crit": ["b64"],
    }
    if form.encoded:
        del header["b64"], header["crit"]
    return {name: value for name, value in (header | form.header).items() if value is not None}


def signature(signer: Signer, payload: str, form: JsonForm) -> dict[str, Any]:
    """One entry of the list of signatures over the payload as it stands in the file."""
    header = protected_header(signer, form)
    protected = b64u(json.dumps(header).encode())
    digest = "sha" + header["alg"][-3:] if header["alg"][-3:].isdigit() else "sha256"
    value = signer.sign(protected.encode() + b"." + payload.encode("utf-8", "surrogatepass"), digest)
    entry: dict[str, Any] = {"protected": protected, "signature": b64u(value)}
    return entry | ({"header": form.unprotected} if form.unprotected else {})


def seal_json(document: str, signer: Signer, form: JsonForm | None = None) -> bytes:
    """The document in a JSON Web Signature."""
    form = form or JsonForm()
    payload = b64u(document.encode()) if form.encoded else document
    entry = signature(signer, payload, form)
    if form.form == "compact":
        return f"{entry['protected']}.{payload}.{entry['signature']}".encode()
    if form.form == "flattened":
        return dump({"payload": payload, **entry})
    return dump({"payload": payload, "signatures": [entry]})


def dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
