"""XAdES seals in Europass XML: BASELINE-B, and BASELINE-T with a timestamp authority (ETSI EN 319 132-1)."""

import base64
import hashlib
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureConstructionMethod
from signxml.xades.xades import XAdESDataObjectFormat, XAdESSigner

from mctool.errors import SealError
from mctool.seals.keys import SealKey, ecdsa_der

if TYPE_CHECKING:
    from mctool.seals.timestamps import TimestampAuthority

EUROPASS = "http://data.europa.eu/snb"
DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
_NAMESPACES = {"ds": DS, "xades": XADES}


class XmlSealer:
    """Seals Europass XML documents with one key.

    *timestamp* adds a signature timestamp to each seal (BASELINE-T).
    """

    def __init__(self, key: SealKey, *, timestamp: "TimestampAuthority | None" = None) -> None:
        self._key = key
        self._timestamp = timestamp

    def seal(self, document: bytes, *, time: datetime) -> bytes:
        """A Europass document whose ``proof`` is empty or absent -> the same with a seal in ``proof``.

        *time* is the claimed signing time, with its zone. The seal covers the whole document, whose bytes
        must not change afterwards. Raises SealError when the document is not Europass XML, is sealed already,
        or the authority gave no sound timestamp.
        """
        root = _parse(document)
        etree.SubElement(_proof(root), f"{{{DS}}}Signature", {"Id": "placeholder"}, {"ds": DS})
        token = hashlib.sha256(document).hexdigest()[:16]
        sealed = _Signer(self._key, time, token).sign(
            root,
            key=_SignxmlKey(self._key),  # type: ignore[arg-type]
            cert=[self._key.certificate, *self._key.chain],
            always_add_key_value=False,
        )
        if self._timestamp is not None:
            _add_timestamp(sealed, self._timestamp, time)
        return etree.tostring(sealed, encoding="UTF-8", xml_declaration=True)


class _Signer(XAdESSigner):
    """signxml with what BASELINE-B and other people's verifiers need and it does not do itself."""

    def __init__(self, key: SealKey, time: datetime, token: str) -> None:
        super().__init__(
            data_object_format=XAdESDataObjectFormat(Description="Europass document", MimeType="text/xml"),
            method=SignatureConstructionMethod.enveloped,
            signature_algorithm=key.scheme.xml,
            digest_algorithm=DigestAlgorithm.SHA256,
            c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
        )
        self._seal_key = key
        self._time = time
        self._token = token

    def get_root(self, data: Any) -> Any:
        """A copy of the root; signxml writes it out and reads it again, twice, which takes half of the time."""
        return deepcopy(data)

    def _get_token(self, length: int = 4) -> str:
        """The random part of every Id, made from the document instead: equal input gives an equal seal."""
        return self._token

    def _add_reference_to_signed_info(self, sig_root: Any, node_to_reference: Any, **attributes: str) -> None:
        """Sign the signed properties under the canonical form that the reference names.

        signxml digests with exclusive C14N but names none, so that verifiers assume inclusive C14N and find
        another digest. It also signs KeyInfo, which the Commission's seals do not: the certificate is bound
        by its digest in SigningCertificateV2.
        """
        if etree.QName(node_to_reference).localname == "KeyInfo":
            node_to_reference.attrib.pop("Id", None)  # nothing refers to it, so nothing would protect it
            return
        super()._add_reference_to_signed_info(sig_root, node_to_reference, **attributes)  # type: ignore[no-untyped-call]
        reference = sig_root.find("ds:SignedInfo", _NAMESPACES)[-1]
        transforms = etree.Element(f"{{{DS}}}Transforms")
        etree.SubElement(transforms, f"{{{DS}}}Transform", Algorithm=EXCLUSIVE_C14N)
        reference.insert(0, transforms)

    def add_signing_time(self, signed_signature_properties: Any, sig_root: Any, signing_settings: Any) -> None:
        """SigningTime from the clock given in; signxml asks the computer's."""
        text = self._time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        _child(signed_signature_properties, XADES, "SigningTime", text)

    def add_signing_certificate(self, signed_signature_properties: Any, sig_root: Any, signing_settings: Any) -> None:
        """SigningCertificateV2 of the sealing certificate, with the IssuerSerialV2 that signxml lacks."""
        cert = _child(_child(signed_signature_properties, XADES, "SigningCertificateV2"), XADES, "Cert")
        digest = _child(cert, XADES, "CertDigest")
        _child(digest, DS, "DigestMethod").set("Algorithm", DigestAlgorithm.SHA256.value)
        fingerprint = bytes.fromhex(self._seal_key.fingerprint)
        _child(digest, DS, "DigestValue", base64.b64encode(fingerprint).decode())
        _child(cert, XADES, "IssuerSerialV2", self._seal_key.issuer_serial)


class _SignxmlKey:
    """The seal key in the shape of a private key of ``cryptography``, as far as signxml looks."""

    def __init__(self, key: SealKey) -> None:
        public_key: Any = key.certificate.public_key()
        self.key_size: int = public_key.key_size
        self._elliptic = isinstance(public_key, ec.EllipticCurvePublicKey)
        self._key = key

    def sign(self, data: bytes, **_scheme: object) -> bytes:
        """The signature with the key's own scheme, which is the one signxml was set up with."""
        signature = self._key.sign(data)
        return ecdsa_der(signature) if self._elliptic else signature


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
    canonical = etree.tostring(value, method="c14n", exclusive=True, with_comments=False)
    token = authority.stamp(canonical, after=time)
    properties = root.find(".//xades:QualifyingProperties", _NAMESPACES)
    unsigned = _child(_child(properties, XADES, "UnsignedProperties"), XADES, "UnsignedSignatureProperties")
    stamp = _child(unsigned, XADES, "SignatureTimeStamp")
    _child(stamp, DS, "CanonicalizationMethod").set("Algorithm", EXCLUSIVE_C14N)
    _child(stamp, XADES, "EncapsulatedTimeStamp", base64.b64encode(token).decode())


def _child(parent: Any, namespace: str, name: str, text: str | None = None) -> Any:
    child = etree.SubElement(parent, f"{{{namespace}}}{name}")
    child.text = text
    return child
