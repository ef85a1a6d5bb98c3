"""Recording an approval: only of a programme without errors, bound to its content, written into its file."""

from dataclasses import dataclass
from datetime import date

from mctool import repository
from mctool.approvals import covered_paths, programme_digest
from mctool.checking import check
from mctool.comparison import Comparison, compare
from mctool.content import Content
from mctool.editing import append, write
from mctool.errors import MctoolError, WorkspaceError
from mctool.findings import Findings, Severity
from mctool.models import Programme
from mctool.models.programme import Approval
from mctool.models.settings import STAGES
from mctool.models.values import did_you_mean
from mctool.rules import ALL
from mctool.rules.world import World
from mctool.signedcommits import require_signature
from mctool.snapshots import Snapshots
from mctool.workspace import Descriptor, Workspace, nearest
from mctool.yamlsource import Source

_OF_APPROVAL = frozenset({"MC501", "MC502"})
"""What approving itself mends."""


@dataclass(frozen=True)
class Proposal:
    """What a body is about to approve: the content, how it differs from what was approved last, and its errors.

    ``since`` is None where the git history does not hold what was approved last, or nothing was.
    """

    programme: Descriptor[Programme]
    content: Content
    entry: Approval
    last: Approval | None
    since: Comparison | None
    errors: Findings


def propose(
    world: World, programme: Descriptor[Programme], *, stage: str, body: str, reference: str, day: date
) -> Proposal:
    """What an approval of *programme* at *stage* would be. Nothing is written.

    Raises MctoolError for a stage that does not exist, an empty body or reference, or a day in the future, and where
    the policy asks for a signed commit and the content is in none.
    """
    if stage not in STAGES:
        near = did_you_mean(nearest(stage, STAGES)) or f"; the stages are {', '.join(STAGES)}"
        raise MctoolError(f"«{stage}» is no stage of the workflow{near}")
    if not body.strip() or not reference.strip():
        raise MctoolError("an approval names the body and the reference of its decision")
    if day > world.today:
        raise MctoolError(f"{day} has not come yet; an approval is recorded after the decision")
    workspace, covered = world.workspace, covered_paths(world.workspace, programme)
    if workspace.settings.policy.signed_commits:
        _require_signed(workspace, covered)
    digest = programme_digest(workspace, programme)
    entry = Approval(stage=stage, body=body, date=day, reference=reference, digest=digest)
    found = check(world, rules=[rule for rule in ALL if rule.code not in _OF_APPROVAL], only=covered)
    given = [one for one in reversed(programme.model.approvals) if one.stage == stage]
    last = max(given, key=lambda one: one.date, default=None)  # of one day, the one that was written last
    content = Content.of(workspace, programme.model.id)
    if content is None:  # the descriptor comes from this workspace
        raise WorkspaceError(f"{programme.path} is not the programme «{programme.model.id}» of this workspace")
    before = content if last and last.digest == digest else _approved(workspace, programme.model.id, last)
    since = compare(before, content) if before else None
    return Proposal(programme, content, entry, last, since, Findings(found.active(Severity.ERROR)))


def record(world: World, proposal: Proposal) -> None:
    """Writes the approval into the programme's file. Raises MctoolError when there are errors, or it changed since."""
    path = world.workspace.root / proposal.programme.path
    if proposal.errors:
        raise MctoolError(f"{proposal.programme.path} has errors; nothing was approved")
    if Source.from_bytes(path.read_bytes()).text != proposal.programme.source.text:
        raise MctoolError(f"{proposal.programme.path} has changed while you looked at it; nothing was approved")
    write(path, append(path.read_text(encoding="utf-8-sig"), "approvals", proposal.entry.model_dump(mode="json")))


def _require_signed(workspace: Workspace, covered: frozenset[str]) -> None:
    open_ones = repository.uncommitted(workspace.root, covered)
    if open_ones:
        listed = ", ".join(open_ones[:3])
        raise WorkspaceError(f"not committed: {listed}; what is approved must be in a signed commit (signed_commits)")
    require_signature(workspace.root, repository.head_commit(workspace.root))


def _approved(workspace: Workspace, identity: str, approval: Approval | None) -> Content | None:
    """What *approval* is bound to, from the git history; None where it is not there."""
    if approval is None:
        return None
    snapshots = Snapshots(workspace.root, identity)
    try:
        commits = snapshots.commits()
    except WorkspaceError:  # outside git
        return None
    for commit in commits:
        then = snapshots.at(commit.id)
        programme = then.programmes.get(identity) if then else None
        if then and programme and programme_digest(then, programme) == approval.digest:
            return Content.of(then, identity)
    return None
