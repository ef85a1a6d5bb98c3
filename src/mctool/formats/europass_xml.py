"""Credential -> Europass XML, whose empty ``proof`` waits for a XAdES seal (EDCI 1.2, ``genericschema_1.2.xsd``)."""

from mctool.credentials import Award, Credential
from mctool.errors import FormatError
from mctool.formats import edci_elements as edci
from mctool.formats import notes, wording
from mctool.formats.edci_award import ISSUER, PROCESS, QUALIFICATION, AwardElements
from mctool.formats.learner import date_of_birth, national_id
from mctool.formats.markup import Xml, element, leaf

_ROOT = {
    "xmlns": "http://data.europa.eu/snb",
    "xmlns:cred": "http://data.europa.eu/europass/model/credentials/w3c#",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": (
        "http://data.europa.eu/snb http://publications.europa.eu/resource/schema/credential/genericschema_1.2.xsd"
    ),
    "xsdVersion": "0.10.0",
}


class Renderer:
    """Writes the credentials of one cohort; what they share is written once."""

    def __init__(self, award: Award) -> None:
        """Raises FormatError without a registration number, or for a text in no language of the workspace."""
        self._elements = AwardElements(award)
        self._languages = award.languages
        self._kind = edci.code("type", wording.listed("credential-types", "generic"), award.languages)
        spoken = element("availableLanguages", *(leaf("language", one) for one in award.languages))
        self._spoken = Xml(leaf("primaryLanguage", award.language) + spoken)
        self._title = edci.text("title", wording.texts(award.programme.title, award.languages))
        self._subtitle = edci.text("description", wording.subtitle(award))

    def render(self, credential: Credential) -> bytes:
        """*credential* as XML in UTF-8, valid against the official schema.

        Raises FormatError, with the learner's id, when a text cannot be written in XML.
        """
        try:
            return f'<?xml version="1.0" encoding="UTF-8"?>\n{self._document(credential)}'.encode()
        except FormatError as error:
            raise FormatError(f"{credential.learner.learner}: {error}") from None

    def _document(self, credential: Credential) -> Xml:
        elements, until = self._elements, credential.valid_until
        results = credential.results
        return element(
            "europassCredential",
            self._kind,
            self._spoken,
            leaf("cred:validFrom", wording.moment(credential.valid_from)),
            leaf("cred:issued", wording.moment(credential.issued)),
            edci.optional("cred:validUntil", wording.moment(until) if until else None),
            edci.reference("cred:issuer", ISSUER),
            self._title,
            self._subtitle,
            self._subject(credential),
            elements.qualification(credential.outcomes, results),
            elements.outcomes(credential.outcomes),
            elements.course,
            elements.assessments.specifications(results),
            elements.entitlements,
            elements.agents,
            elements.awarding_process(credential.awarded),
            elements.accreditations,
            elements.assessments.schemes(results),
            element("proof"),
            attributes={**_ROOT, "cred:id": credential.id},
        )

    def _subject(self, credential: Credential) -> Xml:
        learner, primary, born = credential.learner, self._languages[0], date_of_birth(credential)
        return element(
            "credentialSubject",
            edci.legal_identifier("nationalId", national_id(credential)),
            edci.text("fullName", {primary: learner.full_name}),
            edci.text("givenNames", {primary: learner.given_name}),
            edci.text("familyName", {primary: learner.family_name}),
            edci.optional("dateOfBirth", born.isoformat() if born else None),
            element("achievements", self._achievement(credential)),
            attributes={"id": "urn:epass:person:1"},
        )

    def _achievement(self, credential: Credential) -> Xml:
        return element(
            "learningAchievement",
            self._title,
            self._subtitle,
            edci.notes("additionalNote", notes.of_achievement(credential)),
            *(self._elements.assessments.proof(place, one) for place, one in enumerate(credential.results, 1)),
            self._elements.activity,
            edci.reference("wasAwardedBy", PROCESS),
            edci.reference("specifiedBy", QUALIFICATION),
            attributes={"id": "urn:epass:learningAchievement:1"},
        )


def render(credential: Credential) -> bytes:
    """One credential as XML; for many of a cohort make one Renderer."""
    return Renderer(credential.award).render(credential)
