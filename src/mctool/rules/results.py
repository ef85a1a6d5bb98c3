"""MC716, MC717, MC721, MC722, MC726: which attempt counts, and whose evidence it is (guide Q15, G3.3.2)."""

import posixpath
from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Cohort
from mctool.models.cohort import Evidence
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor


@rule("MC716", Severity.ERROR, "Q15", "G2.6.1", over="cohort", guard=True)
def attempt_twice(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A learner has two results for the same attempt at an assessment.

    **Why** Only one of them happened. Which one counts would depend on the order of lines in a file.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - {assessment: message, attempt: 1, date: 2026-04-17}
          - {assessment: message, attempt: 1, date: 2026-05-04}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - {assessment: message, attempt: 1, date: 2026-04-17}
          - {assessment: message, attempt: 2, date: 2026-05-04}
    ```
    """
    for index, result in enumerate(cohort.model.results):
        seen: set[tuple[str, int]] = set()
        for at, attempt in enumerate(result.assessments):
            key = (attempt.assessment, attempt.attempt)
            if key in seen:
                yield Hit(
                    ("results", index, "assessments", at, "assessment"),
                    f"Attempt {attempt.attempt} at «{attempt.assessment}» already has a result",
                    "Number the attempts, or take the wrong one out.", subject=result.learner,
                )  # fmt: skip
            seen.add(key)


_SHARED_METHODS = ("group-problem-solving",)
_SHARED_TYPES = ("recording", "product", "performance-sample")


@rule("MC717", Severity.ERROR, "G3.3.2", "G2.6.2", over="cohort", guard=True)
def evidence_of_two_learners(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """One piece of evidence stands for two learners.

    **Why** For one of them it is somebody else's work. Two files with the same digest are one piece, too. What a group
    made together, such as a recording or a product, may be shared where the method is ``group-problem-solving``; an
    evaluation form is always one person's.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            ratings: [{by: assessor-1, levels: {plain-language: acceptable}}]
            evidence: [{type: evaluation-form, file: evidence/form-1.pdf}]
      - learner: L-62A64BA9
        assessments:
          - assessment: message
            ratings: [{by: assessor-1, levels: {plain-language: acceptable}}]
            evidence: [{type: evaluation-form, file: evidence/form-1.pdf}]
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            ratings: [{by: assessor-1, levels: {plain-language: acceptable}}]
            evidence: [{type: evaluation-form, file: evidence/form-1.pdf}]
      - learner: L-62A64BA9
        assessments:
          - assessment: message
            ratings: [{by: assessor-1, levels: {plain-language: acceptable}}]
            evidence: [{type: evaluation-form, file: evidence/form-2.pdf}]
    ```
    """
    for proof in world.proofs(cohort):
        for counting in proof.attempts.values():
            shared = counting.assessment.method in _SHARED_METHODS
            for at, item in enumerate(counting.attempt.evidence):
                owners = _owners(item, world) - {proof.learner}
                if owners and not (shared and item.type in _SHARED_TYPES):
                    yield Hit(
                        (*counting.loc, "evidence", at, "sha256" if item.file is None else "file"),
                        f"The same document stands for {min(owners)}; for one of them it is another's work",
                        "Name the document of this learner.", subject=proof.learner,
                    )  # fmt: skip


def _owners(item: Evidence, world: World) -> frozenset[str]:
    """The learners for whom the document stands, known by its path or by its digest."""
    by_path = world.evidence_owners.get(posixpath.normpath(item.file), frozenset()) if item.file else frozenset()
    return by_path | world.evidence_owners.get(item.sha256 or "", frozenset())


@rule("MC721", Severity.NOTE, "Q15", over="cohort")
def attempt_beyond_allowed(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """An attempt goes beyond the number that the programme allows, and does not count.

    **Why** How often an assessment may be taken again is decided in advance, so that it is the same for everybody.
    Without «attempts» one is allowed.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - {assessment: message, attempt: 3, date: 2026-04-17}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - {assessment: message, attempt: 2, date: 2026-04-17}
    ```
    """
    programme = world.workspace.programmes.get(cohort.model.programme)
    allowed = {one.id: one.attempts or 1 for one in programme.model.assessments} if programme else {}
    for index, result in enumerate(cohort.model.results):
        for at, attempt in enumerate(result.assessments):
            most = allowed.get(attempt.assessment, attempt.attempt)
            if attempt.attempt > most:
                yield Hit(
                    ("results", index, "assessments", at, "attempt"),
                    f"Attempt {attempt.attempt} at «{attempt.assessment}» does not count: the programme allows {most}",
                    "Nothing to do if this is so; the attempts before it decide.", subject=result.learner,
                )  # fmt: skip


@rule("MC722", Severity.WARNING, "G2.6.1", "Q15", over="cohort")
def withdrawn_though_assessed(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A learner counts as withdrawn, and is rated in every assessment.

    **Why** Who withdraws gets nothing. For somebody who did everything that is either a mistake or a way to make a
    result disappear.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        status: withdrawn
        assessments:
          - {assessment: message, ratings: [{by: assessor-1, levels: {plain-language: acceptable}}]}
          - {assessment: meeting, ratings: [{by: assessor-1, levels: {speaking-time: good}}]}
          - {assessment: scenario, ratings: [{by: assessor-1, levels: {paraphrase: acceptable}}]}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        status: withdrawn
        assessments:
          - {assessment: message, ratings: [{by: assessor-1, levels: {plain-language: acceptable}}]}
    ```
    """
    programme = world.workspace.programmes.get(cohort.model.programme)
    for proof in world.proofs(cohort):
        rated = {name for name, counting in proof.attempts.items() if counting.rated}
        withdrawn = cohort.model.results[proof.index].status == "withdrawn"
        if withdrawn and programme and rated >= {one.id for one in programme.model.assessments}:
            yield Hit(
                ("results", proof.index, "status"), "Withdrawn, and rated in every assessment",
                "Write «status: completed» if the learner finished, or take out what was not assessed.",
                subject=proof.learner,
            )  # fmt: skip


@rule("MC726", Severity.NOTE, "G3.3.2", "Q13", over="cohort")
def held_evidence_without_digest(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """Evidence that somebody else holds has no SHA-256.

    **Why** The reference says where the document is; only the digest says later that it is still the same one.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - {assessment: message, evidence: [{type: product, held_by: Moodle, reference: assignment 2075}]}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - assessment: message
            evidence:
              - type: product
                held_by: Moodle
                reference: assignment 2075
                sha256: "eb1b2dec012167951dcefc9dfa5106118cdd7e393dce2f9b7193f1b6e4b3a526"
    ```
    """
    for proof in world.proofs(cohort):
        for counting in proof.attempts.values():
            for at, item in enumerate(counting.attempt.evidence):
                if item.file is None and item.held_by is not None and item.reference and item.sha256 is None:
                    yield Hit(
                        (*counting.loc, "evidence", at), f"«{item.reference}» at {item.held_by} has no SHA-256",
                        "Let who holds it work out the digest, and write «sha256: …».", subject=proof.learner,
                    )  # fmt: skip
