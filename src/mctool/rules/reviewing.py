"""MC503-MC508: review in cycles, with what it found."""

import re
from collections.abc import Iterator
from datetime import date

from mctool.findings import Severity
from mctool.models import Cohort, Programme, Settings
from mctool.models.values import Period
from mctool.rules.absence import key_or_id
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc

LONGEST = Period(years=3)
"""The longest review cycle that the guide names (Q16)."""


def closed_cohorts(world: World, programme: str) -> list[Cohort]:
    """The cohorts of the programme with that id whose delivery has ended, the earliest first."""
    cohorts = [one.model for one in world.workspace.cohorts.values() if one.model.programme == programme]
    return sorted((one for one in cohorts if one.period.end < world.today), key=lambda one: one.period.end)


def _due(programme: Programme, every: Period) -> tuple[date, Loc] | None:
    """When the next review is due, and the place that says so; None when nothing tells."""
    review = programme.review
    if review is not None and review.next is not None:
        return review.next, ("review", "next")
    if review is not None and review.last is not None:
        return every.after(review.last), ("review", "last")
    dates = [(one.date, at) for at, one in enumerate(programme.approvals)]
    if not dates:
        return None
    newest, at = max(dates)
    return every.after(newest), ("approvals", at, "date")


@rule("MC503", Severity.WARNING, "G3.7.2", "Q12", "Q16", over="programme")
def review_overdue(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The review of the programme was due and has not taken place.

    **Why** Outcomes age with the work they describe. The guide asks for a review about every two to three years; until
    then the programme may go on, but a reviewer must see that it is late. Without ``review.next`` the cycle of
    ``policy.review_every`` counts from the last review, or else from the newest approval.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    review: {last: 2023-09-01, by: Quality Office, next: 2026-09-01, feedback: [QO/2023/14]}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    review: {last: 2026-08-25, by: Quality Office, next: 2029-08-25, feedback: [QO/2026/14]}
    ```
    """
    due = _due(programme.model, world.workspace.settings.policy.review_every)
    if due is not None and due[0] < world.today:
        yield Hit(
            due[1], f"The review was due on {due[0]}",
            "Hold it, then write its date into «review.last», what it found, and the date of the next one.",
        )  # fmt: skip


@rule("MC504", Severity.WARNING, "G3.7.2", "Q16", over="programme")
def review_not_planned(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The next review has no date, or a later one than the policy allows.

    **Why** A review that nobody has planned does not happen. ``policy.review_every`` is the institution's own promise.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    review: {last: 2026-07-02, by: Quality Office, next: 2031-07-02, feedback: [QO/2026/14]}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    review: {last: 2026-07-02, by: Quality Office, next: 2029-07-02, feedback: [QO/2026/14]}
    ```
    """
    review, every = programme.model.review, world.workspace.settings.policy.review_every
    if review is None or review.next is None:
        yield Hit(
            key_or_id(programme, "review"),
            "No date is set for the next review",
            f"Write «review: {{next: …}}», within {every}.",
        )
        return
    start = review.last or max((one.date for one in programme.model.approvals), default=None)
    if start is not None and review.next > every.after(start):
        yield Hit(
            ("review", "next"), f"The next review is planned later than {every} after {start}",
            f"Plan it for {every.after(start)} at the latest, as policy.review_every says.",
        )  # fmt: skip


@rule("MC505", Severity.WARNING, "G3.7.2", "Q13", over="programme")
def review_without_feedback(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """A cohort has ended, and no feedback of its participants is on record.

    **Why** What participants and trainers say after an edition is the cheapest way to find a task that does not work.
    It is kept as a reference to a summary, never as what one person said.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    review: {last: 2026-07-02, by: Quality Office, next: 2028-11-30}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    review: {last: 2026-07-02, by: Quality Office, next: 2028-11-30, feedback: ["Survey, spring 2026, QO/2026/14"]}
    ```
    """
    closed = closed_cohorts(world, programme.model.id)
    if closed and (programme.model.review is None or not programme.model.review.feedback):
        yield Hit(
            key_or_id(programme, "review"), f"«{closed[0].id}» has ended, and no feedback on it is on record",
            "Name the summary of the participants' feedback under «review.feedback».",
        )  # fmt: skip


@rule("MC506", Severity.WARNING, "G3.7.2", "Q12", over="programme")
def review_without_findings(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """A review took place, and nothing says what it found.

    **Why** A date proves that somebody met. What was found, and what changed because of it, proves a review.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    review: {last: 2026-07-02, by: Quality Office, next: 2028-11-30, feedback: [QO/2026/14]}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    review:
      last: 2026-07-02
      by: Quality Office
      next: 2028-11-30
      findings: {en: Assessors differed on keeping time and now rate two recordings together first}
      feedback: [QO/2026/14]
    ```
    """
    review = programme.model.review
    if review is not None and review.last is not None and review.findings is None:
        yield Hit(
            ("review", "last"), f"Nothing says what the review of {review.last} found",
            "Write «review.findings»: what works, what does not, what changes.",
        )  # fmt: skip


@rule("MC507", Severity.NOTE, "Q16", over="settings")
def review_cycle_too_long(settings: Descriptor[Settings], world: World) -> Iterator[Hit]:
    """The policy lets more than three years pass between reviews.

    **Why** The guide advises a review about every two to three years, sooner where law or practice move fast.

    **Example**
    ```yaml
    # mctool.yaml
    policy: {review_every: P5Y}
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    policy: {review_every: P3Y}
    ```
    """
    every, start = settings.model.policy.review_every, date(2000, 1, 1)
    if every.after(start) > LONGEST.after(start):
        yield Hit(
            ("policy", "review_every"), f"{every} between two reviews is more than the three years of the guide",
            "Write P2Y or P3Y.",
        )  # fmt: skip


_FOLLOW_UP = re.compile(
    r"follow[- ]?up|months? (after|later)|year (after|later)"
    r"|po \w+ miesi|odroczon|acompanhamento|meses (depois|después|após)|nameting|opvolg|maanden (na|later)"
    r"|suivi|mois après|nachbefragung|nachverfolg|monate(n)? (nach|später)|seguimiento",
    re.IGNORECASE,
)


@rule("MC508", Severity.NOTE, "Q23", over="programme")
def follow_up_missing(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """A year after a cohort ended, nobody has asked what its holders use at work.

    **Why** A grade shows what somebody could do on one day. Whether behaviour changed shows months later, in
    self-assessment and in feedback from the workplace.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    period: {start: 2025-03-03, end: 2025-05-16}
    ```
    ```yaml
    # programmes/inclusive-communication.yaml
    review: {last: 2026-07-02, by: Quality Office, next: 2028-11-30, feedback: ["Survey, spring 2025"]}
    ```

    **Fix** Say in the reference that it is a follow-up.
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    period: {start: 2025-03-03, end: 2025-05-16}
    ```
    ```yaml
    # programmes/inclusive-communication.yaml
    review:
      last: 2026-07-02
      by: Quality Office
      next: 2028-11-30
      feedback: ["Survey, spring 2025", "Follow-up after nine months, QO/2026/3"]
    ```
    """
    feedback = programme.model.review.feedback if programme.model.review else ()
    if any(_FOLLOW_UP.search(one) for one in feedback):
        return
    for cohort in closed_cohorts(world, programme.model.id)[:1]:
        if Period(years=1).after(cohort.period.end) < world.today:
            yield Hit(
                ("review", "feedback") if feedback else key_or_id(programme, "review"),
                f"«{cohort.id}» ended more than a year ago, and no follow-up is on record",
                "Ask its holders what they use at work, and name the summary as a follow-up under «review.feedback».",
            )  # fmt: skip
