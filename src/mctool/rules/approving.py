"""MC501, MC502, MC509: approval, and the content it is bound to."""

from collections.abc import Iterator

from mctool.approvals import STAGE, standing_approval, unread_parts
from mctool.findings import Severity
from mctool.models import Programme
from mctool.models.programme import Approval
from mctool.models.settings import STAGES
from mctool.models.values import did_you_mean
from mctool.rules.absence import key_or_id
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor, nearest


def programme_approvals(programme: Programme) -> list[tuple[int, Approval]]:
    """The approvals of the programme as such, each with its place in the list."""
    return [(at, one) for at, one in enumerate(programme.approvals) if one.stage == STAGE]


@rule("MC501", Severity.ERROR, "G2.5.1", "R4", "Q3", "Q6", over="programme", guard=True)
def not_approved(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """No body has approved the programme.

    **Why** A micro-credential stands for the institution. Which body may speak for it is written in the institution's
    rules; without that body's approval nothing is issued.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml without approvals
    ```

    **Fix** Let the body decide, and record the decision with ``mctool approve``, which works out the digest.
    ```yaml
    # programmes/inclusive-communication.yaml
    approvals:
      - stage: programme-approval
        body: Senate Committee for Education
        date: 2025-12-10
        reference: SCE/2025/118
        digest: "sha256:4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358"
    ```
    """
    if not programme_approvals(programme.model):
        yield Hit(
            key_or_id(programme, "approvals"), f"Nobody has approved the programme: no approval of the stage «{STAGE}»",
            f"When the body has decided: mctool approve {programme.model.id} --stage {STAGE} --body … --reference …",
        )  # fmt: skip


@rule("MC502", Severity.ERROR, "G2.5.1", "G2.6.1", "R10", over="programme", guard=True)
def changed_after_approval(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme, an outcome or a rubric is no longer what was approved.

    **Why** An approval is bound by a digest to the programme with its outcomes and rubrics. A changed word may lower
    the standard; so after any change the body has to see it again. Comments, order, ``approvals`` and ``review`` do
    not count.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    workload: {hours: 28, ects: 1, contact_hours: 8}
    ```

    **Fix** Undo the change, or have it approved. What a review found may be written down at any time.
    ```yaml
    # programmes/inclusive-communication.yaml
    review: {last: 2026-07-02, by: Quality Office, next: 2028-11-30, findings: {en: Outcomes reached as expected}}
    ```
    """
    given = programme_approvals(programme.model)
    if not given or standing_approval(world.workspace, programme) is not None:
        return
    at, newest = max(given, key=lambda one: (one[1].date, one[0]))
    loc = ("approvals", at, "digest")
    if unread := unread_parts(world.workspace, programme):
        message = f"Nobody can tell whether this is what {newest.body} approved on {newest.date}"
        yield Hit(loc, f"{message}: {' and '.join(unread)} cannot be read", "Mend that first.")
        return
    yield Hit(
        loc,
        f"The programme, one of its outcomes or a rubric has changed since {newest.body} approved it on {newest.date}",
        f"Undo the change, or let the body see it: mctool approve {programme.model.id} --stage {STAGE} …",
    )


@rule("MC509", Severity.ERROR, "G2.5.1", "Q6", over="programme")
def approval_stage_unknown(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """An approval names a stage that the workflow does not have.

    **Why** Issuing asks for the approval of one named stage. An approval under another word counts for nothing.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    approvals:
      - stage: program-approval
        body: Senate Committee for Education
        date: 2025-12-10
        reference: SCE/2025/118
        digest: "sha256:4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358"
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    approvals:
      - stage: programme-approval
        body: Senate Committee for Education
        date: 2025-12-10
        reference: SCE/2025/118
        digest: "sha256:4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358"
    ```
    """
    for at, one in enumerate(programme.model.approvals):
        if one.stage not in STAGES:
            near = did_you_mean(nearest(one.stage, STAGES))
            yield Hit(
                ("approvals", at, "stage"), f"«{one.stage}» is no stage of the workflow{near}",
                f"The stages: {', '.join(STAGES)}.",
            )  # fmt: skip
