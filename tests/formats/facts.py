"""Every fact that a credential carries: where it stands in either format, and what it must be.

The numbers are those of the elements of Annex I to the Council Recommendation on micro-credentials (2022).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mctool.credentials import Credential
from mctool.models.values import Text
from mctool.vocabularies.lists import Concept

Expected = Callable[[Credential, str], list[str]]

C = "credentialSubject.hasClaim"
Q = f"{C}.specifiedBy"
SPEC = f"{C}.provenBy.specifiedBy"
AGENT = f"{Q}.accreditation.accreditingAgent"


@dataclass(frozen=True)
class Fact:
    """One fact: the number of its element in Annex I (or what else it is), its name, where it stands, what it is."""

    element: str
    name: str
    xml: str
    elm: str
    expected: Expected


def _text(pick: Callable[[Credential], Text | None]) -> Expected:
    return lambda credential, language: _in(pick(credential), language)


def _texts(pick: Callable[[Credential], Iterable[Text]]) -> Expected:
    return lambda credential, language: [text for one in pick(credential) for text in _in(one, language)]


def _in(text: Mapping[str, str] | None, language: str) -> list[str]:
    return [text[language]] if text and language in text else []


def _uri(pick: Callable[[Credential], Concept | None]) -> Expected:
    return lambda credential, _: [one.uri] if (one := pick(credential)) else []


def _uris(pick: Callable[[Credential], Iterable[Concept | None]]) -> Expected:
    return lambda credential, _: [one.uri for one in pick(credential) if one]


def _label(pick: Callable[[Credential], Concept | None]) -> Expected:
    return lambda credential, language: _in(one.labels, language) if (one := pick(credential)) else []


def _line(pick: Callable[[Credential], str | None]) -> Expected:
    """A text without language, which stands under the primary one."""
    return lambda credential, language: (
        [one] if language == credential.award.language and (one := pick(credential)) else []
    )


def _same(pick: Callable[[Credential], str | None]) -> Expected:
    return lambda credential, _: [one] if (one := pick(credential)) else []


def _day(pick: Callable[[Credential], date | None]) -> Expected:
    return lambda credential, _: [f"{one}T00:00:00Z"] if (one := pick(credential)) else []


def _unless_none(value: object) -> list[str]:
    return [] if value is None else [str(value).lower()]


def _hours(credential: Credential) -> str | None:
    workload = credential.award.programme.workload
    return f"PT{int(workload.hours)}H" if workload else None


FACTS: tuple[Fact, ...] = (
    Fact("1", "given name", "//e:credentialSubject/e:givenNames/TEXT", "credentialSubject.givenName.TEXT",
         _line(lambda c: c.learner.given_name)),
    Fact("1", "family name", "//e:credentialSubject/e:familyName/TEXT", "credentialSubject.familyName.TEXT",
         _line(lambda c: c.learner.family_name)),
    Fact("1", "full name", "//e:credentialSubject/e:fullName/TEXT", "credentialSubject.fullName.TEXT",
         _line(lambda c: c.learner.full_name)),
    Fact("2", "title of the document", "{ROOT}/e:title/TEXT", "displayParameter.title.TEXT",
         _text(lambda c: c.award.programme.title)),
    Fact("2", "title of the achievement", "{LA}/e:title/TEXT", f"{C}.title.TEXT",
         _text(lambda c: c.award.programme.title)),
    Fact("2", "title of the qualification", "{Q}/e:title/TEXT", f"{Q}.title.TEXT",
         _text(lambda c: c.award.programme.title)),
    Fact("3", "country", "{ISSUER}/e:hasLocation/e:hasAddress/e:country/@uri",
         "issuer.location.address.countryCode.id", _uri(lambda c: c.award.institution.address.country)),
    Fact("3", "country in words", "{ISSUER}/e:hasLocation/e:hasAddress/e:country/e:targetName/TEXT",
         "issuer.location.address.countryCode.prefLabel.TEXT", _label(lambda c: c.award.institution.address.country)),
    Fact("3", "region", "{ISSUER}/e:hasLocation/e:spatialCode/e:targetName/TEXT",
         "issuer.location.spatialCode.prefLabel.TEXT",
         lambda c, language: _unless(c.award.institution.address.region, language == "en")),
    Fact("3", "address", "{ISSUER}/e:hasLocation/e:hasAddress/e:fullAddress/TEXT",
         "issuer.location.address.fullAddress.noteLiteral.TEXT", _line(lambda c: c.award.institution.address.text)),
    Fact("4", "awarding body", "{BODY}/e:prefLabel/TEXT", f"{C}.awardedBy.awardingBody.legalName.TEXT",
         _text(lambda c: c.award.institution.name)),
    Fact("4", "issuer", "{ISSUER}/e:prefLabel/TEXT", "issuer.legalName.TEXT",
         _text(lambda c: c.award.institution.name)),
    Fact("4", "registration", "{BODY}/e:registration", f"{C}.awardedBy.awardingBody.registration.notation",
         _same(lambda c: c.award.institution.registration and c.award.institution.registration.number)),
    Fact("4", "eIDAS number of the issuer", "{ISSUER}/e:identifier[@schemeName = 'eIDAS']",
         "issuer.eIDASIdentifier.notation",
         _same(lambda c: c.award.institution.eidas and c.award.institution.eidas.number)),
    Fact("4", "VAT number", "{ISSUER}/e:vatIdentifier", "issuer.vatIdentifier.notation",
         _same(lambda c: c.award.institution.vat and c.award.institution.vat.number)),
    Fact("5", "issued", "{ROOT}/cred:issued", "issued",
         _same(lambda c: c.issued.strftime("%Y-%m-%dT%H:%M:%SZ"))),
    Fact("5", "award day", "{PROCESS}/e:date", f"{C}.awardedBy.awardingDate", _day(lambda c: c.awarded)),
    Fact("6", "learning outcomes", "{OUTCOME}/e:prefLabel/TEXT", f"{Q}.learningOutcome.title.TEXT",
         _texts(lambda c: [one.outcome.statement for one in c.outcomes])),
    Fact("6", "skill or knowledge", "{OUTCOME}/e:learningOutcomeType/@uri", f"{Q}.learningOutcome.dcType.id",
         _uris(lambda c: [one.outcome.type for one in c.outcomes])),
    Fact("6", "reuse level", "{OUTCOME}/e:reusabilityLevel/@uri", f"{Q}.learningOutcome.reusabilityLevel.id",
         _uris(lambda c: [one.outcome.reusability for one in c.outcomes])),
    Fact("6", "ESCO concepts", "{OUTCOME}/e:relatedEscoSkill/@uri", f"{Q}.learningOutcome.relatedESCOSkill.id",
         lambda c, _: [esco.uri for one in c.outcomes for esco in one.esco]),
    Fact("6", "ESCO labels", "{OUTCOME}/e:relatedEscoSkill/e:targetName/TEXT",
         f"{Q}.learningOutcome.relatedESCOSkill.prefLabel.TEXT",
         lambda c, language: [esco.label for one in c.outcomes for esco in one.esco if language == "en"]),
    Fact("7", "hours", "{Q}/e:volumeOfLearning", f"{Q}.volumeOfLearning", _same(_hours)),
    Fact("7", "hours of the activity", "{ACTIVITY}/e:workload", f"{C}.influencedBy.workload", _same(_hours)),
    Fact("7", "hours of the course", "{COURSE}/e:workload", f"{C}.influencedBy.specifiedBy.volumeOfLearning",
         _same(_hours)),
    Fact("7", "credits", "{Q}/e:hasECTSCreditPoints", f"{Q}.creditPoint.point", lambda c, _: _credits(c)),
    Fact("8", "EQF level", "{Q}/e:eqfLevel/@uri", f"{Q}.eqfLevel.id", _uri(lambda c: c.award.programme.eqf_level)),
    Fact("8", "national level", "{Q}/e:nqfLevel/@uri", f"{Q}.nqfLevel.id",
         _uri(lambda c: c.award.programme.nqf_level and c.award.programme.nqf_level.uri)),
    Fact("9", "type of assessment", "{SPEC}/e:type/@uri", f"{SPEC}.dcType.id",
         _uris(lambda c: [one.assessment.type for one in c.results])),
    Fact("9", "type of assessment in words", "{SPEC}/e:type/e:targetName/TEXT",
         f"{SPEC}.dcType.prefLabel.TEXT",
         lambda c, language: [one.assessment.type.label(language) for one in c.results]),
    Fact("9", "assessments", "{LA}/e:wasDerivedFrom/e:title/TEXT", f"{C}.provenBy.title.TEXT",
         _texts(lambda c: [one.assessment.title for one in c.results])),
    Fact("9", "description of the assessments", "{SPEC}/e:description/TEXT", f"{SPEC}.description.TEXT",
         _texts(lambda c: [one.assessment.description for one in c.results if one.assessment.description])),
    Fact("10", "form of participation", "{Q}/e:mode/@uri", f"{Q}.mode.id",
         _uri(lambda c: c.award.programme.participation)),
    Fact("10", "mode of the course", "{COURSE}/e:mode/@uri", f"{C}.influencedBy.specifiedBy.mode.id",
         _uri(lambda c: c.award.programme.participation)),
    Fact("10", "mode of the assessments", "{SPEC}/e:mode/@uri", f"{SPEC}.mode.id",
         _uris(lambda c: [one.assessment.participation for one in c.results])),
    Fact("11", "type of quality assurance", "{ACCREDITATION}/e:type/@uri", f"{Q}.accreditation.dcType.id",
         _uri(lambda c: _assured(c) and _assured(c).type)),
    Fact("11", "who assures quality", "{ACCREDITATION}/e:accreditingAgent/e:prefLabel/TEXT",
         f"{AGENT}.legalName.TEXT", _text(lambda c: _assured(c) and _assured(c).agency.name)),
    Fact("11", "country of the agency", "{ACCREDITATION}/e:accreditingAgent/e:hasLocation/e:hasAddress/e:country/@uri",
         f"{AGENT}.location.address.countryCode.id",
         _uri(lambda c: _assured(c) and _assured(c).agency.country)),
    Fact("11", "whose quality", "{ACCREDITATION}/e:organization/e:prefLabel/TEXT",
         f"{Q}.accreditation.organisation.legalName.TEXT",
         lambda c, language: _in(c.award.institution.name, language) if _assured(c) else []),
    Fact("11", "decision", "{ACCREDITATION}/e:additionalNote/TEXT",
         f"{Q}.accreditation.additionalNote.noteLiteral.TEXT", _line(lambda c: _assured(c) and _assured(c).reference)),
    Fact("11", "decided on", "{ACCREDITATION}/e:issuedDate", f"{Q}.accreditation.dateIssued",
         _day(lambda c: _assured(c) and _assured(c).issued)),
    Fact("11", "decision expires", "{ACCREDITATION}/e:expiryDate", f"{Q}.accreditation.expiryDate",
         _day(lambda c: _assured(c) and _assured(c).expires)),
    Fact("o1", "prerequisites", "{Q}/e:entryRequirementsNote/TEXT", f"{Q}.entryRequirement.noteLiteral.TEXT",
         _text(lambda c: c.award.programme.prerequisites)),
    Fact("o2", "supervision and identity check", "{LA}/e:wasDerivedFrom/e:idVerificationMethod/@uri",
         f"{C}.provenBy.idVerification.id", _uris(lambda c: [one.assessment.supervision for one in c.results])),
    Fact("o2", "supervision in words", "{LA}/e:wasDerivedFrom/e:idVerificationMethod/e:targetName/TEXT",
         f"{C}.provenBy.idVerification.prefLabel.TEXT",
         lambda c, language: [one.assessment.supervision.label(language) for one in c.results]),
    Fact("o3", "grades in all languages", "{LA}/e:wasDerivedFrom/e:additionalNote/TEXT",
         f"{C}.provenBy.grade.noteLiteral.TEXT", _texts(lambda c: [one.grade for one in c.results])),
    Fact("o3", "days of assessment", "{LA}/e:wasDerivedFrom/e:issuedDate", f"{C}.provenBy.dateIssued",
         lambda c, _: [f"{one.date}T00:00:00Z" for one in c.results]),
    Fact("o3", "how it was graded", "{SCHEME}/e:title/TEXT", f"{SPEC}.gradingScheme.title.TEXT",
         _texts(lambda c: [one.rubric.title for one in c.results])),
    Fact("o4", "part of something larger", "{Q}/e:isPartialQualification", f"{Q}.isPartialQualification",
         lambda c, _: _unless_none(_partial(c))),
    Fact("o4", "counts towards", "{ENTITLEMENT}/e:title/TEXT", f"{Q}.entitlesTo.title.TEXT",
         _texts(lambda c: c.award.programme.stacking.into if c.award.programme.stacking else ())),
    Fact("o5", "field", "{Q}/e:hasISCED-FCode/@uri", f"{Q}.thematicArea.id", _uri(lambda c: c.award.programme.field)),
    Fact("o5", "type of programme", "{Q}/e:type/@uri", f"{Q}.dcType.id", _uri(lambda c: c.award.programme.type)),
    Fact("o5", "setting", "{Q}/e:learningSettingType/@uri", f"{Q}.learningSetting.id",
         _uri(lambda c: c.award.programme.setting)),
    Fact("o5", "languages of instruction", "{Q}/e:language/@uri", f"{Q}.language.id",
         _uris(lambda c: c.award.programme.languages)),
    Fact("o5", "activities", "{COURSE}/e:type/@uri", f"{C}.influencedBy.specifiedBy.dcType.id",
         _uris(lambda c: c.award.programme.activities)),
    Fact("o5", "description", "{Q}/e:description/TEXT", f"{Q}.description.TEXT",
         _text(lambda c: c.award.programme.description)),
    Fact("o5", "what the holder can do", "{ROOT}/e:description/TEXT", "displayParameter.description.TEXT",
         _text(lambda c: c.award.programme.summary)),
    Fact("o5", "first day", "{ACTIVITY}/e:startedAtTime", f"{C}.influencedBy.temporal.startDate",
         _day(lambda c: c.award.cohort.period.start)),
    Fact("o5", "last day", "{ACTIVITY}/e:endedAtTime", f"{C}.influencedBy.temporal.endDate",
         _day(lambda c: c.award.cohort.period.end)),
    Fact("o5", "place", "{ACTIVITY}/e:location/e:name/TEXT", f"{C}.influencedBy.location.geographicName.TEXT",
         _line(lambda c: c.award.cohort.place and c.award.cohort.place.text)),
    Fact("o5", "homepage", "{ISSUER}/e:homepage/@uri", "issuer.homepage.contentURL",
         _same(lambda c: c.award.institution.homepage)),
    Fact("o5", "mailbox", "{ISSUER}/e:contactPoint/e:mailBox/@uri", "issuer.contactPoint.emailAddress.id",
         _same(lambda c: c.award.institution.email and f"mailto:{c.award.institution.email}")),
    Fact("id", "credential", "{ROOT}/@cred:id", "id", _same(lambda c: c.id)),
    Fact("validity", "from", "{ROOT}/cred:validFrom", "validFrom", _day(lambda c: c.awarded)),
    Fact("validity", "until", "{ROOT}/cred:validUntil", "validUntil",
         _same(lambda c: c.expires and f"{c.expires}T23:59:59Z")),
    Fact("language", "primary", "{ROOT}/e:primaryLanguage", "displayParameter.primaryLanguage.id",
         lambda c, _: [c.award.language]),
)  # fmt: skip
"""All of them."""

PAIRS: tuple[tuple[str, str], ...] = (
    ("{QSPEC}/e:type/@uri", f"{Q}.provenBy.dcType.id"),
    ("{QCOURSE}/e:mode/@uri", f"{Q}.influencedBy.mode.id"),
    ("{Q}/e:additionalNote/TEXT", f"{Q}.additionalNote.noteLiteral.TEXT"),
    ("{LA}/e:additionalNote/TEXT", f"{C}.additionalNote.noteLiteral.TEXT"),
    ("{LA}/e:description/TEXT", f"{C}.description.TEXT"),
    ("{OUTCOME}/e:description/TEXT", f"{Q}.learningOutcome.additionalNote.noteLiteral.TEXT"),
    ("{PROCESS}/e:additionalNote/TEXT", f"{C}.awardedBy.additionalNote.noteLiteral.TEXT"),
    ("{SCHEME}/e:description/TEXT", f"{SPEC}.gradingScheme.description.TEXT"),
    ("{ACTIVITY}/e:title/TEXT", f"{C}.influencedBy.title.TEXT"),
    ("{ACTIVITY}/e:description/TEXT", f"{C}.influencedBy.description.TEXT"),
    ("{ACTIVITY}/e:location/e:hasAddress/e:country/@uri", f"{C}.influencedBy.location.address.countryCode.id"),
    ("{ENTITLEMENT}/e:status/@uri", f"{Q}.entitlesTo.entitlementStatus.id"),
    ("{ISSUER}/e:hasLocation/e:spatialCode/@uri", "issuer.location.spatialCode.id"),
    ("{ISSUER}/e:hasLocation/e:name/TEXT", "issuer.location.geographicName.TEXT"),
    ("{ISSUER}/e:logo/e:content", "issuer.logo.content"),
    ("{ACCREDITATION}/e:report/@uri", f"{Q}.accreditation.report.contentURL"),
    ("{Q}/e:identifier", f"{Q}.identifier.notation"),
    ("//e:credentialSubject/e:nationalId", "credentialSubject.nationalID.notation"),
    ("{ROOT}/e:type/@uri", "credentialProfiles.id"),
)
"""Further places that must say the same in both formats."""


def _unless(value: str | None, there: bool) -> list[str]:
    return [value] if value and there else []


def _assured(credential: Credential) -> Any:
    return credential.award.institution.quality_assurance


def _credits(credential: Credential) -> list[str]:
    workload = credential.award.programme.workload
    return [f"{workload.ects:g}"] if workload and workload.ects else []


def _partial(credential: Credential) -> bool | None:
    stacking = credential.award.programme.stacking
    return bool(stacking.into) if stacking else None
