"""What a reader finds in a written credential, by XPath in the XML and by path of terms in the JSON-LD."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

SPACES = {"e": "http://data.europa.eu/snb", "cred": "http://data.europa.eu/europass/model/credentials/w3c#"}

_ROOT = "/e:europassCredential"
_PLACES = {
    "ROOT": _ROOT,
    "LA": f"{_ROOT}/e:credentialSubject/e:achievements/e:learningAchievement",
    "Q": f"{_ROOT}/e:learningSpecificationReferences/e:qualification[@id = {{LA}}/e:specifiedBy/@idref]",
    "ISSUER": f"{_ROOT}/e:agentReferences/e:organization[@id = {_ROOT}/cred:issuer/@idref]",
    "PROCESS": f"{_ROOT}/e:awardingProcessReferences/e:awardingProcess[@id = {{LA}}/e:wasAwardedBy/@idref]",
    "BODY": f"{_ROOT}/e:agentReferences/e:organization[@id = {{PROCESS}}/e:awardingBody/@idref]",
    "OUTCOMES": f"{_ROOT}/e:learningOutcomeReferences/e:learningOutcome",
    "OUTCOME": "{OUTCOMES}[@id = {Q}/e:learningOutcomes/e:learningOutcome/@idref]",
    "SPECS": f"{_ROOT}/e:assessmentSpecificationReferences/e:assessmentSpecification",
    "SPEC": "{SPECS}[@id = {LA}/e:wasDerivedFrom/e:specifiedBy/@idref]",
    "QSPEC": "{SPECS}[@id = {Q}/e:assessmentSpecification/@idref]",
    "SCHEME": f"{_ROOT}/e:scoringSchemeReferences/e:scoringScheme[@id = {{SPEC}}/e:gradingScheme/@idref]",
    "ACTIVITY": "{LA}/e:wasInfluencedBy",
    "COURSES": f"{_ROOT}/e:learningActivitySpecificationReferences/e:learningActivitySpecification",
    "COURSE": "{COURSES}[@id = {ACTIVITY}/e:specifiedBy/@idref]",
    "QCOURSE": "{COURSES}[@id = {Q}/e:learningActivitySpecification/@idref]",
    "ENTITLEMENT": (
        f"{_ROOT}/e:entitlementSpecificationReferences/e:entitlementSpecification"
        "[@id = {Q}/e:entitlementSpecification/@idref]"
    ),
    "ACCREDITATION": f"{_ROOT}/e:accreditationReferences/e:accreditation[@id = {{Q}}/e:hasAccreditation/@idref]",
}
"""Where things stand in the XML; what is reached by reference is looked up by the reference."""


def in_xml(root: Any, path: str, language: str) -> list[str]:
    """The texts and attributes at *path*, in document order. ``{Q}`` and the like name a place, ``TEXT`` the texts in
    *language*."""
    while "{" in path:
        path = path.format(**_PLACES)
    path = path.replace("TEXT", f"e:text[@lang = '{language}']")
    found = root.xpath(path, namespaces=SPACES)
    return [one if isinstance(one, str) else "".join(one.itertext()) for one in found]


def in_elm(document: dict[str, Any], path: str, language: str) -> list[str]:
    """The values that the terms of *path* lead to, each once for each way to it; ``TEXT`` is the text in *language*."""
    found: list[Any] = [document]
    for term in path.split("."):
        name = language if term == "TEXT" else term
        below = [one[name] for one in found if name in one]
        found = [one for value in below for one in (value if isinstance(value, list) else [value])]
    return [str(one).lower() if isinstance(one, bool) else str(one) for one in found]


def parse(document: bytes) -> Any:
    """The root of an XML document."""
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a document."""
    if isinstance(value, dict):
        yield value
        for below in value.values():
            yield from nodes(below)
    elif isinstance(value, list):
        for below in value:
            yield from nodes(below)


def strings(value: Any) -> Iterator[str]:
    """Every string in a document."""
    if isinstance(value, str):
        yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(below)


def listed(value: Any) -> list[Any]:
    """One value or several, as a list."""
    return value if isinstance(value, list) else [value]


def is_language(term: str) -> bool:
    """Whether a key is a language, not a term."""
    return re.fullmatch(r"[a-z]{2}", term) is not None and term != "id"
