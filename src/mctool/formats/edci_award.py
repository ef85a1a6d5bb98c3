"""The part of a Europass XML document that is the same for a whole cohort, written once."""

from collections.abc import Iterable, Sequence
from datetime import date

from mctool.credentials import AssessmentResult, Award, CertifiedOutcome
from mctool.errors import FormatError
from mctool.formats import edci_elements as edci
from mctool.formats import notes, wording
from mctool.formats.edci_assessments import AssessmentElements
from mctool.formats.links import web_address
from mctool.formats.markup import NOTHING, Xml, element, leaf
from mctool.models.institution import QualityAssurance

_ECTS = "http://data.europa.eu/europass/educationalCreditPointSystem/ects"
ISSUER, AGENCY = "urn:epass:org:1", "urn:epass:org:2"
PROCESS, ACCREDITATION = "urn:epass:awardingProcess:1", "urn:epass:accreditation:1"
QUALIFICATION, ACTIVITY = "urn:epass:qualification:1", "urn:epass:activity:1"
COURSE = "urn:epass:learningActivitySpec:1"
"""The ids of what stands once in every document; ELM documents give the same things the same ids."""


class AwardElements:
    """The elements of one cohort, in the containers where others refer to them by id."""

    def __init__(self, award: Award) -> None:
        """Raises FormatError without a registration number, or for a text in no language of the workspace."""
        if award.institution.registration is None:
            raise FormatError(
                "the institution has no «registration» number, which Europass XML requires; "
                "write it in institution.yaml"
            )
        self.award = award
        self._languages = award.languages
        workload = award.programme.workload
        self._hours = wording.duration(workload.hours) if workload else None
        self.assessments = AssessmentElements(award)
        self._outcome_ids = {
            one.outcome.id: f"urn:epass:learningOutcome:{place}" for place, one in enumerate(award.outcomes, 1)
        }
        labels = wording.esco_labels(award.outcomes)
        self._outcomes = {one.outcome.id: self._outcome(one, labels) for one in award.outcomes}
        self.activity = self._activity()
        self.course = element("learningActivitySpecificationReferences", self._course())
        self._entitlement_ids, self.entitlements = self._entitlements()
        self.agents, self.accreditations = self._agents(award.institution.quality_assurance)
        self._before, self._after = self._qualification_parts()

    def qualification(self, outcomes: Iterable[CertifiedOutcome], results: Sequence[AssessmentResult]) -> Xml:
        """The micro-credential itself, with the outcomes certified and the assessments that proved them."""
        ids = (self._outcome_ids[one.outcome.id] for one in outcomes)
        certified = element("learningOutcomes", edci.references("learningOutcome", ids))
        course = edci.reference("learningActivitySpecification", COURSE)
        body = (self._before, certified, course, self.assessments.reference(results), self._after)
        written = element("qualification", *body, attributes={"id": QUALIFICATION})
        return element("learningSpecificationReferences", written)

    def outcomes(self, outcomes: Iterable[CertifiedOutcome]) -> Xml:
        """The outcomes certified."""
        return element("learningOutcomeReferences", *(self._outcomes[one.outcome.id] for one in outcomes))

    def awarding_process(self, awarded: date) -> Xml:
        """The act of awarding, on the day *awarded*."""
        process = element(
            "awardingProcess",
            edci.text("additionalNote", notes.of_review(self.award)),
            edci.reference("awardingBody", ISSUER),
            edci.optional("date", wording.day(awarded)),
            attributes={"id": PROCESS},
        )
        return element("awardingProcessReferences", process)

    def _outcome(self, certified: CertifiedOutcome, labels: wording.Texts) -> Xml:
        outcome, languages = certified.outcome, self._languages
        return element(
            "learningOutcome",
            edci.text("prefLabel", wording.texts(outcome.statement, languages)),
            edci.notes("description", notes.of_outcome(certified, self.award)),
            edci.code("learningOutcomeType", outcome.type, languages),
            edci.code("reusabilityLevel", outcome.reusability, languages),
            *(edci.esco_code("relatedEscoSkill", one.uri, labels[one.uri]) for one in certified.esco),
            attributes={"id": self._outcome_ids[outcome.id]},
        )

    def _activity(self) -> Xml:
        """What learners did in this edition."""
        award, period, place = self.award, self.award.cohort.period, self.award.cohort.place
        return element(
            "wasInfluencedBy",
            edci.text("title", wording.texts(award.programme.title, self._languages)),
            edci.text("description", wording.maybe(award.programme.description, self._languages)),
            edci.optional("workload", self._hours),
            edci.optional("startedAtTime", wording.day(period.start)),
            edci.optional("endedAtTime", wording.day(period.end)),
            edci.location("location", place.country, self._languages, called=place.text) if place else NOTHING,
            edci.reference("specifiedBy", COURSE),
            attributes={"id": ACTIVITY},
        )

    def _course(self) -> Xml:
        programme, languages = self.award.programme, self._languages
        contact = wording.contact_hours(self.award)
        return element(
            "learningActivitySpecification",
            edci.text("title", wording.texts(programme.title, languages)),
            edci.text("additionalNote", notes.of_contact_hours(contact, languages)),
            edci.codes("type", programme.activities, languages),
            edci.optional("workload", self._hours),
            edci.codes("language", programme.languages, languages),
            edci.code("mode", programme.participation, languages),
            attributes={"id": COURSE},
        )

    def _entitlements(self) -> tuple[list[str], Xml]:
        """What the award counts towards: a prospective entitlement to a learning opportunity; with their ids."""
        stacking, languages = self.award.programme.stacking, self._languages
        into = stacking.into if stacking else ()
        kind = edci.code("type", wording.listed("entitlement-types", "learning-opportunity"), languages)
        status = edci.code("status", wording.listed("entitlement-statuses", "prospective"), languages)
        ids = [f"urn:epass:entitlementSpec:{place}" for place in range(1, len(into) + 1)]
        written = [
            element(
                "entitlementSpecification",
                edci.text("title", wording.texts(one, languages)), kind, status,
                attributes={"id": identifier},
            )
            for one, identifier in zip(into, ids, strict=True)
        ]  # fmt: skip
        return ids, element("entitlementSpecificationReferences", *written) if written else NOTHING

    def _agents(self, assurance: QualityAssurance | None) -> tuple[Xml, Xml]:
        """The institution and the body that assures its quality; and, Annex I, the type of quality assurance."""
        award, languages = self.award, self._languages
        institution = edci.organization("organization", ISSUER, award.institution, award.logo, languages)
        if assurance is None:
            return element("agentReferences", institution), NOTHING
        accreditation = element(
            "accreditation",
            edci.code("type", assurance.type, languages),
            edci.text("title", wording.label_as_text(assurance.type, languages)),
            edci.document("report", web_address(assurance.reference)),
            institution,
            edci.agency("accreditingAgent", AGENCY, assurance.agency, languages),
            edci.optional("issuedDate", wording.day(assurance.issued)),
            edci.optional("expiryDate", wording.day(assurance.expires)),
            edci.text("additionalNote", notes.of_reference(assurance, languages)),
            attributes={"id": ACCREDITATION},
        )
        agency = edci.agency("organization", AGENCY, assurance.agency, languages)
        return element("agentReferences", institution, agency), element("accreditationReferences", accreditation)

    def _qualification_parts(self) -> tuple[Xml, Xml]:
        """What the qualification says before and after its outcomes and assessments."""
        award, programme, languages = self.award, self.award.programme, self._languages
        ects = programme.workload.ects if programme.workload else None
        partial = wording.partial(programme)
        assured = [ACCREDITATION] if award.institution.quality_assurance else []
        before = (
            leaf("identifier", wording.edition(programme), {"schemeName": wording.EDITION}),
            edci.code("type", programme.type, languages),
            edci.text("title", wording.texts(programme.title, languages)),
            edci.text("description", wording.maybe(programme.description, languages)),
            edci.notes("additionalNote", notes.of_qualification(award)),
            edci.code("hasISCED-FCode", programme.field, languages),
            edci.optional("volumeOfLearning", self._hours),
            leaf("hasECTSCreditPoints", wording.number(ects), {"schemeID": _ECTS}) if ects else NOTHING,
            edci.codes("language", programme.languages, languages),
            edci.code("mode", programme.participation, languages),
            edci.code("learningSettingType", programme.setting, languages),
            edci.text("entryRequirementsNote", wording.maybe(programme.prerequisites, languages)),
        )
        after = (
            edci.references("entitlementSpecification", self._entitlement_ids),
            edci.optional("isPartialQualification", None if partial is None else str(partial).lower()),
            edci.code("eqfLevel", programme.eqf_level, languages),
            edci.code("nqfLevel", programme.nqf_level.uri if programme.nqf_level else None, languages),
            edci.references("hasAccreditation", assured),
        )
        return Xml("".join(before)), Xml("".join(after))
