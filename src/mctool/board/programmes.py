"""The stages of a programme: its need shown, its outcomes validated, itself approved."""

from datetime import date

from mctool import history
from mctool.approvals import covered_paths, parts, programme_digest
from mctool.board.blocking import errors_in, listed
from mctool.board.stages import PROGRAMME_STAGES, Fact
from mctool.errors import WorkspaceError
from mctool.findings import Findings
from mctool.models import Programme
from mctool.rules.world import World
from mctool.workspace import Descriptor

_OF_APPROVAL = frozenset({"MC501", "MC502"})
"""What an approval itself settles."""


def programme_facts(world: World, programme: Descriptor[Programme], found: Findings) -> tuple[Fact, ...]:
    """What the files say of the first three stages; *found* are the findings on the workspace."""
    needs, validation, approval = PROGRAMME_STAGES
    model = programme.model
    analysed = model.needs_analysis.date if model.needs_analysis else None
    unwritten = f"«needs_analysis» is not written in {programme.path}"
    covered = covered_paths(world.workspace, programme)
    tasks = covered - {programme.path}
    return (
        Fact(needs, analysed, since=None if analysed else _added(world, programme.path), blocks=(unwritten,)),
        _approved(world, programme, validation, listed(errors_in(found, tasks, without=_OF_APPROVAL))),
        _approved(world, programme, approval, listed(errors_in(found, covered, without=_OF_APPROVAL))),
    )


def _approved(world: World, programme: Descriptor[Programme], stage: str, errors: tuple[str, ...]) -> Fact:
    given = [one for one in programme.model.approvals if one.stage == stage]
    digest = programme_digest(world.workspace, programme)
    standing = [one.date for one in given if one.digest == digest]
    if standing:
        return Fact(stage, max(standing))
    record = f"mctool approve {programme.model.id} --stage {stage} --body … --reference …"
    if not given:
        return Fact(stage, blocks=errors or (f"no decision is recorded: {record}",))
    newest = max(given, key=lambda one: one.date)
    words = f"the content has changed since {newest.body} approved it on {newest.date}: {record}"
    return Fact(stage, since=_changed(world, programme), changed=True, blocks=(*errors, words))


def _added(world: World, path: str) -> date | None:
    """The day on which *path* was first committed; None when it never was."""
    days = _days(world, path)
    return days[-1] if days else None


def _changed(world: World, programme: Descriptor[Programme]) -> date:
    """The day of the last change to the programme, its outcomes or rubrics; today where it is not committed."""
    paths = [part.path for part in parts(world.workspace, programme)]
    try:
        if history.is_dirty(world.workspace.root, *paths):
            return world.today
    except WorkspaceError:
        return world.today
    days = _days(world, *paths)
    return days[0] if days else world.today


def _days(world: World, *paths: str) -> tuple[date, ...]:
    try:
        return tuple(one.day for one in history.log(world.workspace.root, *paths))
    except WorkspaceError:
        return ()
