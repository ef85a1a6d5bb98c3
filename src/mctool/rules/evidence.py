"""MC70x: what must prove a rating. The shortfalls of `mctool.proof`, as findings on the learner."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Cohort
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor


def _lacking(cohort: Descriptor[Cohort], world: World, code: str) -> Iterator[Hit]:
    for proof in world.proofs(cohort):
        for one in proof.shortfalls:
            if one.code == code:
                yield Hit(one.loc, one.message, one.help, subject=proof.learner)


@rule("MC701", Severity.ERROR, "G2.6.2", "G3.3.2", "Q13", over="cohort", guard=True)
def evidence_missing(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """Nothing documents an assessment that was rated, or its evidence file is gone.

    **Why** A rating without a document behind it is an opinion. Whoever doubts the award years later finds nothing to
    look at, so the learner is refused until the evidence is there.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings:
              - {by: assessor-1, levels: {plain-language: acceptable, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: acceptable, accessible-form: acceptable}}
            evidence: [{type: evaluation-form, file: evidence/lost.pdf}]
    ```

    **Fix** Bring the file back, or name who holds it.
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings:
              - {by: assessor-1, levels: {plain-language: acceptable, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: acceptable, accessible-form: acceptable}}
            evidence: [{type: evaluation-form, held_by: Moodle, reference: assignment 2075}]
    ```
    """
    yield from _lacking(cohort, world, "MC701")


@rule("MC702", Severity.ERROR, "G3.3.2", "Q13", over="cohort", guard=True)
def evidence_digest_differs(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """An evidence file is not the one that was recorded, or no SHA-256 was recorded for it.

    **Why** The digest fixes what the assessors saw. When file and digest differ, somebody changed one of them after
    the assessment, and nobody can tell which of the two is true.

    **Example**
    ```markdown
    # evidence/form.md whole
    Evaluation form, changed afterwards
    ```
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings:
              - {by: assessor-1, levels: {plain-language: acceptable, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: acceptable, accessible-form: acceptable}}
            evidence:
              - type: evaluation-form
                file: evidence/form.md
                sha256: "4f58fda5a5c6d36bb6b29e6f3f6b6f8c9ea3d35cf9ae65e4b1f0ee2fb1b3d2aa"
    ```

    **Fix** Restore the file that was assessed.
    ```markdown
    # evidence/form.md whole
    Evaluation form
    ```
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings:
              - {by: assessor-1, levels: {plain-language: acceptable, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: acceptable, accessible-form: acceptable}}
            evidence:
              - type: evaluation-form
                file: evidence/form.md
                sha256: "d3deb1af044fce984d5737cacd213cf670328c9a516d006e8644bc09032fe11d"
    ```
    """
    yield from _lacking(cohort, world, "MC702")


@rule("MC703", Severity.ERROR, "G2.6.2", "R5", "Q4", over="cohort", guard=True)
def evidence_is_attendance(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """The only evidence for an assessment is an attendance list.

    **Why** Somebody who was in the room has shown no outcome. A micro-credential that rests on presence is an
    attendance paper under another name, so attendance alone never leads to an award.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings:
              - {by: assessor-1, levels: {plain-language: acceptable, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: acceptable, accessible-form: acceptable}}
            evidence: [{type: attendance-list, held_by: Moodle, reference: attendance 31}]
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings:
              - {by: assessor-1, levels: {plain-language: acceptable, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: acceptable, accessible-form: acceptable}}
            evidence:
              - {type: attendance-list, held_by: Moodle, reference: attendance 31}
              - {type: evaluation-form, held_by: Moodle, reference: assignment 2075}
    ```
    """
    yield from _lacking(cohort, world, "MC703")


@rule("MC704", Severity.ERROR, "G2.6.1", "Q20", over="cohort", guard=True)
def assessors_disagree(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """The assessors gave different levels and agreed on none.

    **Why** Several assessors make a rating fair only if their differences are settled. Which of two levels stands is
    theirs to say, with the reasons in the evaluation form; a program that picked one would assess in their place.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings:
              - {by: assessor-1, levels: {plain-language: acceptable, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: distinction, accessible-form: acceptable}}
            evidence: [{type: evaluation-form, held_by: Moodle, reference: assignment 2075}]
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings:
              - {by: assessor-1, levels: {plain-language: acceptable, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: distinction, accessible-form: acceptable}}
            agreed: {plain-language: acceptable}
            evidence: [{type: evaluation-form, held_by: Moodle, reference: assignment 2075}]
    ```
    """
    yield from _lacking(cohort, world, "MC704")


@rule("MC705", Severity.ERROR, "Q20", "G2.6.1", over="cohort", guard=True)
def too_few_assessors(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """Fewer assessors rated a criterion than the policy asks for.

    **Why** ``policy.assessors`` in ``mctool.yaml`` is the promise of the institution that no learner depends on one
    person's eye. It holds for every criterion of every counting attempt.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings:
              - {by: assessor-1, levels: {plain-language: acceptable, accessible-form: acceptable}}
            evidence: [{type: evaluation-form, held_by: Moodle, reference: assignment 2075}]
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings:
              - {by: assessor-1, levels: {plain-language: acceptable, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: acceptable, accessible-form: acceptable}}
            evidence: [{type: evaluation-form, held_by: Moodle, reference: assignment 2075}]
    ```
    """
    yield from _lacking(cohort, world, "MC705")


@rule("MC706", Severity.ERROR, "G2.6.1", "R10", "G2.4.1", over="cohort", guard=True)
def unknown_criterion_or_level(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A rating names a criterion or a level that the rubric does not have.

    **Why** The rubric was approved, the word in the results was not. What a level outside the rubric is worth nobody
    can say, and a misspelt one would count as not assessed.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings:
              - {by: assessor-1, levels: {plain-language: excellent, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: excellent, accessible-form: acceptable}}
            evidence: [{type: evaluation-form, held_by: Moodle, reference: assignment 2075}]
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            date: 2026-04-17
            ratings:
              - {by: assessor-1, levels: {plain-language: distinction, accessible-form: acceptable}}
              - {by: assessor-2, levels: {plain-language: distinction, accessible-form: acceptable}}
            evidence: [{type: evaluation-form, held_by: Moodle, reference: assignment 2075}]
    ```
    """
    yield from _lacking(cohort, world, "MC706")
