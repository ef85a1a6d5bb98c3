"""The part of an ELM document that is the same for a whole cohort, written once."""

from collections.abc import Iterable, Sequence
from datetime import date

from mctool.credentials import AssessmentResult, Award, CertifiedOutcome
from mctool.errors import FormatError
from mctool.formats import elm_nodes as elm
from mctool.formats import notes, wording
from mctool.formats.elm_assessments import AssessmentNodes
from mctool.formats.elm_nodes import Json, Numbering
from mctool.formats.links import web_address
from mctool.models.institution import QualityAssurance


class AwardNodes:
    """The nodes of one cohort. Every node is written once, so that all its copies in a document are identical."""

    def __init__(self, award: Award, *, eidas: bool) -> None:
        """*eidas*: whether the institution carries its eIDAS identifier, or sealing elsewhere will add it.

        Raises FormatError when it should and has none.
        """
        if eidas and award.institution.eidas is None:
            raise FormatError(
                "the institution has no «eidas» number, by which a sealed credential names its issuer; "
                "write it in institution.yaml as in the seal certificate"
            )
        self.award = award
        self.ids = Numbering()
        self._languages = award.languages
        workload = award.programme.workload
        self._instruction = elm.concepts(award.programme.languages, award.languages)
        self._hours = elm.string(wording.duration(workload.hours)) if workload else None
        self.organisation = elm.organisation(self.ids, award.institution, award.logo, award.languages, eidas=eidas)
        self._review = elm.note(self.ids, notes.of_review(award))
        self._awarding_process = self.ids.next("awardingProcess")
        self._labels = wording.esco_labels(award.outcomes)
        self._outcomes = {one.outcome.id: self._outcome(one) for one in award.outcomes}
        self.assessments = AssessmentNodes(award, self.ids, self._instruction)
        self._activity_specification = self._write_activity_specification()
        self._activity = self._activity_terms()
        self.credit = self._credit()
        self._qualification = self._qualification_terms()

    def awarding_process(self, awarded: date) -> Json:
        """The act of awarding, on the day *awarded*."""
        return elm.node(
            "AwardingProcess", self._awarding_process,
            awardingBody=self.organisation,
            awardingDate=elm.optional(wording.day(awarded)),
            additionalNote=self._review,
        )  # fmt: skip

    def activity(self, awarding_process: Json) -> Json:
        """What learners did in this edition."""
        return elm.members((*self._activity, ("awardedBy", awarding_process)))

    def qualification(self, outcomes: Iterable[CertifiedOutcome], results: Sequence[AssessmentResult]) -> Json:
        """The micro-credential itself, with the outcomes certified and the assessments that proved them."""
        certified = [self._outcomes[one.outcome.id] for one in outcomes]
        proof = self.assessments.specifications(results)
        return elm.members((*self._qualification, ("learningOutcome", certified), ("provenBy", proof)))

    def _accreditation(self, assurance: QualityAssurance | None) -> Json | None:
        """Annex I: the type of quality assurance, and who assures it."""
        if assurance is None:
            return None
        return elm.node(
            "Accreditation", self.ids.next("accreditation"),
            title=elm.language_map(wording.label_as_text(assurance.type, self._languages)),
            dcType=elm.concept(assurance.type, self._languages),
            organisation=self.organisation,
            accreditingAgent=elm.agency(self.ids, assurance.agency, self._languages),
            report=elm.web_resource(self.ids, web_address(assurance.reference)),
            dateIssued=elm.optional(wording.day(assurance.issued)),
            expiryDate=elm.optional(wording.day(assurance.expires)),
            additionalNote=elm.note(self.ids, notes.of_reference(assurance, self._languages)),
        )  # fmt: skip

    def _outcome(self, certified: CertifiedOutcome) -> Json:
        outcome = certified.outcome
        return elm.node(
            "LearningOutcome", self.ids.next("learningOutcome"),
            title=elm.language_map(wording.texts(outcome.statement, self._languages)),
            dcType=elm.concept(outcome.type, self._languages),
            reusabilityLevel=elm.concept(outcome.reusability, self._languages),
            relatedESCOSkill=[elm.esco_concept(one.uri, self._labels[one.uri]) for one in certified.esco],
            additionalNote=elm.notes(self.ids, notes.of_outcome(certified, self.award)),
        )  # fmt: skip

    def _write_activity_specification(self) -> Json:
        programme, languages = self.award.programme, self._languages
        return elm.node(
            "LearningActivitySpecification", self.ids.next("learningActivitySpec"),
            title=elm.language_map(wording.texts(programme.title, languages)),
            dcType=elm.concepts(programme.activities, languages),
            mode=elm.concept(programme.participation, languages),
            volumeOfLearning=self._hours,
            contactHour=elm.optional(wording.contact_hours(self.award)),
            language=self._instruction,
        )  # fmt: skip

    def _activity_terms(self) -> list[tuple[str, elm.Term]]:
        award, ids, languages = self.award, self.ids, self._languages
        cohort = award.cohort
        period = elm.node(
            "PeriodOfTime", ids.next("period"),
            startDate=elm.optional(wording.day(cohort.period.start)),
            endDate=elm.optional(wording.day(cohort.period.end)),
        )  # fmt: skip
        place = cohort.place
        return [
            ("id", elm.string(ids.next("activity"))),
            ("type", elm.string("LearningActivity")),
            ("title", elm.language_map(wording.texts(award.programme.title, languages))),
            ("description", elm.language_map(wording.maybe(award.programme.description, languages))),
            ("temporal", period),
            ("location", elm.location(ids, place.country, languages, called=place.text) if place else None),
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

    def _qualification_terms(self) -> list[tuple[str, elm.Term]]:
        """What the qualification says beside its outcomes and assessments."""
        award, programme, ids, languages = self.award, self.award.programme, self.ids, self._languages
        national = programme.nqf_level.uri if programme.nqf_level else None
        partial = wording.partial(programme)
        return [
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
            ("volumeOfLearning", self._hours),
            ("mode", elm.concept(programme.participation, languages)),
            ("learningSetting", elm.concept(programme.setting, languages)),
            ("language", self._instruction),
            ("entryRequirement", elm.note(ids, wording.maybe(programme.prerequisites, languages))),
            ("learningOutcomeSummary", elm.note(ids, wording.maybe(programme.summary, languages))),
            ("influencedBy", self._activity_specification),
            ("accreditation", self._accreditation(award.institution.quality_assurance)),
            ("isPartialQualification", None if partial is None else elm.boolean(partial)),
            ("entitlesTo", self._entitlements()),
            ("additionalNote", elm.notes(ids, notes.of_qualification(award))),
        ]

    def _edition(self) -> Json:
        """Which programme, and which version of it."""
        programme = self.award.programme
        return elm.node(
            "Identifier", self.ids.next("identifier"),
            schemeName=elm.string(wording.EDITION), notation=elm.string(wording.edition(programme)),
        )  # fmt: skip
