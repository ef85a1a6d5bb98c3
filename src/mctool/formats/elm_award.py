"""The part of an ELM document that is the same for a whole cohort, written once."""

from collections.abc import Iterable, Sequence
from datetime import date

from mctool.credentials import AssessmentResult, Award, CertifiedOutcome, midnight
from mctool.errors import FormatError
from mctool.formats import elm_nodes as elm
from mctool.formats import wording
from mctool.formats.elm_assessments import AssessmentNodes
from mctool.formats.elm_nodes import Json, Numbering
from mctool.formats.links import mailto, web_address
from mctool.models.institution import Agency, QualityAssurance


class AwardNodes:
    """The nodes of one cohort. Every node is written once, so that all its copies in a document are identical."""

    def __init__(self, award: Award, *, eidas: bool) -> None:
        """*eidas*: whether the institution carries its eIDAS identifier, or sealing elsewhere will add it.

        Raises FormatError when it should and has none.
        """
        self.award = award
        self.ids = Numbering()
        self._languages = award.languages
        workload = award.programme.workload
        self._hours = elm.string(wording.duration(workload.hours)) if workload else None
        self.organisation = self._organisation(eidas)
        self._review = elm.note(self.ids, wording.review_note(award))
        self._awarding_process = self.ids.next("awardingProcess")
        self._labels = wording.esco_labels(award.outcomes)
        self._outcomes = {one.outcome.id: self._outcome(one) for one in award.outcomes}
        self.assessments = AssessmentNodes(award, self.ids, self._instruction())
        self._activity_specification = self._write_activity_specification()
        self._activity = self._activity_terms()
        self.credit = self._credit()
        self._before, self._after = self._qualification_terms()

    def awarding_process(self, awarded: date) -> Json:
        """The act of awarding, on the day *awarded*."""
        return elm.node(
            "AwardingProcess", self._awarding_process,
            awardingBody=self.organisation,
            awardingDate=elm.string(wording.moment(midnight(awarded))),
            additionalNote=self._review,
        )  # fmt: skip

    def activity(self, awarding_process: Json) -> Json:
        """What learners did in this edition."""
        return elm.members((*self._activity, ("awardedBy", awarding_process)))

    def qualification(self, outcomes: Iterable[CertifiedOutcome], results: Sequence[AssessmentResult]) -> Json:
        """The micro-credential itself, with the outcomes certified and the assessments that proved them."""
        certified = [self._outcomes[one.outcome.id] for one in outcomes]
        varying = (("learningOutcome", certified), ("provenBy", self.assessments.specifications(results)))
        return elm.members((*self._before, *varying, *self._after))

    def _organisation(self, eidas: bool) -> Json:
        institution, ids, languages = self.award.institution, self.ids, self._languages
        if eidas and institution.eidas is None:
            raise FormatError(
                "the institution has no «eidas» number, by which a sealed credential names its issuer; "
                "write it in institution.yaml as in the seal certificate"
            )
        logo = self.award.logo
        return elm.node(
            "Organisation", ids.next("org"),
            legalName=elm.language_map(wording.texts(institution.name, languages)),
            registration=elm.legal_identifier(ids, institution.registration, languages),
            eIDASIdentifier=elm.legal_identifier(ids, institution.eidas if eidas else None, languages),
            vatIdentifier=elm.legal_identifier(ids, institution.vat, languages),
            location=elm.address_location(ids, institution.address, languages),
            homepage=elm.web_resource(ids, institution.homepage),
            contactPoint=elm.contact_point(ids, mailto(institution.email)),
            logo=elm.media_object(ids, logo.content, logo.media_type, languages) if logo else None,
        )  # fmt: skip

    def _agency(self, agency: Agency) -> Json:
        return elm.node(
            "Organisation", self.ids.next("org"),
            legalName=elm.language_map(wording.texts(agency.name, self._languages)),
            location=elm.location(self.ids, agency.country, self._languages),
            homepage=elm.web_resource(self.ids, agency.homepage),
        )  # fmt: skip

    def _accreditation(self, assurance: QualityAssurance | None) -> Json | None:
        """Annex I: the type of quality assurance, and who assures it."""
        if assurance is None:
            return None
        report = web_address(assurance.reference)
        reference = None if report or not assurance.reference else {self._languages[0]: assurance.reference}
        return elm.node(
            "Accreditation", self.ids.next("accreditation"),
            title=elm.language_map(wording.labels(assurance.type, self._languages)),
            dcType=elm.concept(assurance.type, self._languages),
            organisation=self.organisation,
            accreditingAgent=self._agency(assurance.agency),
            report=elm.web_resource(self.ids, report),
            dateIssued=elm.string(wording.moment(midnight(assurance.issued))) if assurance.issued else None,
            expiryDate=elm.string(wording.moment(midnight(assurance.expires))) if assurance.expires else None,
            additionalNote=elm.note(self.ids, reference),
        )  # fmt: skip

    def _outcome(self, certified: CertifiedOutcome) -> Json:
        outcome = certified.outcome
        return elm.node(
            "LearningOutcome", self.ids.next("learningOutcome"),
            title=elm.language_map(wording.texts(outcome.statement, self._languages)),
            dcType=elm.concept(outcome.type, self._languages),
            reusabilityLevel=elm.concept(outcome.reusability, self._languages),
            relatedESCOSkill=[elm.esco_concept(one.uri, self._labels[one.uri]) for one in certified.esco],
            additionalNote=elm.notes(self.ids, wording.outcome_notes(certified, self.award)),
        )  # fmt: skip

    def _instruction(self) -> list[Json]:
        """The languages that the programme is taught and assessed in."""
        concepts = (elm.concept(one, self._languages) for one in self.award.programme.languages)
        return [one for one in concepts if one]

    def _write_activity_specification(self) -> Json:
        programme, languages = self.award.programme, self._languages
        contact = wording.contact_hours(self.award)
        kinds = (elm.concept(one, languages) for one in programme.activities)
        return elm.node(
            "LearningActivitySpecification", self.ids.next("learningActivitySpec"),
            title=elm.language_map(wording.texts(programme.title, languages)),
            dcType=[one for one in kinds if one],
            mode=elm.concept(programme.participation, languages),
            volumeOfLearning=self._hours,
            contactHour=elm.string(contact) if contact else None,
            language=self._instruction(),
            additionalNote=elm.note(self.ids, wording.contact_hours_note(contact, languages) if contact else None),
        )  # fmt: skip

    def _activity_terms(self) -> list[tuple[str, elm.Term]]:
        award, ids, languages = self.award, self.ids, self._languages
        cohort = award.cohort
        period = elm.node(
            "PeriodOfTime", ids.next("period"),
            startDate=elm.string(wording.moment(midnight(cohort.period.start))),
            endDate=elm.string(wording.moment(midnight(cohort.period.end))),
        )  # fmt: skip
        place = cohort.place
        return [
            ("id", elm.string(ids.next("activity"))),
            ("type", elm.string("LearningActivity")),
            ("title", elm.language_map(wording.texts(award.programme.title, languages))),
            ("temporal", period),
            ("location", elm.location(ids, place.country, languages, name=place.text) if place else None),
            ("workload", self._hours),
            ("specifiedBy", self._activity_specification),
        ]

    def _credit(self) -> Json | None:
        workload = self.award.programme.workload
        if workload is None or not workload.ects:
            return None
        ects = wording.listed("education-credit-systems", "european-credit-transfer-system")
        return elm.node(
            "CreditPoint", self.ids.next("creditPoint"),
            framework=elm.concept(ects, self._languages), point=elm.string(wording.number(workload.ects)),
        )  # fmt: skip

    def _entitlements(self) -> list[Json]:
        """What the award counts towards: a prospective entitlement to a learning opportunity."""
        stacking, languages = self.award.programme.stacking, self._languages
        kind = elm.concept(wording.listed("entitlement-types", "learning-opportunity"), languages)
        status = elm.concept(wording.listed("entitlement-statuses", "prospective"), languages)
        return [
            elm.node(
                "LearningEntitlementSpecification", self.ids.next("entitlementSpec"),
                title=elm.language_map(wording.texts(one, languages)), dcType=kind, entitlementStatus=status,
            )
            for one in (stacking.into if stacking else ())
        ]  # fmt: skip

    def _qualification_terms(self) -> tuple[list[tuple[str, elm.Term]], list[tuple[str, elm.Term]]]:
        """What the qualification says before and after its outcomes and assessments."""
        award, programme, ids, languages = self.award, self.award.programme, self.ids, self._languages
        national = programme.nqf_level.uri if programme.nqf_level else None
        partial = wording.partial(programme)
        before: list[tuple[str, elm.Term]] = [
            ("id", elm.string(ids.next("qualification"))),
            ("type", elm.string("Qualification")),
            ("identifier", self._edition()),
            ("title", elm.language_map(wording.texts(programme.title, languages))),
            ("description", elm.language_map(wording.maybe(programme.description, languages))),
            ("dcType", elm.concept(programme.type, languages)),
            ("thematicArea", elm.concept(programme.field, languages)),
            ("eqfLevel", elm.concept(programme.eqf_level, languages)),
            ("nqfLevel", elm.concept(national, languages)),
            ("creditPoint", self.credit),
            (
                "volumeOfLearning",
                self._hours,
            ),
            ("mode", elm.concept(programme.participation, languages)),
            ("learningSetting", elm.concept(programme.setting, languages)),
            ("language", self._instruction()),
            ("entryRequirement", elm.note(ids, wording.maybe(programme.prerequisites, languages))),
            ("learningOutcomeSummary", elm.note(ids, wording.maybe(programme.summary, languages))),
        ]
        after: list[tuple[str, elm.Term]] = [
            ("influencedBy", self._activity_specification),
            ("accreditation", self._accreditation(award.institution.quality_assurance)),
            ("isPartialQualification", None if partial is None else elm.boolean(partial)),
            ("entitlesTo", self._entitlements()),
            ("additionalNote", elm.notes(ids, wording.qualification_notes(award))),
        ]
        return before, after

    def _edition(self) -> Json:
        """Which programme, and which version of it."""
        programme = self.award.programme
        return elm.node(
            "Identifier", self.ids.next("identifier"),
            schemeName=elm.string(wording.EDITION), notation=elm.string(wording.edition(programme)),
        )  # fmt: skip
