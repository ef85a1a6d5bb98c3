"""Erasure of a person: the identity and the issued files go; the register, results and statistics stay whole.

The record comes first, so that nothing disappears without one; then the files, then the identity. Killed at any point
and run again, it finishes the rest, and the record says it once.
"""

from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mctool import forgotten, register, revocation
from mctool.errors import WorkspaceError
from mctool.forgotten import Erasure
from mctool.identities import read_identities
from mctool.identityfiles import identities_path, remove_identities
from mctool.issuance.order import output_folders, participation_name
from mctool.issuance.uploads import upload_name
from mctool.models.values import did_you_mean
from mctool.register import Event
from mctool.workspace import Workspace, nearest

NOT_REACHED = (
    "what was already sent to the person or to others, and what they keep in their wallets",
    "backups of the identities file and of the folder with issued files, and files exported from them",
    "the git history and its clones, if a name ever got there; «mctool validate --history» looks",
    "evidence that names the person inside a file, and whatever the learning platform keeps",
)
"""What an erasure here cannot do, for whoever answers the person."""


@dataclass(frozen=True)
class Forgotten:
    """What is to be, or was, erased of one learner. ``before``: the record had it already."""

    erasure: Erasure
    files: tuple[Path, ...]
    identity: bool
    before: bool


def find(workspace: Workspace, learners: Sequence[str], now: datetime) -> tuple[Forgotten, ...]:
    """What there is of each of *learners*. Raises MctoolError when one is nowhere known, or something is unreadable."""
    path = identities_path(workspace)
    people = read_identities(path) if path.exists() else {}
    recorded = forgotten.read(workspace.register_folder)
    records = revocation.records(workspace)
    enrolled = {name: {it.learner for it in one.model.results} for name, one in workspace.cohorts.items()}
    known = {*people, *recorded, *(one.learner for each in records for one in each.entries)}.union(*enrolled.values())
    found = []
    for learner in dict.fromkeys(learners):
        if learner not in known:
            raise WorkspaceError(f"nobody knows a learner «{learner}»{did_you_mean(nearest(learner, known))}")
        credentials = tuple(
            one.credential for each in records for one in each.entries
            if one.learner == learner and one.event is Event.ISSUED
        )  # fmt: skip
        cohorts = {*enrolled, *(each.path.stem for each in records)}
        files = _files(workspace, learner, credentials, cohorts)
        erasure = recorded.get(learner) or Erasure(learner, now, credentials, len(files))
        found.append(Forgotten(erasure, files, learner in people, learner in recorded))
    return tuple(found)


def forget(workspace: Workspace, learners: Sequence[str], now: datetime) -> tuple[Forgotten, ...]:
    """Erases *learners* and returns what went. Raises WorkspaceError or RegisterError.

    While it works, nothing can be issued in the cohorts where they hold credentials.
    """
    with ExitStack() as held:
        notes = held.enter_context(forgotten.noting(workspace.register_folder))
        for one in revocation.records(workspace):
            if any(entry.learner in learners for entry in one.entries):
                held.enter_context(register.appending(one.path))
        found = find(workspace, learners, now)
        notes.add([one.erasure for one in found if not one.before])
        for path in (path for one in found for path in one.files):
            _remove(path)
        gone = {one.erasure.learner for one in found if one.identity}
        if gone:
            remove_identities(identities_path(workspace), gone)
    return found


def _files(
    workspace: Workspace, learner: str, credentials: Collection[str], cohorts: Collection[str]
) -> tuple[Path, ...]:
    """The files of the learner below the folder of issued ones: credentials, uploads, certificates of participation."""
    uuids = [one.rpartition(":")[2] for one in credentials]
    found: set[Path] = set()
    for cohort in cohorts:
        uploads = upload_name(cohort, learner)
        own, tests = output_folders(workspace, cohort)
        folders = (own, tests, own / "badges", tests / "badges")
        for name in (*uuids, uploads):
            found.update(path for folder in folders for path in folder.glob(f"{name}.*"))
        found.update((own / "participation").glob(f"{participation_name(cohort, learner)}.*"))
    return tuple(sorted(found))


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be removed: {error.strerror}; run it again then") from None
