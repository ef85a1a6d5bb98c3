"""The editions of a programme in the order they began, and on which content each was held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from mctool.approvals import programme_digest
from mctool.comparison import Change, compare
from mctool.content import Content
from mctool.errors import WorkspaceError
from mctool.history import commit_of, workspace_at
from mctool.models import Cohort, Programme
from mctool.register import Event
from mctool.reports.basis import Basis
from mctool.reports.figures import CohortFigures, figures
from mctool.reports.places import Place
from mctool.workspace import Descriptor, Workspace

FOLDER = "the folder as it is"


@dataclass(frozen=True)
class Edition:
    """One edition. ``content`` says where its content was read: the folder, a commit, or in words why nowhere."""

    id: str
    place: Place
    version: str
    start: date
    content: str
    figures: CohortFigures | None


@dataclass(frozen=True)
class Step:
    """From one edition to the next: what changed, and where the standard got weaker. ``note`` says if none can tell."""

    before: str
    after: str
    changes: tuple[Change, ...]
    weaker: tuple[str, ...]
    note: str = ""


@dataclass
class Memory:
    """Past states of the workspace, each read once."""

    basis: Basis
    _read: dict[str, Workspace] = field(default_factory=dict)

    def content(self, programme: Descriptor[Programme], version: str, cohort: str) -> tuple[Content | None, str]:
        """The content on which *cohort* was held, and where it was read; None with the reason where it cannot be."""
        workspace, identity = self.basis.world.workspace, programme.model.id
        try:
            commit = self._commit(programme, version, cohort)
            if commit is None:
                return Content.of(workspace, identity), FOLDER
            found = Content.of(self._at(commit), identity)
        except WorkspaceError as error:
            return None, str(error)
        return found, commit if found else f"at {commit[:12]} the programme cannot be read"

    def _commit(self, programme: Descriptor[Programme], version: str, cohort: str) -> str | None:
        """The commit that *cohort* was issued on, else the newest with that *version*; None for the folder."""
        issued = [
            entry
            for name, entry in self.basis.world.counted_entries
            if name == cohort and entry.event is Event.ISSUED and entry.version == version
        ]
        workspace = self.basis.world.workspace
        if version == programme.model.version and (
            not issued or issued[-1].digest == programme_digest(workspace, programme)
        ):
            return None
        return issued[-1].commit if issued else commit_of(workspace.root, programme.path, version)

    def _at(self, commit: str) -> Workspace:
        if commit not in self._read:
            self._read[commit] = workspace_at(self.basis.world.workspace.root, commit)
        return self._read[commit]


def editions_of(
    memory: Memory, programme: Descriptor[Programme], cohorts: Sequence[Descriptor[Cohort]]
) -> tuple[tuple[Edition, ...], tuple[Step, ...]]:
    """The editions of *programme*, in the order they began, and the steps between them.

    Where the folder has another version than the last edition, the step to it comes last.
    """
    own = sorted(
        (one for one in cohorts if one.model.programme == programme.model.id),
        key=lambda one: (one.model.period.start, one.model.id),
    )
    read = [memory.content(programme, one.model.version, one.model.id) for one in own]
    shown = tuple(
        Edition(
            one.model.id, Place(one.path), one.model.version, one.model.period.start, where,
            figures(memory.basis, one),
        )
        for one, (_, where) in zip(own, read, strict=True)
    )  # fmt: skip
    states = [(edition.id, content, where) for edition, (content, where) in zip(shown, read, strict=True)]
    present = Content.of(memory.basis.world.workspace, programme.model.id)
    if states and states[-1][2] != FOLDER:
        states.append((f"{FOLDER} ({programme.model.version})", present, FOLDER))
    return shown, tuple(_steps(states))


def _steps(states: Sequence[tuple[str, Content | None, str]]) -> Iterator[Step]:
    for (before, old, from_), (after, new, to) in pairwise(states):
        if old is None or new is None:
            yield Step(before, after, (), (), f"Nobody can compare: {from_ if old is None else to}.")
        elif from_ == to:
            yield Step(before, after, (), (), "Held on the same content.")
        else:
            made = compare(old, new)
            yield Step(before, after, made.changes, made.weaker)
