"""A workspace that says what an official sample credential says, written at run time from the sample itself."""

import base64
import csv
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from .reading import listed

Value = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """The parts of an unsealed ELM credential with one claim."""

    document: Value

    @property
    def subject(self) -> Value:
        return self.document["credentialSubject"]

    @property
    def achievement(self) -> Value:
        return self.subject["hasClaim"]

    @property
    def qualification(self) -> Value:
        return self.achievement["specifiedBy"]

    @property
    def activity(self) -> Value:
        return self.achievement["influencedBy"]

    @property
    def assessment(self) -> Value:
        return self.achievement["provenBy"]

    @property
    def picture(self) -> bytes:
        """The picture of its certificate, a JPEG."""
        image = self.document["displayParameter"]["individualDisplay"]["displayDetail"]["image"]
        return base64.b64decode(image["content"])

    @property
    def email(self) -> str:
        mailbox: str = self.subject["contactPoint"]["emailAddress"]["id"]
        return mailbox.removeprefix("mailto:")


def local_day(moment: str) -> date:
    """The day that was meant where midnight in Central Europe was written as the evening before in UTC."""
    return (datetime.fromisoformat(moment.replace("Z", "+00:00")) + timedelta(hours=2)).date()


def write_workspace(folder: Path, sample: Sample) -> Path:
    """The workspace under *folder*; its root."""
    root = folder / "workspace"
    (root / "assets").mkdir(parents=True)
    (root / "assets" / "logo.png").write_bytes(base64.b64decode(sample.document["issuer"]["logo"]["content"]))
    (root / "evidence").mkdir()
    (root / "evidence" / "artefact.txt").write_text("The learner's artefact.\n")
    outcomes = [_outcome(place, one) for place, one in enumerate(sample.qualification["learningOutcome"], 1)]
    ids = [one["id"] for one in outcomes]
    settings = {"mctool": 1, "languages": ["en", "es"], "identities": "../learners.csv"}
    _write(root / "mctool.yaml", settings)
    _write(root / "institution.yaml", _institution(sample.document["issuer"]))
    for outcome in outcomes:
        _write(root / "outcomes" / f"{outcome['id']}.yaml", outcome)
    _write(root / "rubrics" / "artefact.yaml", _rubric(sample, ids))
    _write(root / "programmes" / "sample.yaml", _programme(sample, ids))
    _write(root / "cohorts" / "sample-cohort.yaml", _cohort(sample, ids))
    _identities(folder / "learners.csv", sample.subject)
    return root


def _write(path: Path, descriptor: Value) -> None:
    """JSON is YAML."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=1), encoding="utf-8")


def _institution(issuer: Value) -> Value:
    place, address = issuer["location"], issuer["location"]["address"]
    return {
        "kind": "institution",
        "id": "institution",
        "name": issuer["legalName"],
        "registration": _number(issuer["registration"]),
        "vat": _number(issuer["vatIdentifier"]),
        "address": {
            "country": address["countryCode"]["id"],
            "region": place["spatialCode"]["id"],
            "text": address["fullAddress"]["noteLiteral"]["en"],
        },
        "homepage": issuer["homepage"]["contentURL"],
        "logo": "assets/logo.png",
    }


def _number(identifier: Value) -> Value:
    return {"number": identifier["notation"], "country": identifier["spatial"]["id"]}


def _outcome(place: int, outcome: Value) -> Value:
    skills = listed(outcome["relatedESCOSkill"])
    written = {
        "kind": "outcome",
        "id": f"outcome-{place}",
        "statement": outcome["title"],
        "esco": [{"uri": skill["id"], "label": skill["prefLabel"]["en"]} for skill in skills],
    }
    if "reusabilityLevel" in outcome:
        written["reusability"] = outcome["reusabilityLevel"]["id"]
    return written


def _rubric(sample: Sample, outcomes: list[str]) -> Value:
    return {
        "kind": "rubric",
        "id": "artefact",
        "title": sample.assessment["specifiedBy"]["gradingScheme"]["title"],
        "levels": ["fail", "pass"],
        "minimum": "pass",
        "criteria": [{"id": f"criterion-{one}", "outcome": one, "title": {"en": "Artefact"}} for one in outcomes],
    }


def _programme(sample: Sample, outcomes: list[str]) -> Value:
    qualification, specification = sample.qualification, sample.assessment["specifiedBy"]
    hours = re.fullmatch(r"PT([0-9]+)H", qualification["volumeOfLearning"])
    assert hours
    level = qualification["nqfLevel"]
    assessment = {
        "id": "artefact",
        "title": specification["title"],
        "type": specification["dcType"]["prefLabel"]["en"].replace(" ", "-"),
        "method": "portfolio",
        "participation": specification["mode"]["id"],
        "supervision": sample.assessment["idVerification"]["id"],
        "rubric": "artefact",
        "assesses": outcomes,
    }
    return {
        "kind": "programme",
        "id": "sample",
        "version": "1",
        "title": qualification["title"],
        "description": sample.activity["description"],
        "summary": sample.document["displayParameter"]["description"],
        "languages": [qualification["language"]["id"]],
        "field": listed(qualification["thematicArea"])[-1]["id"],
        "eqf_level": qualification["eqfLevel"]["id"],
        "nqf_level": {"framework": "national", "level": level["prefLabel"]["en"], "uri": level["id"]},
        "type": qualification["dcType"]["id"],
        "setting": qualification["learningSetting"]["id"],
        "participation": qualification["mode"]["id"],
        "activities": [sample.activity["specifiedBy"]["dcType"]["id"]],
        "workload": {"hours": int(hours[1]), "ects": float(qualification["creditPoint"]["point"])},
        "prerequisites": qualification["entryRequirement"]["noteLiteral"],
        "outcomes": outcomes,
        "assessments": [assessment],
        "award": {"outcomes": "all"},
        "stacking": {"standalone": not qualification["isPartialQualification"]},
        "learner_data": ["date_of_birth", "national_id"],
    }


def _cohort(sample: Sample, outcomes: list[str]) -> Value:
    period = sample.activity["temporal"]
    start, end = (period[term].partition("T")[0] for term in ("startDate", "endDate"))
    digest = hashlib.sha256(b"The learner's artefact.\n").hexdigest()
    levels = {f"criterion-{one}": "pass" for one in outcomes}
    attempt = {
        "assessment": "artefact",
        "date": end,
        "ratings": [{"by": "assessor-1", "levels": levels}],
        "evidence": [{"type": "product", "file": "evidence/artefact.txt", "sha256": digest}],
    }
    return {
        "kind": "cohort",
        "id": "sample-cohort",
        "programme": "sample",
        "version": "1",
        "period": {"start": start, "end": end},
        "assessors": ["assessor-1"],
        "quality_review": {"date": end, "by": "Quality Office"},
        "results": [{"learner": "L-1", "status": "completed", "assessments": [attempt]}],
    }


def _identities(path: Path, subject: Value) -> None:
    country = subject["nationalID"]["spatial"]["id"].rpartition("/")[2]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["learner", "given_name", "family_name", "date_of_birth", "national_id", "national_id_country"])
        table.writerow([
            "L-1", subject["givenName"]["en"], subject["familyName"]["en"], local_day(subject["dateOfBirth"]),
            subject["nationalID"]["notation"], country,
        ])  # fmt: skip
