"""MC713, MC714, MC718-MC720: results on days that fit together."""

from collections.abc import Iterator
from datetime import date

from mctool.findings import Severity
from mctool.models import Cohort
from mctool.models.cohort import Attempt
from mctool.rules.proving import LearnerProof
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc


def _counting(cohort: Descriptor[Cohort], world: World) -> Iterator[tuple[LearnerProof, Loc, Attempt]]:
    """Each attempt that counts and was rated: whose, where, and the attempt."""
    for proof in world.proofs(cohort):
        for one in proof.attempts.values():
            if one.rated:
                yield proof, one.loc, one.attempt


@rule("MC713", Severity.ERROR, "G3.4.2", "M5", over="cohort", guard=True)
def assessed_after_quality_review(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """An assessment took place after the quality review of the cohort.

    **Why** Nobody has reviewed this result. What the review says about the cohort does not hold for it.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    quality_review: {date: 2026-05-06, by: Quality Office, reference: QO/2026/12}
    ```

    **Fix** Review again after the last assessment.
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    quality_review: {date: 2026-05-27, by: Quality Office, reference: QO/2026/12}
    ```
    """
    review = cohort.model.quality_review
    for proof, loc, attempt in _counting(cohort, world) if review else ():
        if review is not None and attempt.date is not None and attempt.date > review.date:
            yield Hit(
                (*loc, "date"), f"Assessed after the quality review of {review.date}",
                "Have this result reviewed, and write the new date.", subject=proof.learner,
            )  # fmt: skip


@rule("MC714", Severity.ERROR, "M5", "G3.4.2", over="cohort", guard=True)
def result_in_the_future(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """An assessment or the quality review is dated on a day that has not come yet.

    **Why** It has not happened. A credential issued today would state an assessment of tomorrow.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    quality_review: {date: 2126-05-27, by: Quality Office, reference: QO/2026/12}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    quality_review: {date: 2026-05-27, by: Quality Office, reference: QO/2026/12}
    ```
    """
    review, today = cohort.model.quality_review, world.today
    if review is not None and review.date > today:
        yield Hit(("quality_review", "date"), f"{review.date} is still to come", "Write the day of the review.")
    for proof, loc, attempt in _counting(cohort, world):
        if attempt.date is not None and attempt.date > today:
            message = f"Rated, and dated {attempt.date}, which is still to come"
            yield Hit((*loc, "date"), message, "Write the day of the assessment.", subject=proof.learner)


@rule("MC718", Severity.WARNING, "G3.4.2", over="cohort")
def assessed_outside_period(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """An assessment lies outside the period of the cohort and of the workflow's stage after it.

    **Why** A date before the first or long after the last meeting is most often another year's, copied along. After
    the period ``workflow.assessment.within`` is allowed.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    period: {start: 2026-03-02, end: 2026-04-20}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    period: {start: 2026-03-02, end: 2026-05-15}
    ```
    """
    period, stage = cohort.model.period, world.workspace.settings.workflow.get("assessment")
    last = stage.within.after(period.end) if stage is not None and stage.within is not None else period.end
    for proof, loc, attempt in _counting(cohort, world):
        if attempt.date is not None and not period.start <= attempt.date <= max(last, period.end):
            yield Hit(
                (*loc, "date"), f"{attempt.date} lies outside the cohort's period, {period.start} to {period.end}",
                "Mend the date, or the period.", subject=proof.learner,
            )  # fmt: skip


@rule("MC719", Severity.WARNING, "M5", "G3.3.2", over="cohort")
def assessment_undated(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """An assessment that counts has no date.

    **Why** Without it nobody can tell whether the quality review came after it, and the credential cannot say when the
    learner showed the outcome.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - {assessment: message, ratings: [{by: assessor-1, levels: {plain-language: acceptable}}]}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - {assessment: message, date: 2026-04-17, ratings: [{by: assessor-1, levels: {plain-language: acceptable}}]}
    ```
    """
    for proof, loc, attempt in _counting(cohort, world):
        if attempt.date is None:
            message = f"The assessment «{attempt.assessment}» has no date"
            yield Hit((*loc, "assessment"), message, "Write «date: …».", subject=proof.learner)


def _feedback_fault(attempt: Attempt, due: date | None, today: date) -> str:
    """What is wrong with the day of the feedback, in words; empty when nothing is."""
    if attempt.date is None:
        return ""
    if attempt.feedback is None:
        return f"Feedback was due on {due}, and none is recorded" if due is not None and due < today else ""
    if attempt.feedback < attempt.date:
        return f"Feedback is dated {attempt.feedback}, before the assessment of {attempt.date}"
    if attempt.feedback > today:
        return f"Feedback is dated {attempt.feedback}, which is still to come"
    return f"Feedback came after {due}, when it was due" if due is not None and attempt.feedback > due else ""


@rule("MC720", Severity.WARNING, "G3.6.2", over="cohort")
def feedback_late(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """Feedback to a learner is missing, late, or dated before the assessment.

    **Why** Feedback is what makes an assessment a part of learning, most of all for those who did not pass.
    ``ethics.feedback_within`` is the programme's promise.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings: [{by: assessor-1, levels: {plain-language: acceptable}}]
            feedback: 2026-06-30
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings: [{by: assessor-1, levels: {plain-language: acceptable}}]
            feedback: 2026-04-26
    ```
    """
    programme = world.workspace.programmes.get(cohort.model.programme)
    ethics = programme.model.ethics if programme else None
    within = ethics.feedback_within if ethics else None
    for proof, loc, attempt in _counting(cohort, world):
        due = within.after(attempt.date) if within is not None and attempt.date is not None else None
        fault = _feedback_fault(attempt, due, world.today)
        if fault:
            place = (*loc, "assessment" if attempt.feedback is None else "feedback")
            yield Hit(place, fault, "Give it, and write the day it was given.", subject=proof.learner)
