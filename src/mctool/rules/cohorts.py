"""MC707-MC709: who is in a cohort, and whether its results may be issued on."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Cohort, Programme
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor


@rule("MC707", Severity.ERROR, "G2.4.2", "G2.6.1", over="cohort", guard=True)
def learner_twice(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A learner stands twice in one cohort.

    **Why** Two sets of results for one person lead to two credentials, or to the better one. Which of them is true,
    the file does not say.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - {learner: L-5DE69A9D, attended_hours: 20}
      - {learner: L-5DE69A9D, attended_hours: 23}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - {learner: L-5DE69A9D, attended_hours: 23}
    ```
    """
    first: dict[str, int] = {}
    for at, result in enumerate(cohort.model.results):
        if first.setdefault(result.learner, at) != at:
            yield Hit(
                ("results", at, "learner"), f"«{result.learner}» already stands in this cohort",
                "Put all attempts of a learner under one entry.", subject=result.learner,
            )  # fmt: skip


@rule("MC708", Severity.ERROR, "G2.4.2", "M1", over="cohort", guard=True)
def identity_missing(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """The identities file does not know a learner.

    **Why** A credential must name its holder. The check runs where the identities file is at hand; in CI, where names
    have no place, it is silent.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - {learner: L-00000000, attended_hours: 20}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - {learner: L-5DE69A9D, attended_hours: 20}
    ```
    """
    if world.identities is None:
        return
    for at, result in enumerate(cohort.model.results):
        if result.status == "completed" and result.learner not in world.identities:
            yield Hit(
                ("results", at, "learner"), f"The identities file does not know «{result.learner}»",
                "Add the learner's name there, outside the repository.", subject=result.learner,
            )  # fmt: skip


def _rated_enough(cohort: Descriptor[Cohort], programme: Programme, world: World) -> bool:
    """Whether some learner is rated in as many outcomes as an award needs."""
    award = programme.award
    if award is None or award.outcomes == "all" or (not award.required and award.at_least is None):
        needed = len(programme.outcomes)
    else:
        needed = max(award.at_least or 0, len(award.required), 1)
    for proof in world.proofs(cohort):
        rated = (one.assessment.assesses for one in proof.attempts.values() if one.rated)
        if len({outcome for outcomes in rated for outcome in outcomes}) >= needed:
            return True
    return False


@rule("MC709", Severity.ERROR, "G2.4.2", "G3.3.2", "G3.4.2", "Q13", over="cohort", guard=True)
def quality_review_missing(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """Results could be issued on, and no quality review is on record.

    **Why** Before anything is sealed, somebody who neither taught nor assessed looks at the results. Until then
    nothing is issued for the whole cohort. While the first results come in, nothing is missing yet: the rule waits
    until a learner has the ratings that an award needs.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml without quality_review
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    quality_review: {date: 2026-05-27, by: Quality Office, reference: QO/2026/12}
    ```
    """
    programme = world.workspace.programmes.get(cohort.model.programme)
    if cohort.model.quality_review is None and programme and _rated_enough(cohort, programme.model, world):
        yield Hit(
            ("quality_review",), "The results could be issued on, and nobody has reviewed them",
            "When the quality office has looked at them: «quality_review: {date: …, by: …, reference: …}».",
        )  # fmt: skip
