"""Recording an approval: only of a programme without errors, bound to its content, written into its file."""

from dataclasses import dataclass
from datetime import date

from mctool.approvals import parts, programme_digest
from mctool.checking import check
from mctool.editing import append, write
from mctool.errors import MctoolError
from mctool.findings import Findings, Severity
from mctool.models import Programme
from mctool.models.settings import STAGES
from mctool.models.values import did_you_mean
from mctool.rules import ALL
from mctool.rules.world import World
from mctool.workspace import Descriptor, nearest

_OF_APPROVAL = frozenset({"MC501", "MC502"})
"""What approving itself mends."""


@dataclass(frozen=True)
class Approved:
    """The digest that the approval is bound to, or the errors that stand against it."""

    digest: str
    findings: Findings


def approve(
    world: World, programme: Descriptor[Programme], *, stage: str, body: str, reference: str, day: date
) -> Approved:
    """Writes the approval of *programme* at *stage* into its file.

    Raises MctoolError for a stage that does not exist, an empty body or reference, or a day in the future.
    """
    if stage not in STAGES:
        raise MctoolError(f"«{stage}» is no stage of the workflow{did_you_mean(nearest(stage, STAGES))}")
    if not body.strip() or not reference.strip():
        raise MctoolError("an approval names the body and the reference of its decision")
    if day > world.today:
        raise MctoolError(f"{day} has not come yet; an approval is recorded after the decision")
    digest = programme_digest(world.workspace, programme)
    covered = frozenset(part.path for part in parts(world.workspace, programme))
    found = check(world, rules=[rule for rule in ALL if rule.code not in _OF_APPROVAL], only=covered)
    errors = Findings(found.active(Severity.ERROR))
    if not errors:
        path = world.workspace.root / programme.path
        entry = {"stage": stage, "body": body, "date": day.isoformat(), "reference": reference, "digest": digest}
        write(path, append(path.read_text(encoding="utf-8-sig"), "approvals", entry))
    return Approved(digest, errors)
