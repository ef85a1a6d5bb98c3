"""The assessments of a cohort in ELM: what each is, and how one learner did in it."""

from collections.abc import Sequence

from mctool.credentials import AssessmentResult, Award
from mctool.formats import elm_nodes as elm
from mctool.formats import notes, wording
from mctool.formats.elm_nodes import Json, Numbering
from mctool.models.programme import Assessment


class AssessmentNodes:
    """The nodes of a cohort's assessments, by assessment id."""

    def __init__(self, award: Award, ids: Numbering, instruction: Sequence[Json]) -> None:
        """*instruction*: the languages that learners are assessed in."""
        self._award = award
        self._languages = award.languages
        self._instruction = instruction
        self._titles = {one.id: elm.language_map(wording.texts(one.title, award.languages)) for one in award.assessed}
        self._supervision = {one.id: elm.concept(one.supervision, award.languages) for one in award.assessed}
        self._specifications = {one.id: self._specification(ids, one) for one in award.assessed}

    def specifications(self, results: Sequence[AssessmentResult]) -> list[Json]:
        """What the assessments behind *results* are."""
        return [self._specifications[one.assessment.id] for one in results]

    def proof(self, ids: Numbering, result: AssessmentResult, awarding_process: Json) -> Json:
        """How the learner did in one of them."""
        name = result.assessment.id
        return elm.node(
            "LearningAssessment", ids.next("learningAssessment"),
            title=self._titles[name],
            awardedBy=awarding_process,
            grade=elm.note(ids, wording.texts(result.grade, self._languages)),
            dateIssued=elm.optional(wording.day(result.date)),
            idVerification=self._supervision[name],
            specifiedBy=self._specifications[name],
        )  # fmt: skip

    def _specification(self, ids: Numbering, assessment: Assessment) -> Json:
        rubric, languages = self._award.rubrics[assessment.rubric or ""], self._languages
        scheme = elm.node(
            "GradingScheme", ids.next("gradingScheme"),
            title=elm.language_map(wording.texts(rubric.title, languages)),
            description=elm.language_map(notes.of_grading(rubric, languages)),
        )  # fmt: skip
        return elm.node(
            "LearningAssessmentSpecification", ids.next("learningAssessmentSpec"),
            title=self._titles[assessment.id],
            description=elm.language_map(wording.maybe(assessment.description, languages)),
            dcType=elm.concept(assessment.type, languages),
            mode=elm.concept(assessment.participation, languages),
            language=self._instruction,
            gradingScheme=scheme,
        )  # fmt: skip
