"""The unsigned properties of a XAdES seal: what they make of its level, and the timestamps among them."""

from dataclasses import dataclass
from itertools import islice

from lxml import etree

from mctool.verification import algorithms, timestamps, xmldsig
from mctool.verification.faults import words
from mctool.verification.revocation import MAX_DATA, NO_DATA, RevocationData
from mctool.verification.seal import Timestamp
from mctool.verification.verdicts import Refused
from mctool.verification.xadesproperties import XADES
from mctool.verification.xmldsig import DS, base64_text, only_child

_XADES_141 = "http://uri.etsi.org/01903/v1.4.1#"
_NOT_JUDGED = words("SigAndRefsTimeStamp RefsOnlyTimeStamp SigAndRefsTimeStampV2 RefsOnlyTimeStampV2")
_UNSIGNED = frozenset(
    {
        f"{{{XADES}}}{name}"
        for name in words(
            "SignatureTimeStamp CertificateValues RevocationValues ArchiveTimeStamp CounterSignature"
            " CompleteCertificateRefs CompleteRevocationRefs AttrAuthoritiesCertValues AttributeCertificateRefs"
            " AttributeRevocationRefs AttributeRevocationValues SigAndRefsTimeStamp RefsOnlyTimeStamp"
        )
    }
    | {
        f"{{{_XADES_141}}}{name}"
        for name in words(
            "ArchiveTimeStamp TimeStampValidationData CompleteCertificateRefsV2 AttributeCertificateRefsV2"
            " SigAndRefsTimeStampV2 RefsOnlyTimeStampV2"
        )
    }
)


@dataclass(frozen=True)
class Stamps:
    """The baseline level by what is in the file, and the sound timestamps over the signature value."""

    level: str
    found: tuple[Timestamp, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Archived:
    """The token of an archive timestamp, and what it covers after the data that the references cover."""

    token: bytes
    rest: bytes


def verify(unsigned: etree._Element | None, signature: etree._Element) -> Stamps:
    """What the unsigned properties of *signature* add; Refused for an unknown one, or a wrong timestamp."""
    if unsigned is None:
        return Stamps("B")
    if [str(child.tag) for child in unsigned] != [f"{{{XADES}}}UnsignedSignatureProperties"]:
        raise Refused("the unsigned properties do not have the usual parts")
    if strange := {str(element.tag) for element in unsigned[0]} - _UNSIGNED:
        raise Refused(f"the seal has an unknown unsigned property «{sorted(strange)[0][:100]}»")
    names = {str(element.tag).partition("}")[2] for element in unsigned[0]}
    elements = unsigned[0].iterfind(f"{{{XADES}}}SignatureTimeStamp")
    found, remarks = timestamps.verify_each(_stamp(element, signature) for element in elements)
    if _NOT_JUDGED & names:
        remarks += ("timestamps over references to certificates are not judged",)
    if not found:
        return Stamps("B", (), remarks)
    if not {"CertificateValues", "RevocationValues"} & names:
        return Stamps("T", found, remarks)
    return Stamps("LTA" if "ArchiveTimeStamp" in names else "LT", found, remarks)


def revocation_data(unsigned: etree._Element | None) -> RevocationData:
    """The revocation data among the unsigned properties (EN 319 132-1, 5.4.1 and 5.4.2)."""
    if unsigned is None:
        return NO_DATA
    lists = unsigned.iterfind(f".//{{{XADES}}}RevocationValues//{{{XADES}}}EncapsulatedCRLValue")
    answers = unsigned.iterfind(f".//{{{XADES}}}RevocationValues//{{{XADES}}}EncapsulatedOCSPValue")
    further = unsigned.iterfind(f".//{{{XADES}}}CertificateValues/{{{XADES}}}EncapsulatedX509Certificate")
    return RevocationData(
        tuple(base64_text(element) for element in islice(lists, MAX_DATA)),
        tuple(base64_text(element) for element in islice(answers, MAX_DATA)),
        tuple(algorithms.certificate_of_der(base64_text(element)) for element in islice(further, MAX_DATA)),
    )


def archived_parts(unsigned: etree._Element | None, signature: etree._Element) -> tuple[Archived | None, ...]:
    """The archive timestamps, each with the parts of *signature* that it covers (EN 319 132-1, 5.5.2.2).

    To be asked while the signature stands in its document. None for one of an older or unusual form.
    """
    found: list[Archived | None] = []
    for element in unsigned[0] if unsigned is not None else ():
        if not str(element.tag).endswith("}ArchiveTimeStamp"):
            continue
        tokens = element.findall(f"{{{XADES}}}EncapsulatedTimeStamp")
        if element.tag != f"{{{_XADES_141}}}ArchiveTimeStamp" or len(tokens) != 1:
            found.append(None)
            continue
        method = xmldsig.read_canonicalization(element.find(f"{{{DS}}}CanonicalizationMethod"))
        before = list(element.itersiblings(preceding=True))[::-1]
        rest = b"".join(xmldsig.canonical_octets(part, method) for part in (*list(signature)[:-1], *before))
        found.append(Archived(base64_text(tokens[0]), rest))
    return tuple(found)


def archive_remarks(archived: tuple[Archived | None, ...], data: bytes) -> tuple[str, ...]:
    """What to say of the archive timestamps, given the *data* that the references of the seal cover, in order."""
    sound = 0
    for one in archived:
        try:
            sound += one is not None and bool(timestamps.verify_each([(one.token, data + one.rest)])[0])
        except Refused:
            continue
    told = []
    if sound:
        told.append(f"archive timestamps that are sound: {sound}")
    if len(archived) > sound:
        told.append(f"archive timestamps that are not judged: {len(archived) - sound}")
    return tuple(told)


def _stamp(element: etree._Element, signature: etree._Element) -> tuple[bytes, bytes]:
    method = xmldsig.read_canonicalization(element.find(f"{{{DS}}}CanonicalizationMethod"))
    tokens = element.findall(f"{{{XADES}}}EncapsulatedTimeStamp")
    if len(tokens) != 1:
        raise Refused("a timestamp of the seal holds no single token")
    return base64_text(tokens[0]), xmldsig.canonical_octets(only_child(signature, "SignatureValue"), method)
