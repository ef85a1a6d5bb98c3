"""What the official shapes let pass although it is wrong is in no document that we write."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from mctool.formats import elm_jsonld
from mctool.vocabularies import lists

from .awarded import PNG, example_credentials, pages
from .judges import terms
from .reading import is_language, listed, nodes, strings
from .variations import variations

ALL = variations() | {f"{one.award.cohort.id} {one.learner.learner}": one for one in example_credentials()}


def written(name: str) -> str:
    return elm_jsonld.render(ALL[name], pages(ALL[name].award))


@pytest.mark.official
@pytest.mark.parametrize("name", ALL)
def test_every_term_means_something(name: str, official: Path) -> None:
    """A misspelt term is no violation: it is lost without a word."""
    known = terms(official)
    for node in nodes(json.loads(written(name))):
        assert {term for term in node if not term.startswith("@") and not is_language(term)} <= known


@pytest.fixture(params=ALL)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(written(name), object_pairs_hook=_without_doubles)
    return loaded


def test_all_copies_of_a_node_are_identical(document: dict[str, Any]) -> None:
    copies: dict[str, set[str]] = {}
    for node in nodes(document):
        if "id" in node:
            copies.setdefault(node["id"], set()).add(json.dumps(node))
    assert {identifier for identifier, forms in copies.items() if len(forms) > 1} == set()


def test_every_node_has_an_id_and_a_type(document: dict[str, Any]) -> None:
    for node in nodes(document):
        if any(is_language(term) for term in node):
            continue
        assert {"id", "type"} <= set(node)
        assert re.match(r"urn:epass:[a-zA-Z]+:[1-9][0-9]*$|urn:credential:|mailto:.+@|https?://", node["id"]), node[
            "id"
        ]


def test_the_fixed_strings_are_there(document: dict[str, Any]) -> None:
    assert document["@context"] == [
        "https://www.w3.org/2018/credentials/v1",
        "http://data.europa.eu/snb/model/context/edc-ap",
    ]
    assert document["type"] == ["VerifiableCredential", "EuropeanDigitalCredential"]
    assert document["credentialSchema"]["id"] == "http://data.europa.eu/snb/model/ap/edc-generic-full"
    assert document["credentialProfiles"]["id"] == "http://data.europa.eu/snb/credential/e34929035b"
    assert document["credentialSubject"]["type"] == "Person"
    assert not {"credentialStatus", "termsOfUse", "proof", "evidence"} & set(document)


def test_the_dates_are_in_order_and_said_twice_where_readers_differ(document: dict[str, Any]) -> None:
    assert document["issuanceDate"] == document["issued"]
    assert document.get("validUntil") == document.get("expirationDate")
    achievement = document["credentialSubject"]["hasClaim"]
    days = [proof["dateIssued"] for proof in listed(achievement["provenBy"]) if "dateIssued" in proof]
    assert all(day <= document["issued"] for day in days)
    assert achievement["awardedBy"]["awardingDate"] == document["validFrom"]
    if "validUntil" in document:
        assert document["validFrom"] < document["validUntil"]
        assert document["issued"] < document["validUntil"]
    for text in strings(document):
        if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", text):
            assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", text)


def test_every_text_is_filled_and_in_a_declared_language(name: str, document: dict[str, Any]) -> None:
    display = document["displayParameter"]
    declared = [lists.find("languages", one["id"]) for one in listed(display["language"])]
    spoken = [one.slug for one in declared if one]
    assert spoken == list(ALL[name].award.languages)
    assert display["primaryLanguage"] == listed(display["language"])[0]
    assert all(text.strip() for text in strings(document))
    for node in nodes(document):
        for term, value in node.items():
            if isinstance(value, dict) and value and all(map(is_language, value)):
                assert set(value) <= {*spoken, *(["en"] if term == "prefLabel" else [])}


def test_names_stand_once_in_the_primary_language(name: str, document: dict[str, Any]) -> None:
    person = document["credentialSubject"]
    primary = ALL[name].award.language
    for term in ("givenName", "familyName", "fullName"):
        assert list(person[term]) == [primary]


LISTS = {
    "dcType": None,
    "countryCode": "countries",
    "spatial": "countries",
    "spatialCode": "atu-administrative-units",
    "thematicArea": "isced-f-2013",
    "eqfLevel": "eqf-levels",
    "nqfLevel": "nqf-levels-qdr",
    "mode": "modes-of-learning-and-assessment",
    "language": "languages",
    "primaryLanguage": "languages",
    "learningSetting": "learning-setting-types",
    "reusabilityLevel": "skill-reuse-levels",
    "idVerification": "supervision-and-id-verification",
    "entitlementStatus": "entitlement-statuses",
    "framework": "education-credit-systems",
    "contentType": "file-types",
    "contentEncoding": "content-encoding-types",
    "credentialProfiles": "credential-types",
}
TYPES = {
    "Qualification": "learning-opportunity-types",
    "LearningAssessmentSpecification": "learning-assessment-types",
    "LearningActivitySpecification": "learning-activity-types",
    "LearningEntitlementSpecification": "entitlement-types",
    "LearningOutcome": "skill-types",
    "Accreditation": "accreditation-types",
}


def test_every_concept_is_of_the_list_that_its_place_wants(document: dict[str, Any]) -> None:
    """The shapes check the list of some concepts, and the existence of none."""
    for node in nodes(document):
        for term, value in node.items():
            for concept in listed(value):
                if not isinstance(concept, dict) or concept.get("type") != "Concept":
                    continue
                if term == "relatedESCOSkill":
                    assert concept["inScheme"]["id"] == "http://data.europa.eu/esco/concept-scheme/skills"
                    continue
                found = lists.find(LISTS[term] or TYPES[node["type"]], concept["id"])
                assert found, (term, concept["id"])
                assert (found.uri, found.scheme) == (concept["id"], concept["inScheme"]["id"])


def test_numbers_pictures_and_addresses_are_what_they_claim(document: dict[str, Any]) -> None:
    for node in nodes(document):
        for term in {"volumeOfLearning", "workload"} & set(node):
            assert re.fullmatch(r"PT[0-9]+H([0-9]+M)?", node[term])
        match node.get("type"):
            case "CreditPoint":
                assert float(node["point"]) > 0
            case "DisplayDetail":
                assert node["page"] == 1
                assert base64.b64decode(node["image"]["content"], validate=True) == PNG
            case "Mailbox":
                assert re.fullmatch(r"mailto:[!-~]+@[!-~]+", node["id"])
            case "WebResource":
                assert re.fullmatch(r"https?://[!-~]+", node["contentURL"])


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs), "a key stands twice"
    return dict(pairs)
