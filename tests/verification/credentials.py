"""Whole credentials to be sealed and attacked: invented, and such that the official schemas pass them."""

import json
from typing import Any

from tests.seals.pki import EIDAS

_SNB = "http://data.europa.eu/snb/"
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
CREDENTIAL = "urn:credential:5c3a7c1e-2a0d-4a3c-9e57-0d5d0c6f1a11"


def _text(words: str) -> str:
    return f'<text lang="en" content-type="text/plain">{words}</text>'


def _code(name: str, scheme: str, uri: str, label: str) -> str:
    return f'<{name} targetFrameworkUrl="{scheme}" uri="{uri}"><targetName>{_text(label)}</targetName></{name}>'


_COUNTRY = _code("country", f"{_AUTHORITY}country", f"{_AUTHORITY}country/POL", "Poland")

XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<europassCredential xmlns="http://data.europa.eu/snb" xmlns:cred="http://data.europa.eu/europass/model/credentials/w3c#" xsdVersion="0.10.0" cred:id="{CREDENTIAL}">
  {_code("type", f"{_SNB}credential/25831c2", f"{_SNB}credential/e34929035b", "Generic")}
  <primaryLanguage>en</primaryLanguage>
  <availableLanguages><language>en</language></availableLanguages>
  <cred:validFrom>2026-05-20T00:00:00Z</cred:validFrom>
  <cred:issued>2026-05-20T10:00:00Z</cred:issued>
  <cred:validUntil>2029-05-20T00:00:00Z</cred:validUntil>
  <cred:issuer idref="urn:epass:org:1"/>
  <title>{_text("Inclusive communication")}</title>
  <credentialSubject id="urn:epass:person:1">
    <fullName>{_text("Zofia Gęślą-Jaźń 𝄞")}</fullName>
    <givenNames>{_text("Zofia")}</givenNames>
    <familyName>{_text("Gęślą-Jaźń 𝄞")}</familyName>
    <achievements>
      <learningAchievement id="urn:epass:learningAchievement:1">
        <title>{_text("Inclusive communication")}</title>
        <wasDerivedFrom id="urn:epass:assessment:1">
          <title>{_text("Conflict scenario")}</title>
          <grade>Distinction</grade>
          <issuedDate>2026-05-12T00:00:00Z</issuedDate>
          <specifiedBy idref="urn:epass:assessmentSpecification:1"/>
        </wasDerivedFrom>
        <wasAwardedBy idref="urn:epass:awardingProcess:1"/>
        <specifiedBy idref="urn:epass:qualification:1"/>
      </learningAchievement>
    </achievements>
  </credentialSubject>
  <learningSpecificationReferences>
    <qualification id="urn:epass:qualification:1">
      <title>{_text("Inclusive communication")}</title>
      <volumeOfLearning>PT50H</volumeOfLearning>
      <hasECTSCreditPoints schemeID="http://data.europa.eu/europass/educationalCreditPointSystem/ects">2</hasECTSCreditPoints>
      <learningOutcomes><learningOutcome idref="urn:epass:learningOutcome:1"/></learningOutcomes>
      {_code("eqfLevel", f"{_SNB}eqf/25831c2", f"{_SNB}eqf/6", "Level 6")}
    </qualification>
  </learningSpecificationReferences>
  <learningOutcomeReferences>
    <learningOutcome id="urn:epass:learningOutcome:1"><prefLabel>{_text("Respond to comments &amp; listen")}</prefLabel></learningOutcome>
  </learningOutcomeReferences>
  <assessmentSpecificationReferences>
    <assessmentSpecification id="urn:epass:assessmentSpecification:1">
      <title>{_text("Conflict scenario")}</title>
    </assessmentSpecification>
  </assessmentSpecificationReferences>
  <agentReferences>
    <organization id="urn:epass:org:1">
      <identifier schemeName="eIDAS">{EIDAS}</identifier>
      <registration>000</registration>
      <prefLabel>{_text("Example University")}</prefLabel>
      <hasLocation><hasAddress>{_COUNTRY}</hasAddress></hasLocation>
    </organization>
  </agentReferences>
  <awardingProcessReferences>
    <awardingProcess id="urn:epass:awardingProcess:1"><awardingBody idref="urn:epass:org:1"/></awardingProcess>
  </awardingProcessReferences>
  <proof/>
</europassCredential>
""".encode()  # noqa: E501


def _concept(uri: str, scheme: str, label: str) -> dict[str, Any]:
    return {
        "id": uri,
        "type": "Concept",
        "inScheme": {"id": scheme, "type": "ConceptScheme"},
        "prefLabel": {"en": label},
    }


def _country() -> dict[str, Any]:
    return _concept(f"{_AUTHORITY}country/POL", f"{_AUTHORITY}country", "Poland")


def _language() -> dict[str, Any]:
    return _concept(f"{_AUTHORITY}language/ENG", f"{_AUTHORITY}language", "English")


def _organisation() -> dict[str, Any]:
    address = {"id": "urn:epass:address:1", "type": "Address", "countryCode": _country()}
    number = {"id": "urn:epass:legalIdentifier:1", "type": "LegalIdentifier", "notation": EIDAS, "spatial": _country()}
    return {
        "id": "urn:epass:org:1",
        "type": "Organisation",
        "legalName": {"en": "Example University"},
        "location": {"id": "urn:epass:location:1", "type": "Location", "address": address},
        "eIDASIdentifier": number,
    }


def _display() -> dict[str, Any]:
    image = {
        "id": "urn:epass:mediaObject:1",
        "type": "MediaObject",
        "content": _PIXEL,
        "contentEncoding": _concept(f"{_SNB}encoding/6146cde7dd", f"{_SNB}encoding/25831c2", "base64"),
        "contentType": _concept(f"{_AUTHORITY}file-type/PNG", f"{_AUTHORITY}file-type", "PNG"),
    }
    detail = {"id": "urn:epass:displayDetail:1", "type": "DisplayDetail", "image": image, "page": 1}
    return {
        "id": "urn:epass:displayParameter:1",
        "type": "DisplayParameter",
        "title": {"en": "Inclusive communication"},
        "primaryLanguage": _language(),
        "language": _language(),
        "individualDisplay": {
            "id": "urn:epass:individualDisplay:1",
            "type": "IndividualDisplay",
            "language": _language(),
            "displayDetail": detail,
        },
    }


def _claim() -> dict[str, Any]:
    process = {"id": "urn:epass:awardingProcess:1", "type": "AwardingProcess", "awardingBody": _organisation()}
    grade = {"id": "urn:epass:note:1", "type": "Note", "noteLiteral": {"en": "Distinction"}}
    points = {
        "id": "urn:epass:creditPoint:1",
        "type": "CreditPoint",
        "framework": _concept(f"{_SNB}education-credit/6fcec5c5af", f"{_SNB}education-credit/25831c2", "ECTS"),
        "point": "2",
    }
    outcome = {
        "id": "urn:epass:learningOutcome:1",
        "type": "LearningOutcome",
        "title": {"en": "Respond to comments & listen"},
    }
    return {
        "id": "urn:epass:learningAchievement:1",
        "type": "LearningAchievement",
        "title": {"en": "Inclusive communication"},
        "awardedBy": process,
        "provenBy": {
            "id": "urn:epass:assessment:1",
            "type": "LearningAssessment",
            "title": {"en": "Conflict scenario"},
            "awardedBy": process,
            "grade": grade,
            "dateIssued": "2026-05-12T00:00:00Z",
        },
        "specifiedBy": {
            "id": "urn:epass:qualification:1",
            "type": "Qualification",
            "title": {"en": "Inclusive communication"},
            "volumeOfLearning": "PT50H",
            "creditPoint": points,
            "eqfLevel": _concept(f"{_SNB}eqf/6", f"{_SNB}eqf/25831c2", "Level 6"),
            "learningOutcome": [outcome],
        },
    }


def elm() -> dict[str, Any]:
    """A conforming ELM 3 credential, fresh at each call so that a test may change it."""
    profile = _concept(f"{_SNB}credential/e34929035b", f"{_SNB}credential/25831c2", "Generic")
    return {
        "id": CREDENTIAL,
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "credentialProfiles": profile,
        "credentialSchema": {
            "id": "http://data.europa.eu/snb/model/ap/edc-generic-full",
            "type": "ShaclValidator2017",
        },
        "displayParameter": _display(),
        "credentialSubject": {
            "id": "urn:epass:person:1",
            "type": "Person",
            "givenName": {"en": "Zofia"},
            "familyName": {"en": "Gęślą-Jaźń 𝄞"},
            "fullName": {"en": "Zofia Gęślą-Jaźń 𝄞"},
            "hasClaim": _claim(),
        },
        "issuer": _organisation(),
        "issued": "2026-05-20T10:00:00Z",
        "issuanceDate": "2026-05-20T10:00:00Z",
        "validFrom": "2026-05-20T00:00:00Z",
        "validUntil": "2029-05-20T00:00:00Z",
        "expirationDate": "2029-05-20T00:00:00Z",
        "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
    }


def as_text(document: object) -> str:
    """JSON as an issuer writes it: compact, with letters as they are."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
