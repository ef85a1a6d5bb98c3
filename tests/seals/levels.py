"""What a baseline level requires of a seal, counted in the file itself."""

import base64
import hashlib
import json
from typing import Any

from asn1crypto import tsp
from asn1crypto.x509 import Certificate
from lxml import etree

_NAMES = {"ds": "http://www.w3.org/2000/09/xmldsig#", "xades": "http://uri.etsi.org/01903/v1.3.2#"}
_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"


def xades_level(document: bytes) -> str:
    """The level of ETSI EN 319 132-1, 6.3, that the one seal in *document* meets: ``B`` or ``T``.

    Fails with AssertionError where a required property is missing, repeated or says something else.
    """
    (signature,) = etree.fromstring(document).iter(f"{{{_NAMES['ds']}}}Signature")
    certificates = [base64.b64decode(c.text) for c in _all(signature, "ds:KeyInfo/ds:X509Data/ds:X509Certificate")]
    assert certificates, "KeyInfo/X509Data"
    assert not _all(signature, ".//ds:KeyValue")
    assert _one(signature, "ds:SignedInfo/ds:CanonicalizationMethod").get("Algorithm") == _C14N

    qualifying = _one(signature, "ds:Object/xades:QualifyingProperties")
    assert qualifying.get("Target") == f"#{signature.get('Id')}"
    signed = _one(qualifying, "xades:SignedProperties")
    data, properties = _all(signature, "ds:SignedInfo/ds:Reference")
    assert data.get("URI") == ""
    assert properties.get("URI") == f"#{signed.get('Id')}"
    assert properties.get("Type") == "http://uri.etsi.org/01903#SignedProperties"
    for reference in (data, properties):
        assert _all(reference, "ds:Transforms/ds:Transform")[-1].get("Algorithm") == _C14N
        assert _one(reference, "ds:DigestMethod").get("Algorithm") == _SHA256

    assert _one(signed, "xades:SignedSignatureProperties/xades:SigningTime").text.endswith("Z")
    assert not _all(signed, ".//xades:SigningCertificate"), "the first version, with SHA-1"
    cert = _one(signed, "xades:SignedSignatureProperties/xades:SigningCertificateV2/xades:Cert")
    assert _one(cert, "xades:CertDigest/ds:DigestMethod").get("Algorithm") == _SHA256
    digest = base64.b64decode(_one(cert, "xades:CertDigest/ds:DigestValue").text)
    assert digest == hashlib.sha256(certificates[0]).digest()
    _names_certificate(_one(cert, "xades:IssuerSerialV2").text, certificates[0])
    form = _one(signed, "xades:SignedDataObjectProperties/xades:DataObjectFormat")
    assert form.get("ObjectReference") == f"#{data.get('Id')}"
    assert _one(form, "xades:MimeType").text == "text/xml"

    stamps = _all(qualifying, "xades:UnsignedProperties/xades:UnsignedSignatureProperties/xades:SignatureTimeStamp")
    if not stamps:
        assert not _all(qualifying, "xades:UnsignedProperties")
        return "B"
    (stamp,) = stamps
    assert _one(stamp, "ds:CanonicalizationMethod").get("Algorithm") == _C14N
    value = _one(signature, "ds:SignatureValue")
    _stamps(
        base64.b64decode(_one(stamp, "xades:EncapsulatedTimeStamp").text),
        etree.tostring(value, method="c14n", exclusive=True),
    )
    return "T"


def jades_level(document: bytes) -> str:
    """The level of ETSI TS 119 182-1, 6.3, that the one seal in *document* meets: ``B`` or ``T``."""
    assert document.startswith(b'{"payload"'), "how the official software tells a sealed file"
    content = json.loads(document)
    (seal,) = content["signatures"]
    header = json.loads(_base64url(seal["protected"]))
    assert header["alg"] in ("RS256", "ES256", "ES384")
    assert header["typ"] == "jose+json"
    assert header["cty"] == "json"
    assert header["b64"] is False
    certificate = base64.b64decode(header["x5c"][0])
    assert _base64url(header["x5t#S256"]) == hashlib.sha256(certificate).digest()
    _names_certificate(header["kid"], certificate)
    if "iat" in header:
        assert type(header["iat"]) is int
        assert header["crit"] == ["b64"]
    else:
        assert header["sigT"].endswith("Z")
        assert header["crit"] == ["b64", "sigT"]
    times = {"iat", "sigT"} & header.keys()
    assert len(times) == 1
    required = {"alg", "typ", "cty", "b64", "x5c", "x5t#S256", "kid", "crit"}
    assert header.keys() == required | times

    if "header" not in seal:
        assert seal.keys() == {"protected", "signature"}
        return "B"
    (entry,) = seal["header"]["etsiU"]
    (token,) = json.loads(_base64url(entry))["sigTst"]["tstTokens"]
    _stamps(base64.b64decode(token["val"]), seal["signature"].encode())
    return "T"


def _names_certificate(issuer_serial: str, der: bytes) -> None:
    named, certificate = tsp.IssuerSerial.load(base64.b64decode(issuer_serial)), Certificate.load(der)
    assert named["serial_number"].native == certificate.serial_number
    assert named["issuer"][0].chosen.untag().dump() == certificate.issuer.dump()


def _stamps(token: bytes, data: bytes) -> None:
    info = tsp.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed
    imprint = info["message_imprint"]
    assert imprint["hash_algorithm"]["algorithm"].native == "sha256"
    assert imprint["hashed_message"].native == hashlib.sha256(data).digest()


def _base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _all(element: Any, path: str) -> list[Any]:
    return list(element.iterfind(path, _NAMES))


def _one(element: Any, path: str) -> Any:
    (found,) = _all(element, path)
    return found
