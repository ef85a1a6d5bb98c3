"""MC710, MC711, MC715: who rated, and what assessors may agree on (guide Q20)."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Cohort, Rubric
from mctool.models.cohort import Attempt
from mctool.models.values import did_you_mean
from mctool.rules.proving import LearnerProof
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor, nearest
from mctool.yamlsource import Loc


def _counting_ratings(cohort: Descriptor[Cohort], world: World) -> Iterator[tuple[LearnerProof, Loc, str]]:
    """Each rating of an attempt that counts: whose, where, and who gave it."""
    for proof in world.proofs(cohort):
        for counting in proof.attempts.values():
            for at, rating in enumerate(counting.attempt.ratings):
                yield proof, (*counting.loc, "ratings", at), rating.by


@rule("MC710", Severity.ERROR, "Q20", "R1", "G2.6.2", over="cohort", guard=True)
def assessor_is_the_learner(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A learner is among the own assessors.

    **Why** Self-assessment is good for learning and proves nothing to others.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    assessors: [assessor-1, L-5DE69A9D]
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            ratings:
              - {by: assessor-1, levels: {plain-language: acceptable, accessible-form: acceptable}}
              - {by: L-5DE69A9D, levels: {plain-language: acceptable, accessible-form: acceptable}}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    assessors: [assessor-1, assessor-2]
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            ratings:
              - {by: assessor-1, levels: {plain-language: acceptable, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: acceptable, accessible-form: acceptable}}
    ```
    """
    for proof, loc, assessor in _counting_ratings(cohort, world):
        if assessor.casefold() == proof.learner.casefold():
            message = f"«{proof.learner}» is rated by «{assessor}», the same person"
            yield Hit((*loc, "by"), message, "Let somebody else assess.", subject=proof.learner)


@rule("MC711", Severity.ERROR, "Q20", "G2.4.2", over="cohort", guard=True)
def assessor_not_listed(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """Somebody rated who is no assessor of the cohort.

    **Why** The list of assessors is what the quality office sees before anything is issued. A rating by another hand
    may be a slip of the pen or a rating by nobody.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    assessors: [assessor-1]
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    assessors: [assessor-1, assessor-2]
    ```
    """
    listed = cohort.model.assessors
    for proof, loc, assessor in _counting_ratings(cohort, world):
        if assessor not in listed:
            near = did_you_mean(nearest(assessor, listed))
            yield Hit(
                (*loc, "by"), f"«{assessor}» is no assessor of this cohort{near}",
                "Mend the code, or add it to «assessors».", subject=proof.learner,
            )  # fmt: skip


def _outside(attempt: Attempt, rubric: Rubric) -> Iterator[tuple[str, str, str]]:
    """The agreed levels better or worse than all that the assessors gave: criterion, level, and what they gave."""
    for criterion, agreed in attempt.agreed.items():
        given = {rating.levels[criterion] for rating in attempt.ratings if criterion in rating.levels}
        ranks = sorted(rubric.rank(level) for level in given)
        if ranks and ranks[0] >= 0 and not ranks[0] <= rubric.rank(agreed) <= ranks[-1]:
            yield criterion, agreed, ", ".join(sorted(given, key=rubric.rank))


@rule("MC715", Severity.ERROR, "Q20", "G2.6.1", over="cohort", guard=True)
def agreed_outside_ratings(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """The level agreed is better or worse than every level that an assessor gave.

    **Why** Assessors settle a difference somewhere between them. A level that none of them saw is a decision written by
    hand.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            ratings:
              - {by: assessor-1, levels: {plain-language: insufficient, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: insufficient, accessible-form: acceptable}}
            agreed: {plain-language: acceptable}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            ratings:
              - {by: assessor-1, levels: {plain-language: insufficient, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: acceptable, accessible-form: acceptable}}
            agreed: {plain-language: acceptable}
    ```
    """
    for proof in world.proofs(cohort):
        for counting in proof.attempts.values():
            if counting.rubric is None or not counting.attempt.agreed:
                continue
            for criterion, agreed, given in _outside(counting.attempt, counting.rubric):
                yield Hit(
                    (*counting.loc, "agreed", criterion), f"«{agreed}» is agreed, and the assessors gave {given}",
                    "Mend the rating that was recorded wrongly, or take the agreed level out.", subject=proof.learner,
                )  # fmt: skip
