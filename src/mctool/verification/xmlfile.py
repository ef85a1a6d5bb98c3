"""Examines Europass XML: form, seals, structure."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from lxml import etree

from mctool.verification import edci, edci_structure, surface, xades, xmlreading
from mctool.verification.content import Content
from mctool.verification.examined import NOT_SEALED, Examined, Sealed, add_schema, describe_seals
from mctool.verification.seal import Seal
from mctool.verification.verdicts import Outcome, Refused, Undecided
from mctool.verification.xmldsig import SIGNATURE

KIND = "edci-xml"


def examine(data: bytes, official: Path | None) -> Examined:
    """Reads a file that begins like XML; *official* is the folder of the official schemas, if there is one."""
    examined = Examined("unknown")
    try:
        document = edci.read_document(xmlreading.parse(data))
    except Refused as refusal:
        examined.findings.add("format", Outcome.FAIL, str(refusal))
        return examined
    examined.kind = KIND
    elements = list(document.root.iter())  # held to the end, so that no pass over them makes them anew
    signatures = [element for element in elements if element.tag == SIGNATURE]
    oddity = surface.xml_oddity(data) if signatures else None
    if oddity:
        words = f"{oddity}; no seal covers this place, so it may have been changed after sealing"
        examined.findings.add("format", Outcome.UNKNOWN, words)
    else:
        examined.findings.add("format", Outcome.PASS, _form(document))
    seals: tuple[Seal, ...] = ()
    try:
        seals = _verify_seals(document, signatures)
        verdict = (Outcome.PASS, describe_seals(seals)) if seals else (Outcome.UNKNOWN, NOT_SEALED)
        examined.findings.add("seal", *verdict)
    except Refused as refusal:
        examined.findings.add("seal", Outcome.FAIL, str(refusal))
    except Undecided as doubt:
        examined.findings.add("seal", Outcome.UNKNOWN, str(doubt))
    for signature in list(document.root.iter(SIGNATURE)):
        xades.take_out(signature)
    content = _read_content(examined, document, data, official)
    examined.content = content
    examined.seals = tuple(Sealed(seal, None if number else content.issuer) for number, seal in enumerate(seals))
    return examined


def _form(document: edci.Document) -> str:
    version = "EDCI 1.0 to 1.2" if document.current else "EDCI before 1.0"
    return f"Europass XML ({version}){', in a verifiable presentation' if document.presentation else ''}"


def _verify_seals(document: edci.Document, signatures: list[etree._Element]) -> tuple[Seal, ...]:
    """The sound seals in their proper places; Refused when one is elsewhere, doubled or not sound.

    Undecided when they are sound and somebody countersigned one: nothing covers what that may say.

    A presentation may carry its own seal around the sealed credential. That one is verified on the whole file,
    the credential's on the credential alone, as it was before somebody presented it. The first is the credential's.
    """
    wholes = [document.credential, document.root] if document.presentation else [document.root]
    found = [[s for s in signatures if _belongs(s, whole)] for whole in wholes]
    counter = [s for s in signatures if xades.countersigns(s)]
    if sum(map(len, found)) + len(counter) != len(signatures):
        raise Refused("a signature stands where no seal belongs")
    if any(len(seals) > 1 for seals in found):
        raise Refused("the file has two seals in one place")
    verified: list[Seal] = []
    for whole, seals in zip(wholes, found, strict=True):
        if seals:
            alone = deepcopy(whole) if document.presentation else whole
            signature = next(s for s in alone.iter(SIGNATURE) if _belongs(s, alone))
            verified.append(xades.verify(signature, alone))
    if counter:
        raise Undecided("the seal is sound, but carries a countersignature, which mctool does not judge")
    return tuple(verified)


def _belongs(signature: etree._Element, whole: etree._Element) -> bool:
    """Whether a signature stands where the seal on *whole* belongs: in its ``proof``, or as its last child."""
    parent = signature.getparent()
    if parent is whole:
        return signature.getnext() is None
    if parent is None or parent.getparent() is not whole:
        return False
    return etree.QName(parent).localname == "proof"


def _read_content(examined: Examined, document: edci.Document, data: bytes, official: Path | None) -> Content:
    reader = edci.Reader(document.credential)
    errors, remarks = edci_structure.check(reader) if document.current else ((), ())
    content = Content(
        credential=edci.credential_id(document.credential),
        issuer=edci.issuer(reader),
        moments=edci.moments(reader),
        summarise=lambda: edci.summary(reader),
        errors=errors,
        remarks=remarks,
    )
    if not document.current:
        examined.findings.add("schema", Outcome.UNKNOWN, "mctool knows no schema of this older version")
        return content
    faults = None
    if official is not None:
        from mctool.verification import official_schemas

        faults = official_schemas.xsd_faults(data, official, presentation=document.presentation)
        if faults and (older := edci.older_schema(document.credential)):
            told = f"it follows {older}, and the XSD of EDCI 1.2 objects to it: {faults[0]}"
            content, faults = replace(content, remarks=(*content.remarks, told)), ()
    add_schema(examined.findings, content, faults, "XSD")
    return content
