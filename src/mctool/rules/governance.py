"""MC530-MC537: who is responsible, and where the programme is anchored (guide 3.1, 2.8)."""

import re
from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Programme
from mctool.rules.absence import key_or_id
from mctool.rules.registry import Hit, rule
from mctool.rules.themes import touches_equality
from mctool.rules.world import World
from mctool.workspace import Descriptor

EQUALITY_POLICY = "equality-and-diversity-policy"

_TITLE = re.compile(
    r"(?:(?:dr|prof|mr|mrs|mgr|inż|hab|doc|ing|dipl|herr|frau|sr|sra|srta|dhr|mevr|mme|mlle)\.?|ms\.|m\.)\s+[^\W\d_]",
    re.IGNORECASE,
)


@rule("MC530", Severity.WARNING, "G3.1.2", "R9", over="programme")
def coordinator_missing(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Nobody coordinates the programme.

    **Why** Academic, quality, personnel and IT units all have a part in a micro-credential. Without one office or
    working group that holds the threads, each waits for the next.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {anchored_in: [staff-development, equality-and-diversity-policy]}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: Micro-credential Office, anchored_in: [staff-development, equality-and-diversity-policy]}
    ```
    """
    governance = programme.model.governance
    if governance is None or governance.coordinator is None:
        yield Hit(
            key_or_id(programme, "governance"),
            "Nobody coordinates the programme",
            "Name an office or a role: «coordinator: …».",
            key=True,
        )


@rule("MC531", Severity.WARNING, "G3.1.2", "R9", over="programme")
def coordinator_is_a_person(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The coordinator looks like a person instead of a role.

    **Why** People change posts, and their names do not belong into a file that is kept for ever. An office or a role
    stays reachable.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: dr Example Person, anchored_in: [equality-and-diversity-policy]}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: Micro-credential Office, anchored_in: [equality-and-diversity-policy]}
    ```
    """
    coordinator = programme.model.governance.coordinator if programme.model.governance else None
    if coordinator is not None and ("@" in coordinator or _TITLE.match(coordinator)):
        yield Hit(
            ("governance", "coordinator"), "The coordinator looks like a person; an office or a role is wanted",
            "Write the office, such as «Micro-credential Office».",
        )  # fmt: skip


@rule("MC532", Severity.WARNING, "G3.1.1", "R12", over="programme")
def not_anchored(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """No strategy of the institution carries the programme.

    **Why** A programme that stands in no development, staff or lifelong-learning strategy ends with its project.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: Micro-credential Office}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: Micro-credential Office, anchored_in: [staff-development, equality-and-diversity-policy]}
    ```
    """
    if programme.model.governance is None or not programme.model.governance.anchored_in:
        yield Hit(
            key_or_id(programme, "governance"), "No strategy of the institution carries the programme",
            "Name it: «anchored_in: [staff-development, lifelong-learning-strategy, …]».", key=True,
        )  # fmt: skip


@rule("MC533", Severity.NOTE, "G3.1.1", over="programme")
def not_in_equality_policy(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """A programme on emotional intelligence or inclusion is not anchored in the equality and diversity policy.

    **Why** The guide wants these programmes in the policy that they serve, beside staff development. Whether a
    programme is about them is told by the ESCO concepts of its outcomes.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: Micro-credential Office, anchored_in: [staff-development]}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: Micro-credential Office, anchored_in: [staff-development, equality-and-diversity-policy]}
    ```
    """
    anchored = programme.model.governance.anchored_in if programme.model.governance else ()
    if not anchored or EQUALITY_POLICY in anchored:
        return
    outcomes = (world.workspace.outcomes.get(one) for one in programme.model.outcomes)
    if any(touches_equality(outcome.model) for outcome in outcomes if outcome is not None):
        yield Hit(
            ("governance", "anchored_in"),
            "Its outcomes are about emotional intelligence or inclusion; the equality and diversity policy is missing",
            f"Have it taken up there, and add «{EQUALITY_POLICY}».",
        )  # fmt: skip


@rule("MC534", Severity.NOTE, "G2.8.2", "G3.7.1", "R13", "Q10", over="programme")
def recognition_not_stated(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Nothing says what the micro-credential counts for at work.

    **Why** Staff lose interest in awards that change nothing. Promotion rules, the professional development record,
    leadership paths and appraisal are places where it can count.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: Micro-credential Office, anchored_in: [staff-development]}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: Micro-credential Office, recognition: [promotion, professional-development-record]}
    ```
    """
    if programme.model.governance is None or not programme.model.governance.recognition:
        yield Hit(
            key_or_id(programme, "governance"), "Nothing says what the micro-credential counts for at work",
            "Write what applies: «recognition: [promotion, professional-development-record, leadership-path]».",
            key=True,
        )  # fmt: skip


@rule("MC535", Severity.NOTE, "G2.8.1", "R12", "Q9", over="programme")
def funding_not_stated(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Nothing says who pays for the programme, and until when.

    **Why** Trainers, assessors and IT cost money after the project as well. Who asks early finds an answer; a programme
    paid by a project most of all.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: Micro-credential Office}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: Micro-credential Office, funding: {until: 2028-12-31, source: Staff development fund}}
    ```
    """
    funding = programme.model.governance.funding if programme.model.governance else None
    if funding is None or (funding.until is None and funding.source is None):
        who = ": it is paid by a project" if programme.model.fee == "project-funded" else ""
        yield Hit(
            key_or_id(programme, "governance"), f"Nothing says who pays for the programme, and until when{who}",
            "Write «funding: {until: …, source: …}».", key=True,
        )  # fmt: skip


@rule("MC536", Severity.NOTE, "G2.8.1", "R12", over="programme")
def funding_ends_early(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The money ends before the next edition or the next review.

    **Why** Learners who enrol trust that the programme is carried to its end, and holders that somebody renews it.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: Micro-credential Office, funding: {until: 2026-12-31, source: Project grant}}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    governance: {coordinator: Micro-credential Office, funding: {until: 2028-12-31, source: Staff development fund}}
    ```
    """
    funding = programme.model.governance.funding if programme.model.governance else None
    if funding is None or funding.until is None:
        return
    cohorts = (one.model for one in world.workspace.cohorts.values() if one.model.programme == programme.model.id)
    needed = [one.period.end for one in cohorts if one.period.end >= world.today]
    if programme.model.review is not None and programme.model.review.next is not None:
        needed.append(programme.model.review.next)
    first = min([*needed, world.today]) if funding.until < world.today else min(needed, default=None)
    if first is not None and funding.until < first:
        when = "is over" if funding.until < world.today else f"ends before {first}, when the programme still runs"
        yield Hit(("governance", "funding", "until"), f"The funding {when}", "Say who pays from then on.")


@rule("MC537", Severity.NOTE, "Q9", over="programme")
def fee_not_stated(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Nothing says whether learners pay.

    **Why** Free or paid is a matter of strategy; that it is undecided shows at enrolment.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml without fee
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    fee: subsidised
    ```
    """
    if programme.model.fee is None:
        yield Hit(
            ("id",), "Nothing says whether learners pay", "Write «fee:» free, project-funded, subsidised or fee-based."
        )
