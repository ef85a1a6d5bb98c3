"""MC510-MC515: the seven stages, who answers for each, and dates in their order (guide 3.4.2)."""

from collections.abc import Iterator
from datetime import date

from mctool.findings import Severity
from mctool.models import Cohort, Programme, Settings
from mctool.models.settings import STAGES, Stage
from mctool.rules.approving import programme_approvals
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc


@rule("MC510", Severity.WARNING, "G3.4.2", "G2.4.2", "G3.1.2", "R8", "Q6", over="settings")
def workflow_stage_without_unit(settings: Descriptor[Settings], world: World) -> Iterator[Hit]:
    """A stage of the workflow is missing, or no unit answers for it.

    **Why** Work that belongs to everybody waits for somebody. The guide names seven stages from the needs analysis to
    digital issuance; each needs one unit that answers for it.

    **Example**
    ```yaml
    # mctool.yaml
    workflow:
      needs-analysis: {unit: Centre for Lifelong Learning}
      outcome-validation: {unit: Quality Office}
      programme-approval: {within: P30D}
      delivery: {unit: Programme team}
      assessment: {unit: Programme team}
      quality-review: {unit: Quality Office}
      digital-issuance: {unit: Micro-credential Office}
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    workflow:
      needs-analysis: {unit: Centre for Lifelong Learning}
      outcome-validation: {unit: Quality Office}
      programme-approval: {unit: Senate Committee for Education, within: P30D}
      delivery: {unit: Programme team}
      assessment: {unit: Programme team}
      quality-review: {unit: Quality Office}
      digital-issuance: {unit: Micro-credential Office}
    ```
    """
    workflow: dict[str, Stage] = settings.model.workflow
    missing = [f"«{name}»" for name in STAGES if name not in workflow]
    if missing:
        message = f"Missing from the workflow: {', '.join(missing)}"
        loc = ("workflow",) if "workflow" in settings.source.data else ("mctool",)
        yield Hit(loc, message, "Write each with the unit that answers for it: «quality-review: {unit: …}».", key=True)
    for name, stage in workflow.items():
        if stage.unit is None:
            yield Hit(("workflow", name), f"No unit answers for the stage «{name}»", "Write «unit: …».", key=True)


@rule("MC511", Severity.NOTE, "G3.4.2", "G2.5.1", over="settings")
def workflow_stage_without_deadline(settings: Descriptor[Settings], world: World) -> Iterator[Hit]:
    """A stage of the workflow has no time limit.

    **Why** Approvals drag on where no date is agreed. With ``within`` the workflow board can say what is late and who
    holds it up.

    **Example**
    ```yaml
    # mctool.yaml
    workflow:
      quality-review: {unit: Quality Office}
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    workflow:
      quality-review: {unit: Quality Office, within: P14D}
    ```
    """
    workflow: dict[str, Stage] = settings.model.workflow
    for name, stage in workflow.items():
        if stage.unit is not None and stage.within is None:
            message = f"The stage «{name}» has no time limit"
            yield Hit(("workflow", name), message, "Write how long it may take, such as «within: P14D».", key=True)


@rule("MC512", Severity.WARNING, "G3.4.2", "Q6", over="cohort")
def approved_after_delivery_began(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A cohort began before anybody had approved the programme.

    **Why** Learners enrol on what was promised. An approval that comes afterwards can still change outcomes and
    rubrics, and then they are measured by what nobody had told them.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    period: {start: 2025-12-01, end: 2026-05-15}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    period: {start: 2026-03-02, end: 2026-05-15}
    ```
    """
    programme = world.workspace.programmes.get(cohort.model.programme)
    approved = [one.date for _, one in programme_approvals(programme.model)] if programme else []
    if approved and min(approved) > cohort.model.period.start:
        yield Hit(
            ("period", "start"), f"Delivery began before the programme was approved on {min(approved)}",
            "Mend the date that is wrong; if both are right, the quality review should say why it went that way.",
        )  # fmt: skip


@rule("MC513", Severity.WARNING, "G3.4.2", over="programme")
def needs_analysed_after_approval(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The needs analysis is younger than the approval that should rest on it.

    **Why** The body approves because somebody showed a need. An analysis that follows the approval only dresses it.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    needs_analysis: {date: 2026-01-20, reference: CLL/2026/01}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    needs_analysis: {date: 2025-05-20, reference: CLL/2025/07}
    ```
    """
    needs = programme.model.needs_analysis
    approved = [one.date for _, one in programme_approvals(programme.model)]
    if needs is not None and approved and needs.date > min(approved):
        yield Hit(
            ("needs_analysis", "date"), f"The needs analysis is younger than the approval of {min(approved)}",
            "Mend the date that is wrong, or name the analysis that the body had before it.",
        )  # fmt: skip


def _past_dates(programme: Programme) -> Iterator[tuple[Loc, date]]:
    """The dates of what must already have happened, with their places."""
    if programme.needs_analysis is not None:
        yield ("needs_analysis", "date"), programme.needs_analysis.date
    for at, consultation in enumerate(programme.consultations):
        yield ("consultations", at, "date"), consultation.date
    for at, trainer in enumerate(programme.trainers):
        if trainer.verified is not None:
            yield ("trainers", at, "verified", "date"), trainer.verified.date
    for at, approval in enumerate(programme.approvals):
        yield ("approvals", at, "date"), approval.date
    if programme.review is not None and programme.review.last is not None:
        yield ("review", "last"), programme.review.last


@rule("MC514", Severity.ERROR, "G2.5.1", "G3.4.2", "Q12", over="programme")
def date_in_the_future(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Something is recorded as done on a day that has not come yet.

    **Why** An approval, a check or a review of next month is a plan. Who relies on it relies on nothing.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    needs_analysis: {date: 2125-05-20, reference: CLL/2025/07}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    needs_analysis: {date: 2025-05-20, reference: CLL/2025/07}
    ```
    """
    for loc, day in _past_dates(programme.model):
        if day > world.today:
            yield Hit(
                loc, f"{day} is still to come, and this is recorded as done", "Write the day on which it was done."
            )


@rule("MC515", Severity.WARNING, "G2.5.1", "G3.4.2", "R9", over="cohort")
def quality_review_overdue(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """The quality review of a cohort takes longer than the workflow allows.

    **Why** Learners wait for what they have earned. The time runs from the last assessment.

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
    stage = world.workspace.settings.workflow.get("quality-review")
    days = [one.date for result in cohort.model.results for one in result.assessments if one.date is not None]
    if cohort.model.quality_review is not None or stage is None or stage.within is None or not days:
        return
    due = stage.within.after(max(*days, cohort.model.period.end))
    if due < world.today:
        unit = stage.unit or "the unit in charge"
        yield Hit(
            ("id",), f"The quality review was due on {due}; {unit} holds it up",
            "Review the results, or change «within» of the stage in mctool.yaml.",
        )  # fmt: skip
