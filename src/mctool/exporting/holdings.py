"""Who holds which credential of a cohort: the register says it, the identities name them, git has the programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mctool import forgotten, register, statuslists
from mctool.approvals import programme_digest
from mctool.errors import RegisterError, WorkspaceError
from mctool.history import workspace_at
from mctool.identities import Identity
from mctool.models import Cohort, Programme
from mctool.register import Entry, Event
from mctool.statuslists import Standing
from mctool.workspace import Descriptor, Workspace


@dataclass(frozen=True)
class Holding:
    """A credential: the register's line, its state today, the holder, and the programme as it was when issued.

    ``awarded`` is the day of the decision, ``expires`` the last day it counts; ``current`` says whether the programme
    of today still is the one of then.
    """

    entry: Entry
    standing: Standing
    holder: Identity
    programme: Programme
    awarded: date
    expires: date | None
    current: bool


@dataclass(frozen=True)
class Holdings:
    """The credentials of a cohort, in the register's order, and why others are left out, by learner id."""

    held: tuple[Holding, ...]
    left_out: Mapping[str, str]


def holdings(workspace: Workspace, cohort: Descriptor[Cohort], identities: Mapping[str, Identity]) -> Holdings:
    """The credentials that were issued to *cohort*, those revoked since too.

    Raises RegisterError when the register is broken or nothing was issued, WorkspaceError when a programme as it was
    when issued cannot be found in git.
    """
    record = register.read(workspace.register_folder / f"{cohort.model.id}.jsonl")
    for fault in record.faults:
        raise RegisterError(f"the register {fault.path}, line {fault.line} is broken: {fault.message} (MC901)")
    [record] = register.rehearsable([record])
    issued = [one for one in record.entries if one.event is Event.ISSUED]
    if not issued:
        raise RegisterError(f"nothing was issued to {cohort.model.id} yet, so there is nothing to export")
    standings = {one.credential: one for one in statuslists.standings([record])}
    erased = forgotten.read(workspace.register_folder)
    editions = _Editions(workspace)
    held: list[Holding] = []
    left_out: dict[str, str] = {}
    for entry in issued:
        holder = identities.get(entry.learner)
        if holder is None:
            erasure = erased.get(entry.learner)
            left_out[entry.learner] = erasure.refusal if erasure else "the identities file does not know the learner"
            continue
        programme, current = editions.of(entry)
        review = cohort.model.quality_review
        awarded = review.date if review else entry.time.date()
        period = programme.validity.period if programme.validity else None
        expires = period.after(awarded) if period else None
        held.append(Holding(entry, standings[entry.credential], holder, programme, awarded, expires, current))
    return Holdings(tuple(held), left_out)


class _Editions:
    """Programmes as they were when credentials were issued, each commit read once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._at = lru_cache(maxsize=4)(lambda commit: workspace_at(workspace.root, commit))
        self._digests = {name: programme_digest(workspace, one) for name, one in workspace.programmes.items()}

    def of(self, entry: Entry) -> tuple[Programme, bool]:
        """The programme that *entry* was issued on, and whether it is the one of today."""
        if self._digests.get(entry.programme) == entry.digest:
            return self._workspace.programmes[entry.programme].model, True
        then = self._at(entry.commit).programmes.get(entry.programme)
        if then is None:
            raise WorkspaceError(f"«{entry.programme}» as of {entry.commit[:12]}, when it was issued, cannot be read")
        return then.model, False
