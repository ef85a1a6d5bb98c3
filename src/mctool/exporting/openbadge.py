"""Credential -> Open Badge (1EdTech Open Badges 3.0): the JSON-LD that a VC-JWT secures.

The holder stands in it by name, and by e-mail only as a salted hash, so that who has the address can check it and
nobody can read it. The learner's id in the workspace stays here.
"""

import hashlib
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from mctool.credentials import Award, CertifiedOutcome, Credential, midnight

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)  # fmt: skip
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
_ACHIEVEMENTS = uuid.UUID("c9a3c9d4-8f0a-4c39-9d2c-2f6d5b7b1c11")

Salt = Callable[[], str]


class BadgeRenderer:
    """Makes badges of one cohort. The issuer is the same in all of them; the achievement has what the holder achieved,
    so that an award of some outcomes never claims the others."""

    def __init__(self, award: Award, *, status_list: str | None, salt: Salt) -> None:
        """*status_list* is the address of the published Bitstring status list; *salt* gives random text for hashes."""
        self._award = award
        self._status_list = status_list
        self._salt = salt
        self.issuer = _issuer(award)

    def render(self, credential: Credential, place: int | None) -> dict[str, Any]:
        """The badge of *credential*, to be sealed; *place* is its place in the status list."""
        achievement = _achievement(self._award, self.issuer["id"], credential.outcomes)
        document: dict[str, Any] = {
            "@context": list(CONTEXTS),
            "id": credential.id,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": achievement["name"],
            "issuer": self.issuer,
            "validFrom": _utc(credential.valid_from),
            "awardedDate": _utc(credential.valid_from),
            "credentialSubject": self._subject(credential, achievement),
            "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        }
        if credential.valid_until is not None:
            document["validUntil"] = _utc(credential.valid_until)
        if self._status_list is not None and place is not None:
            document["credentialStatus"] = {
                "id": f"{self._status_list}#{place}", "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation", "statusListIndex": str(place),
                "statusListCredential": self._status_list,
            }  # fmt: skip
        return document

    def _subject(self, credential: Credential, achievement: dict[str, Any]) -> dict[str, Any]:
        period, workload = self._award.cohort.period, self._award.programme.workload
        subject: dict[str, Any] = {
            "id": f"{credential.id}#holder",
            "type": ["AchievementSubject"],
            "identifier": self._identity(credential),
            "achievement": achievement,
            "activityStartDate": _utc(midnight(period.start)),
            "activityEndDate": _utc(midnight(period.end)),
        }
        if workload is not None and workload.ects:
            subject["creditsEarned"] = workload.ects
        if credential.distinction:
            subject["narrative"] = "Awarded with distinction."
        return subject

    def _identity(self, credential: Credential) -> list[dict[str, Any]]:
        learner = credential.learner
        name = {
            "type": "IdentityObject", "hashed": False, "identityHash": learner.full_name, "identityType": "name",
        }  # fmt: skip
        if not learner.email:
            return [name]
        salt = self._salt()
        digest = hashlib.sha256(f"{learner.email.lower()}{salt}".encode()).hexdigest()
        email = {
            "type": "IdentityObject", "hashed": True, "identityHash": f"sha256${digest}",
            "identityType": "emailAddress", "salt": salt,
        }  # fmt: skip
        return [name, email]


def _issuer(award: Award) -> dict[str, Any]:
    institution = award.institution
    number = institution.eidas.number if institution.eidas else institution.id
    profile: dict[str, Any] = {
        "id": f"urn:eidas:{number}", "type": ["Profile"], "name": institution.name.to(award.language),
    }  # fmt: skip
    if institution.homepage is not None:
        profile["url"] = str(institution.homepage)
    if institution.email is not None:
        profile["email"] = institution.email
    return profile


def _achievement(award: Award, issuer: str, outcomes: Sequence[CertifiedOutcome]) -> dict[str, Any]:
    programme, language = award.programme, award.language
    achieved = ",".join(one.outcome.id for one in outcomes)
    identity = uuid.uuid5(_ACHIEVEMENTS, f"{issuer}/{programme.id}/{programme.version}/{achieved}")
    achievement: dict[str, Any] = {
        "id": f"urn:uuid:{identity}",
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "name": programme.title.to(language),
        "description": (programme.description or programme.title).to(language),
        "criteria": {"narrative": _criteria(award, outcomes)},
        "humanCode": programme.id,
        "version": programme.version,
        "inLanguage": language,
        "alignment": _alignments(award, outcomes),
    }
    if programme.workload is not None and programme.workload.ects:
        achievement["creditsAvailable"] = programme.workload.ects
    return achievement


def _criteria(award: Award, achieved: Sequence[CertifiedOutcome]) -> str:
    """What the holder showed, in Markdown as the specification has it: outcomes, assessments, workload."""
    language = award.language
    outcomes = [f"- {one.outcome.statement.to(language)}" for one in achieved]
    assessed = ", ".join(one.title.to(language) for one in award.assessed)
    workload = award.programme.workload
    hours = [f"Workload: {workload.hours:g} hours."] if workload is not None else []
    return "\n".join([*outcomes, "", f"Assessed by: {assessed}.", *hours])


def _alignments(award: Award, achieved: Sequence[CertifiedOutcome]) -> list[dict[str, Any]]:
    """The EQF level and the ESCO concepts, each once."""
    found: dict[str, dict[str, Any]] = {}
    level = award.programme.eqf_level
    if level is not None:
        found[level.uri] = _alignment(f"EQF level {level.slug}", level.uri, "European Qualifications Framework")
    for outcome in achieved:
        for concept in outcome.esco:
            found.setdefault(concept.uri, _alignment(concept.label, concept.uri, "ESCO"))
    return list(found.values())


def _alignment(name: str, address: str, framework: str) -> dict[str, Any]:
    return {"type": ["Alignment"], "targetName": name, "targetUrl": address, "targetFramework": framework}


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
