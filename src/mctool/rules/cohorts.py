"""MC707-MC709, MC712, MC723-MC725: a cohort as a whole, and whether its results may be issued on."""

from collections.abc import Iterator, Mapping

from mctool import forgotten
from mctool.errors import RegisterError
from mctool.findings import Severity
from mctool.models import Cohort
from mctool.register import Event
from mctool.rules.absence import key_or_id
from mctool.rules.proving import might_award
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
    have no place, it is silent. Whoever was forgotten (`mctool forget`) after a credential was issued is not missing.

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
    erased = _forgotten(world)
    for at, result in enumerate(cohort.model.results):
        erasure = erased.get(result.learner)
        if erasure is not None and erasure.credentials:
            continue  # the register keeps what was issued, and nothing more is
        if result.status == "completed" and erasure is not None:
            remedy = "Write «status: withdrawn» for the learner."
            yield Hit(("results", at, "learner"), erasure.refusal, remedy, subject=result.learner)
        elif result.status == "completed" and result.learner not in world.identities:
            yield Hit(
                ("results", at, "learner"), f"The identities file does not know «{result.learner}»",
                "Add the learner's name there, outside the repository.", subject=result.learner,
            )  # fmt: skip


def _forgotten(world: World) -> Mapping[str, forgotten.Erasure]:
    """The erasures by learner; none where their record cannot be read, so that whoever is missing shows."""
    try:
        return forgotten.read(world.workspace.register_folder)
    except RegisterError:
        return {}


@rule("MC709", Severity.ERROR, "G2.4.2", "G3.3.2", "G3.4.2", "Q13", over="cohort", guard=True)
def quality_review_missing(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """Results could be issued on, and no quality review is on record.

    **Why** Before anything is sealed, somebody who neither taught nor assessed looks at the results. Until then
    nothing is issued for the whole cohort. While the first results come in, nothing is missing yet: the rule waits
    until the ratings of some learner might lead to an award.

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
    if cohort.model.quality_review is not None or programme is None:
        return
    if any(might_award(programme.model, proof.attempts) for proof in world.proofs(cohort)):
        yield Hit(
            ("id",), "The results could be issued on, and nobody has reviewed them",
            "When the quality office has looked at them: «quality_review: {date: …, by: …, reference: …}».",
        )  # fmt: skip


def _holders(cohort: Cohort, world: World) -> frozenset[str]:
    """The learners for whom a credential was issued on this edition in its own version."""
    return frozenset(
        entry.learner
        for name, entry in world.register_entries
        if (name, entry.version) == (cohort.id, cohort.version) and entry.event is Event.ISSUED
    )


@rule("MC712", Severity.ERROR, "G2.6.1", "R10", over="cohort", guard=True)
def edition_differs_from_programme(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A cohort was taught on another version of the programme than the one in the workspace.

    **Why** Its learners were promised other outcomes and rated by other rubrics. Issued on the present version, their
    credentials would state what nobody assessed. An edition on which credentials are out already may keep its old
    version; only learners who might still be awarded are named then.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    version: "2025.1"
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    version: "2026.1"
    ```
    """
    programme = world.workspace.programmes.get(cohort.model.programme)
    if programme is None or programme.model.version == cohort.model.version:
        return
    message = f"The edition is of version {cohort.model.version}, the programme here of {programme.model.version}"
    remedy = "Issue from the commit that holds that version, or mend the number if it is wrong."
    holders = _holders(cohort.model, world)
    if not holders:
        yield Hit(("version",), message, remedy)
        return
    for proof in world.proofs(cohort):
        if proof.learner not in holders and might_award(programme.model, proof.attempts):
            yield Hit(("results", proof.index, "learner"), message, remedy, subject=proof.learner)


@rule("MC723", Severity.ERROR, "G3.4.2", over="cohort")
def period_ends_before_it_starts(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A cohort ends before it starts.

    **Why** The period is printed on certificates and decides when reviews are due.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    period: {start: 2026-05-15, end: 2026-03-02}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    period: {start: 2026-03-02, end: 2026-05-15}
    ```
    """
    period = cohort.model.period
    if period.end < period.start:
        yield Hit(("period", "end"), f"It ends before it starts, on {period.start}", "Swap the two dates, or mend one.")


@rule("MC724", Severity.WARNING, "G2.4.2", "R8", over="cohort")
def cohort_without_results(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A cohort has ended, and there are no results.

    **Why** Results that nobody has entered are forgotten first and typed in haste afterwards. ``mctool import`` takes
    them from the tables of a learning platform.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml without results
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - {learner: L-5DE69A9D, attended_hours: 23}
    ```
    """
    if not cohort.model.results and cohort.model.period.end < world.today:
        yield Hit(
            key_or_id(cohort, "results"), f"The cohort ended on {cohort.model.period.end}, and there are no results",
            f"Enter them, or: mctool import FILE --cohort {cohort.model.id} --mapping MAP.yaml",
        )  # fmt: skip


@rule("MC725", Severity.NOTE, "Q13", over="cohort")
def small_cohort(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A cohort is so small that its figures would tell on single learners.

    **Why** «One of two did not pass» names a person to everybody who was there. Reports leave out statistics over
    fewer learners than ``policy.small_group``; samples need the same care.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - {learner: L-5DE69A9D, attended_hours: 23}
      - {learner: L-62A64BA9, attended_hours: 23}
    ```

    **Fix** Nothing has to be done; taken together with another edition the group is large enough.
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - {learner: L-5DE69A9D, attended_hours: 23}
      - {learner: L-62A64BA9, attended_hours: 23}
      - {learner: L-99B3BC71, attended_hours: 20}
      - {learner: L-6EB9F066, attended_hours: 22}
      - {learner: L-546C8FCF, attended_hours: 23}
    ```
    """
    least = world.workspace.settings.policy.small_group
    size = len({result.learner for result in cohort.model.results})
    if 0 < size < least:
        yield Hit(
            ("results",), f"Reports show no statistics of fewer than {least} learners; the cohort has {size}",
            "Publish no figures of this cohort alone.", key=True,
        )  # fmt: skip
