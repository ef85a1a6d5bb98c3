"""mctool for other programs: load, check, decide, issue, verify. The names stand in ``mctool`` itself, found when used.

Every function takes and gives frozen, typed objects; what a person could put right raises a MctoolError with one line
that says how. Nothing is printed or asked, and only ``issue`` writes.
"""

import os
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mctool.errors import MctoolError, SealError, WorkspaceError

if TYPE_CHECKING:
    from mctool.decisions import Decision
    from mctool.findings import Findings
    from mctool.issuance import Outcome, Plan
    from mctool.rules.world import World
    from mctool.verification import FileVerdict

StrPath = str | os.PathLike[str]


def load(folder: StrPath, *, now: datetime | None = None) -> "World":
    """The workspace in *folder*, as it stands on the day of *now* (with its zone; the present when None).

    A file that cannot be read is no error here: ``check`` reports it, and the others are there. Raises WorkspaceError
    when *folder* holds no ``mctool.yaml``.
    """
    from mctool import workspace
    from mctool.rules.world import World

    root = Path(folder)
    if not (root / workspace.SETTINGS).is_file():
        raise WorkspaceError(f"{root} is no workspace: it has no {workspace.SETTINGS}")
    return World(workspace.load(root.resolve()), _moment(now).date())


def check(world: "World") -> "Findings":
    """What all rules find in the workspace, by file and line; the institution's policy and waivers are applied.

    ``findings.active(Severity.ERROR)`` are those that stand in the way of issuing.
    """
    from mctool.checking import check

    return check(world)


def decide(world: "World", cohort: str) -> "tuple[Decision, ...]":
    """The decision on each learner of *cohort* (its id), with the reasons, in the cohort's order. Nothing is written.

    Raises WorkspaceError when the cohort or its programme is missing or cannot be read.
    """
    from mctool.decisions import decide
    from mctool.workspace.naming import cohort_of, programme_of

    chosen = cohort_of(world.workspace, cohort)
    programme_of(world.workspace, chosen.model.programme)
    return decide(world, chosen)


def issue(
    world: "World",
    cohort: str,
    *,
    now: datetime | None = None,
    seal: StrPath | None = None,
    password: str | None = None,
    formats: Collection[str] = ("xml", "jsonld", "pdf"),
    learner: str | None = None,
    workers: int = 1,
) -> "Outcome":
    """Issues to everybody in *cohort* (its id) who is to be awarded and holds nothing yet: seals, verifies, registers.

    *now* is the moment of issuing (with its zone; the present when None). *seal* is a PKCS#12 file, else the
    workspace's own; *password* opens it (for a token: its PIN), else the variable MCTOOL_SEAL_PASSWORD
    (MCTOOL_SEAL_PIN). *learner* limits the run to one, *workers* is the number of processes. Who is refused stays in
    ``outcome.plan.with_verdict(Verdict.REFUSED)``, each with the reasons; ``outcome.failed`` says who got no files.

    Raises MctoolError when what the awards rest on has errors, is not committed, or the seal is not the
    institution's; nothing is written then.
    """
    from mctool.issuance import FORMATS, Options, Outcome, issue, make_plan
    from mctool.issuance.choosing import load_seal
    from mctool.issuance.order import participation
    from mctool.issuance.precautions import names_for, refuse_unsafe_folders
    from mctool.workspace.naming import cohort_of

    wanted = frozenset(formats)
    if not wanted or not wanted <= set(FORMATS):
        raise MctoolError(f"formats are among {', '.join(FORMATS)}, at least one")
    moment = _moment(now)
    plan = make_plan(world, cohort_of(world.workspace, cohort), learner=learner)
    _refuse_blocked(plan)
    names = names_for(plan)
    refuse_unsafe_folders(plan)
    if not plan.to_issue:  # nothing to seal; certificates of participation may still be owed
        return Outcome(plan, participation=participation(plan, names, moment))
    chosen = Path(seal) if seal is not None else None
    key = load_seal(world.workspace, chosen, moment, lambda name, _: _secret(name) if password is None else password)
    return issue(plan, names, key, Options(moment, wanted, workers))


def verify(file: StrPath, *, trust: Iterable[StrPath] = (), now: datetime | None = None) -> "FileVerdict":
    """What can be said of a credential file: Europass XML or ELM JSON-LD of any issuer, or a PDF certificate of mctool.

    *trust* are PEM files with the certificates that are trusted; without any, the verdict is at best
    ``indeterminate``. *now* is when the credential must be in force (the present when None). Offline. Raises
    MctoolError when a file in *trust* cannot be read.
    """
    from mctool.verification import Trust, verify_file

    return verify_file(Path(file), trust=Trust.from_pem_files(Path(one) for one in trust), now=_moment(now))


def _moment(now: datetime | None) -> datetime:
    if now is not None and now.tzinfo is None:
        raise MctoolError(f"the time {now.isoformat()} has no zone; give it one, such as datetime.UTC")
    return (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)


def _refuse_blocked(plan: "Plan") -> None:
    if plan.blocking:
        first = next(iter(plan.blocking))
        raise WorkspaceError(
            f"nothing is issued on {plan.cohort.model.id}: {len(plan.blocking)} errors in what the awards rest on, "
            f"first {first.path}:{first.line} {first.code} {first.message}"
        )


def _secret(name: str) -> str:
    value = os.environ.get(name)
    if value is None:
        raise SealError(f"no password for the seal: give one, or set {name}")
    return value
