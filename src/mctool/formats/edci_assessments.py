"""The assessments of a cohort in Europass XML: what each is, and how one learner did in it."""

from collections.abc import Sequence

from mctool.credentials import AssessmentResult, Award
from mctool.formats import edci_elements as edci
from mctool.formats import notes, wording
from mctool.formats.markup import NOTHING, Xml, element, leaf
from mctool.models.programme import Assessment


class AssessmentElements:
    """The elements of a cohort's assessments, by assessment id."""

    def __init__(self, award: Award) -> None:
        languages = award.languages
        places = {one.id: place for place, one in enumerate(award.assessed, 1)}
        self._award = award
        self._languages = languages
        self._ids = {name: f"urn:epass:learningAssessmentSpec:{place}" for name, place in places.items()}
        self._scheme_ids = {name: f"urn:epass:gradingScheme:{place}" for name, place in places.items()}
        self._whole = f"urn:epass:learningAssessmentSpec:{len(places) + 1}"
        self._titles = {one.id: edci.text("title", wording.texts(one.title, languages)) for one in award.assessed}
        self._supervision = {
            one.id: edci.code("idVerificationMethod", one.supervision, languages) for one in award.assessed
        }
        self._specifications = {one.id: self._specification(one) for one in award.assessed}
        self._schemes = {one.id: self._scheme(one) for one in award.assessed}

    def reference(self, results: Sequence[AssessmentResult]) -> Xml:
        """Where a qualification finds what the assessments behind *results* are: it can name no more than one."""
        if not results:
            return NOTHING
        whole = self._whole if len(results) > 1 else self._ids[results[0].assessment.id]
        return edci.reference("assessmentSpecification", whole)

    def specifications(self, results: Sequence[AssessmentResult]) -> Xml:
        """What the assessments are; where there are several, with one more that has them as parts."""
        assessments = [one.assessment for one in results]
        written = [self._specifications[one.id] for one in assessments]
        if len(assessments) > 1:
            kinds = {one.type.uri: one.type for one in assessments}.values()
            whole = element(
                "assessmentSpecification",
                edci.text("title", wording.texts(self._award.programme.title, self._languages)),
                edci.codes("type", kinds, self._languages),
                edci.references("hasPart", (self._ids[one.id] for one in assessments)),
                attributes={"id": self._whole},
            )
            written.append(whole)
        return element("assessmentSpecificationReferences", *written)

    def schemes(self, results: Sequence[AssessmentResult]) -> Xml:
        """How they were graded."""
        return element("scoringSchemeReferences", *(self._schemes[one.assessment.id] for one in results))

    def proof(self, place: int, result: AssessmentResult) -> Xml:
        """How the learner did in one of them, the *place*-th that counted. A grade is a bare string in the schema, so
        that a note repeats it in all languages where there are several."""
        name, grade = result.assessment.id, wording.texts(result.grade, self._languages)
        return element(
            "wasDerivedFrom",
            self._titles[name],
            edci.text("additionalNote", grade) if len(grade) > 1 else NOTHING,
            leaf("grade", next(iter(grade.values()))),
            edci.optional("issuedDate", wording.day(result.date)),
            self._supervision[name],
            edci.reference("specifiedBy", self._ids[name]),
            attributes={"id": f"urn:epass:learningAssessment:{place}"},
        )

    def _specification(self, assessment: Assessment) -> Xml:
        languages = self._languages
        return element(
            "assessmentSpecification",
            self._titles[assessment.id],
            edci.text("description", wording.maybe(assessment.description, languages)),
            edci.code("type", assessment.type, languages),
            edci.codes("language", self._award.programme.languages, languages),
            edci.code("mode", assessment.participation, languages),
            edci.reference("gradingScheme", self._scheme_ids[assessment.id]),
            attributes={"id": self._ids[assessment.id]},
        )

    def _scheme(self, assessment: Assessment) -> Xml:
        rubric = self._award.rubrics[assessment.rubric or ""]
        return element(
            "scoringScheme",
            edci.text("title", wording.texts(rubric.title, self._languages)),
            edci.text("description", notes.of_grading(rubric, self._languages)),
            attributes={"id": self._scheme_ids[assessment.id]},
        )
