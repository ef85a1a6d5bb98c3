"""The signed properties of a XAdES seal: certificate, time, format of the data, timestamps over the content."""

from datetime import datetime

from cryptography import x509
from lxml import etree

from mctool.verification import algorithms, timestamps, xmldsig
from mctool.verification.dates import read_moment
from mctool.verification.seal import check_digest, check_issuer_serial
from mctool.verification.verdicts import Refused
from mctool.verification.xmldsig import Reference, base64_text, local

XADES = "http://uri.etsi.org/01903/v1.3.2#"
_SIGNATURE_PROPERTIES = f"{{{XADES}}}SignedSignatureProperties"
_DATA_PROPERTIES = f"{{{XADES}}}SignedDataObjectProperties"


def signing_certificate(signed: etree._Element, certificates: list[x509.Certificate]) -> x509.Certificate:
    """The certificate whose digest the seal covers, of the *certificates* carried; Refused when it is none of them."""
    base = f"{_SIGNATURE_PROPERTIES}/{{{XADES}}}SigningCertificate"
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


def check_data_format(signed: etree._Element, references: tuple[Reference, ...]) -> None:
    """Refused unless each stated format of data belongs to a reference of the seal."""
    ids = [f"#{reference.id}" for reference in references if reference.id]
    if len(ids) != len(set(ids)):
        raise Refused("two references of the seal have the same Id")
    for element in signed.iterfind(f"{_DATA_PROPERTIES}/{{{XADES}}}DataObjectFormat"):
        if element.get("ObjectReference") not in ids:
            raise Refused("the signed data format belongs to no reference of the seal")


def signing_time(signed: etree._Element) -> datetime:
    """When the seal says it was made."""
    found = signed.findall(f"{_SIGNATURE_PROPERTIES}/{{{XADES}}}SigningTime")
    time = read_moment((found[0].text or "").strip()) if len(found) == 1 else None
    if time is None:
        raise Refused("the signed properties hold no readable signing time")
    return time


def content_timestamp_remarks(signed: etree._Element, content: bytes) -> tuple[str, ...]:
    """What is odd about timestamps over all that is sealed, made before sealing (EN 319 132-1, 5.2.8.1).

    The seal covers them, so a wrong one is the sealer's own and takes nothing from the seal; it only proves nothing.
    *content* is everything that the references cover, but not the signed properties.
    """
    remarks: list[str] = []
    for element in signed.iterfind(f"{_DATA_PROPERTIES}/{{{XADES}}}AllDataObjectsTimeStamp"):
        for token in element.iterfind(f"{{{XADES}}}EncapsulatedTimeStamp"):
            try:
                remarks.extend(timestamps.verify_each([(base64_text(token), content)])[1])
            except Refused as refusal:
                remarks.append(f"a timestamp over the content proves nothing ({refusal})")
    if signed.find(f"{_DATA_PROPERTIES}/{{{XADES}}}IndividualDataObjectsTimeStamp") is not None:
        remarks.append("timestamps over single parts of the content are not judged")
    return tuple(remarks)
