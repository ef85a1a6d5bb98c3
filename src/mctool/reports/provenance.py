"""What a report rests on: the commit, the day, and the versions of everything that judged."""

from dataclasses import dataclass
from datetime import datetime

from mctool import __version__, repository
from mctool.errors import WorkspaceError
from mctool.findings import printable
from mctool.models.values import Text
from mctool.rules.world import World
from mctool.vocabularies import esco, lists, tables


@dataclass(frozen=True)
class Provenance:
    """Who awards, what was looked at and with what. ``commit`` is empty outside git."""

    institution: Text | None
    languages: tuple[str, ...]
    made: datetime
    commit: str
    uncommitted: tuple[str, ...]
    mctool: str
    esco_mapped: str
    esco_data: str
    code_lists: str
    small_group: int


def provenance(world: World, now: datetime) -> Provenance:
    """What a report on *world* made at *now* rests on."""
    workspace = world.workspace
    commit = ""
    uncommitted: tuple[str, ...] = ()
    try:
        commit = repository.head_commit(workspace.root)
        uncommitted = repository.uncommitted(workspace.root, {*workspace.files, *world.tracked})
    except WorkspaceError:
        pass
    settings = workspace.settings
    institution = workspace.institution
    return Provenance(
        institution=institution.model.name if institution else None,
        languages=workspace.languages,
        made=now,
        commit=commit,
        uncommitted=tuple(printable(one) for one in uncommitted),
        mctool=__version__,
        esco_mapped=settings.esco.version if settings.esco else "",
        esco_data=esco.installed().source(settings.esco.version if settings.esco else None).about,
        code_lists=f"{len(lists.names())} lists. {tables.read('lists/eqf-levels').about.get('source', '')}".strip(),
        small_group=settings.policy.small_group,
    )
