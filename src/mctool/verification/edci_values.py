"""Checks of single values in Europass XML: coded values, credits, durations, pictures, links, templates."""

import re
from collections.abc import Callable

from lxml import etree

from mctool.verification import values
from mctool.verification.dates import read_moment
from mctool.verification.faults import Faults, Oddity, quote, words

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
_OPEN = values.OPEN | {"countries", "skill-types", "skill-reuse-levels"}  # the XSD fixes no scheme for these
_TYPE_LISTS = {
    "europassCredential": "credential-types",
    "assessmentSpecification": "learning-assessment-types",
    "learningActivitySpecification": "learning-activity-types",
    "qualification": "learning-opportunity-types",
    "accreditation": "accreditation-types",
    "entitlementSpecification": "entitlement-types",
}


def _where(element: etree._Element, name: str) -> str:
    return f"{name} in line {element.sourceline}"


def _add(element: etree._Element, name: str, oddity: Oddity | None, faults: Faults) -> None:
    if oddity is not None:
        faults.add(_where(element, name), oddity)


def _check_date(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    if read_moment(text) is None:
        faults.error(_where(element, name), f"{quote(text)} is no date")


def _check_duration(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    if text:
        _add(element, name, values.judge_duration(text), faults)


def _check_credits(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    if not _DECIMAL.fullmatch(text):
        faults.error(_where(element, name), f"{quote(text)} is no number of credits")
    if not element.get("schemeID"):
        faults.error(_where(element, name), "the credits name no credit system")


def _check_percentage(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    if not _DECIMAL.fullmatch(text) or float(text) > 100:
        faults.error(_where(element, name), f"{quote(text)} is no percentage")


def _check_document(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    _add(element, name, values.judge_link(element.get("uri") or ""), faults)


def _check_mail(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    address = element.get("uri") or ""
    if not address.startswith("mailto:"):
        faults.error(_where(element, name), f"the address {quote(address)} lacks «mailto:»")


def _check_content(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    parent = element.getparent()
    stated = parent.find("{*}contentType") if parent is not None else None
    kind = stated.get("uri") if stated is not None else None
    _add(element, name, values.judge_content(text, kind), faults)


def _check_template(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    if "<script" in text.lower():
        faults.error(_where(element, name), "it holds a script")


def _check_coded(element: etree._Element, name: str, text: str, faults: Faults) -> None:
    wanted = _LISTS.get(name)
    if name == "type":
        parent = element.getparent()
        wanted = _TYPE_LISTS.get(str(parent.tag).rpartition("}")[2]) if parent is not None else None
    scheme = element.get("targetFrameworkUrl")
    if wanted is not None and scheme is not None:
        _add(element, name, values.judge_coded(wanted, element.get("uri"), scheme, _OPEN), faults)


CHECKS: dict[str, Callable[[etree._Element, str, str, Faults], None]] = {
    **dict.fromkeys(_DATES, _check_date),
    **dict.fromkeys(_DURATIONS, _check_duration),
    **dict.fromkeys(_DOCUMENTS, _check_document),
    **dict.fromkeys((*_LISTS, "type"), _check_coded),
    **dict.fromkeys(("hasECTSCreditPoints", "hasCreditPoints"), _check_credits),
    **dict.fromkeys(("percentageLower", "percentageEqual", "percentageHigher"), _check_percentage),
    **dict.fromkeys(("html", "template"), _check_template),
    "mailBox": _check_mail,
    "content": _check_content,
}
"""The check of an element's value by its name: of the element, its name and its text without white space around."""
