"""Checks of single values in Europass XML: coded values, credits, durations, pictures, links, templates."""

import re

from lxml import etree

from mctool.verification import values
from mctool.verification.dates import read_moment
from mctool.verification.faults import Faults, quote, words

_DECIMAL = re.compile(r"\d+(\.\d+)?", re.ASCII)
_DATES = words(
    "issued validFrom validUntil issuedDate startedAtTime endedAtTime date dateOfBirth expiryDate reviewDate "
    "expirationDate"
)
_DURATIONS = frozenset({"workload", "volumeOfLearning", "duration"})
_DOCUMENTS = frozenset({"homepage", "supplementaryDoc", "report", "landingpage"})
_LISTS = {
    "eqfLevel": "eqf-levels",
    "limitEQFLevel": "eqf-levels",
    "nqfLevel": "nqf-levels-qdr",
    "hasISCED-FCode": "isced-f-2013",
    "learningSettingType": "learning-setting-types",
    "idVerificationMethod": "supervision-and-id-verification",
    "mode": "modes-of-learning-and-assessment",
    "country": "countries",
    "citizenshipCountry": "countries",
    "learningOutcomeType": "skill-types",
    "reusabilityLevel": "skill-reuse-levels",
    "status": "entitlement-statuses",
}
_TYPE_LISTS = {
    "europassCredential": "credential-types",
    "assessmentSpecification": "learning-assessment-types",
    "learningActivitySpecification": "learning-activity-types",
    "qualification": "learning-opportunity-types",
    "accreditation": "accreditation-types",
    "entitlementSpecification": "entitlement-types",
}


def check_element(element: etree._Element, faults: Faults) -> None:
    """Checks the value of one element against the form that its name asks for."""
    name = etree.QName(element).localname
    text = (element.text or "").strip()
    where = f"{name} in line {element.sourceline}"
    if element.get("uri") is not None and element.get("targetFrameworkUrl") is not None:
        _check_coded(element, name, where, faults)
    elif name in _DATES and read_moment(text) is None:
        faults.error(where, f"{quote(text)} is no date")
    elif name in _DURATIONS and text:
        values.check_duration(faults, where, text)
    elif name in ("hasECTSCreditPoints", "hasCreditPoints"):
        if not _DECIMAL.fullmatch(text):
            faults.error(where, f"{quote(text)} is no number of credits")
        if not element.get("schemeID"):
            faults.error(where, "the credits name no credit system")
    elif name in ("percentageLower", "percentageEqual", "percentageHigher"):
        if not _DECIMAL.fullmatch(text) or float(text) > 100:
            faults.error(where, f"{quote(text)} is no percentage")
    elif name in _DOCUMENTS:
        values.check_link(faults, where, element.get("uri") or "")
    elif name == "mailBox" and not (element.get("uri") or "").startswith("mailto:"):
        faults.error(where, f"the address {quote(element.get('uri'))} lacks «mailto:»")
    elif name == "content":
        kind = element.getparent()
        stated = kind.find("{*}contentType") if kind is not None else None
        values.check_content(faults, where, text, stated.get("uri") if stated is not None else None)
    elif name in ("html", "template") and "<script" in text.lower():
        faults.error(where, "it holds a script")


def _check_coded(element: etree._Element, name: str, where: str, faults: Faults) -> None:
    parent = element.getparent()
    owner = etree.QName(parent).localname if parent is not None else ""
    wanted = _TYPE_LISTS.get(owner) if name == "type" else _LISTS.get(name)
    if wanted is not None:
        values.check_coded(faults, where, wanted, element.get("uri"), element.get("targetFrameworkUrl"))
