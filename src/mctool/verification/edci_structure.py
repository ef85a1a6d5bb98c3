"""Structural checks of Europass XML (EDCI 1.0 to 1.2): what must be there, and what the official XSD lets pass."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from lxml import etree

from mctool.verification import edci_values
from mctool.verification.dates import read_moment
from mctool.verification.edci import SNB, Reader, credential_id
from mctool.verification.faults import Faults, quote, words

_Check = Callable[[etree._Element, str, str, Faults], None]

_DAY = timedelta(days=1)
_REFERENCES = etree.XPath(".//@idref", smart_strings=False)
_ACCREDITATION = f"{{{SNB}}}accreditation"
_REQUIRED = {
    "europassCredential": (
        "type",
        "primaryLanguage",
        "availableLanguages",
        "issued",
        "issuer",
        "title",
        "credentialSubject",
    ),
    "organization": ("registration", "prefLabel", "hasLocation"),
    "learningAchievement": ("title", "specifiedBy"),
    "wasDerivedFrom": ("title", "grade"),
    "awardingProcess": ("awardingBody",),
    "hasLocation": ("hasAddress",),
    "hasAddress": ("country",),
}
_NEVER_EMPTY = words(
    "title givenNames familyName fullName registration grade text prefLabel identifier vatIdentifier taxIdentifier "
    "nationalId issued primaryLanguage language"
)


def check(reader: Reader) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The errors and the remarks about a credential."""
    faults = Faults()
    root = reader.credential
    identifier = credential_id(root)
    if not identifier:
        faults.error("credential", "it has no id")
    elif not identifier.startswith("urn:credential:"):
        faults.remark("credential", f"the id {quote(identifier)} is no urn:credential")
    for child in reader.all(root, "childCredentials"):
        if len(child) or (child.text or "").strip():
            faults.error("credential", "it holds other credentials, which nobody checks (childCredentials)")
    _check_ids(reader, faults)
    _check_languages(root, faults)
    _check_order(reader, faults)
    _check_claims(reader, faults)
    for element in reader.elements:
        name, checks = _CHECKS.get(str(element.tag), _NOTHING)
        if checks:
            text = (element.text or "").strip()
            for one in checks:
                one(element, name, text, faults)
    return faults.told()


def place(element: etree._Element) -> str:
    """How a message calls an element: name, and id or line."""
    identifier = element.get("id")
    return f"{_name(element)} {identifier or f'in line {element.sourceline}'}"


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _check_ids(reader: Reader, faults: Faults) -> None:
    """Every reference leads somewhere, and to one thing only; an accreditation may repeat whole organisations.

    What stands inline, such as an activity behind two achievements, may be repeated as it is.
    """
    known: set[str] = set()
    for identifier, named in reader.named.items():
        found = [one for one in named if one is not reader.credential and str(one.tag).startswith(f"{{{SNB}}}")]
        if found:
            known.add(identifier)
        if len(found) > 1:
            own = [one for one in found if next(one.iterancestors(_ACCREDITATION), None) is None]
            if len(own) > 1 and not _alike(own):
                faults.error("credential", f"the id {quote(identifier)} stands {len(own)} times, for different things")
    if known.issuperset(cast(list[str], _REFERENCES(reader.credential))):
        return
    for element in reader.elements[1:]:
        reference = element.get("idref")
        if reference is not None and reference not in known:
            faults.error(place(element), f"it names {quote(reference)}, which is nowhere")


def _alike(found: list[etree._Element]) -> bool:
    """Whether all these elements hold the same."""
    contents = {
        (element.text, *(etree.tostring(child, with_tail=False) for child in element)) for element in found[:20]
    }
    return len(contents) == 1 and len(found) <= 20


def _check_languages(root: etree._Element, faults: Faults) -> None:
    primary = (root.findtext(f"{{{SNB}}}primaryLanguage") or "").strip()
    available = [(item.text or "").strip() for item in root.iterfind(f"{{{SNB}}}availableLanguages/{{{SNB}}}language")]
    if primary and primary not in available:
        faults.error("credential", f"the primary language {quote(primary)} is not among the available ones")
    if len(available) != len(set(available)):
        faults.error("credential", "a language stands twice among the available ones")
    used: set[str] = set()
    within: etree._Element | None = None
    seen: set[str] = set()  # languages within one parent, in document order
    for element in root.iter(f"{{{SNB}}}text"):
        language, parent = element.get("lang") or "", element.getparent()
        if parent is not within:
            within, seen = parent, set()
        if language in seen:
            faults.error(place(element), f"the language {quote(language)} stands twice in one text")
        seen.add(language)
        used.add(language)
    for language in sorted(used - set(available)):
        faults.remark("credential", f"there is text in {quote(language)}, which is not declared")


def _check_order(reader: Reader, faults: Faults) -> None:
    root = reader.credential
    issued, start = _moment(reader, root, "issued"), _moment(reader, root, "validFrom")
    end = _moment(reader, root, "validUntil")
    if end and ((start and end <= start) or (issued and end < issued)):
        faults.error("credential", "validUntil lies before it was issued or valid")
    for subject in reader.all(root, "credentialSubject"):
        born = _moment(reader, subject, "dateOfBirth")
        if born and issued and born > issued:
            faults.error("credential", "the holder was born after it was issued")
        for proof in subject.iter(f"{{{SNB}}}wasDerivedFrom"):
            moment = _moment(reader, proof, "issuedDate")
            if moment and issued and moment > issued + _DAY:
                faults.error(place(proof), "it is dated after the credential was issued")
    for process in root.iterfind(f"{{{SNB}}}awardingProcessReferences/{{{SNB}}}awardingProcess"):
        moment = _moment(reader, process, "date")
        if moment and issued and moment > issued + _DAY:
            faults.error(place(process), "it is dated after the credential was issued")


def _moment(reader: Reader, element: etree._Element, name: str) -> datetime | None:
    text = reader.text(element, name)
    return read_moment(text) if text else None


def _check_claims(reader: Reader, faults: Faults) -> None:
    root = reader.credential
    claims = [claim for group in reader.all(root, "credentialSubject", "achievements") for claim in group]
    activities = reader.all(root, "credentialSubject", "activities", "activity")
    if not claims and not activities:
        faults.remark("credential", "it states no achievement and no activity")
    for claim in claims:
        if not reader.all(claim, "wasDerivedFrom"):
            faults.remark(place(claim), "no assessment proves it (wasDerivedFrom)")
    if not reader.text(root, "validFrom"):
        faults.remark("credential", "it states no first day of validity")


def _check_filled(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    if not text and len(element) == 0 and not element.get("idref"):
        faults.error(place(element), "it is empty")


def _check_parts(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    if element.get("idref") is None:
        present = {_name(child) for child in element}
        for missing in (term for term in _REQUIRED[name] if term not in present):
            faults.error(place(element), f"{missing} is missing")


def _check_outcome(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    if element.get("id") is None and element.get("idref") is None:
        faults.error(place(element), "it has no id")


def _check_labels(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    keys = [label.get("key") for label in element]
    if len(keys) != len(set(keys)):
        faults.error(place(element), "a label key stands twice")


_STRUCTURE: dict[str, _Check] = {
    **dict.fromkeys(_NEVER_EMPTY, _check_filled),
    **dict.fromkeys(_REQUIRED, _check_parts),
    "learningOutcome": _check_outcome,
    "labels": _check_labels,
}
_NOTHING: tuple[str, tuple[_Check, ...]] = ("", ())
_CHECKS = {
    f"{{{SNB}}}{name}": (name, tuple(by[name] for by in (_STRUCTURE, edci_values.CHECKS) if name in by))
    for name in _STRUCTURE.keys() | edci_values.CHECKS.keys()
}
"""The checks of an element by its tag, with its name."""
