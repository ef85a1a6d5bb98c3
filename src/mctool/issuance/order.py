"""The order of work: lock -> for each batch build, seal, verify, write, flush -> register."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from mctool import register
from mctool.credentials import build_award
from mctool.decisions import Decision, Verdict
from mctool.formats.participation import ParticipationPrinter
from mctool.identities import Identity
from mctool.issuance.plan import Plan
from mctool.issuance.production import Producer, SealPlan, Task
from mctool.issuance.workers import Made, Remote, batches
from mctool.issuance.writing import finish, prepare, sweep, write_part
from mctool.register import Entry, Event
from mctool.workspace import Workspace

FORMATS = ("xml", "jsonld", "pdf")
_PARTICIPATION = uuid.UUID("5f0c7b52-2f0a-4b3e-9d8c-0a5d3a1f6f11")
"""Namespace of the ids of participation certificates, which stay the same however often they are made."""


def _random_uuid() -> str:
    return str(uuid.uuid4())


@dataclass(frozen=True)
class Options:
    """How to issue.

    *remote* makes the files on other machines. *batch* learners have their files safe on disk before their register
    lines are written together. *new_uuid* gives ids; *progress* hears how many are done; *stop* ends after the batch
    in hand.
    """

    now: datetime
    formats: frozenset[str] = frozenset(FORMATS)
    workers: int = 1
    batch: int = 100
    remote: Remote | None = None
    new_uuid: Callable[[], str] = _random_uuid
    progress: Callable[[int], None] = lambda done: None
    stop: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Issued:
    """A credential that was issued, and its files by format, relative to the workspace where they are inside it."""

    learner: str
    credential: str
    verdict: Verdict
    files: Mapping[str, str]


@dataclass(frozen=True)
class Outcome:
    """What a run did. *failed* says by learner why there are no files; *unfinished* counts who is left after a stop.

    *sealed* is False where the files are for another issuer to seal: then nothing was issued yet.
    """

    plan: Plan
    issued: tuple[Issued, ...] = ()
    participation: Mapping[str, str] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)
    unfinished: int = 0
    sealed: bool = True

    @property
    def to_issue(self) -> tuple[Decision, ...]:
        """Who is to be awarded and still has nothing, in the cohort's order."""
        done = {one.learner for one in self.issued if self.sealed} | self.failed.keys()
        return tuple(one for one in self.plan.to_issue if one.learner not in done)


def issue(plan: Plan, identities: Mapping[str, Identity], seal: SealPlan, options: Options) -> Outcome:
    """Issues what *plan* says. A learner is registered when the files are safe on disk, and only then.

    Raises MctoolError when the disk, the key or the register stands in the way, or another run holds the register;
    what was registered before stays, and running again finishes the rest.
    """
    workspace = plan.world.workspace
    cohort = plan.cohort.model.id
    folder = output_folder(plan, test=seal.key.is_test)
    award = build_award(workspace, plan.cohort)
    producer = Producer(award, seal, options.now, options.formats, template_folder(workspace.root))
    issued: list[Issued] = []
    failed: dict[str, str] = {}
    prepare(folder)
    with register.appending(workspace.register_folder / f"{cohort}.jsonl") as appender:
        entries = appender.record.entries
        sweep(folder, {entry.credential.rpartition(":")[2] for entry in entries})
        held = appender.record.issued()  # read under the lock: another run may have been faster
        decisions = {one.learner: one for one in plan.to_issue if one.learner not in held}
        tasks = [Task(one, identities[name], options.new_uuid()) for name, one in decisions.items()]
        left = len(tasks)
        for made in batches(producer, tasks, folder, options.workers, options.batch, options.remote):
            whole = [one for one in made if not one.failure]
            finish([folder / name for one in whole for name in one.names.values()], folder)
            appender.append([_entry(plan, one, decisions[one.learner].verdict, seal, options.now) for one in whole])
            issued += [_issued(one, decisions[one.learner].verdict, folder, workspace.root) for one in whole]
            failed |= {one.learner: one.failure for one in made if one.failure}
            left -= len(made)
            options.progress(len(issued) + len(failed))
            if left and options.stop():
                break
    certificates = {} if left else participation(plan, identities, options.now)
    return Outcome(plan, tuple(issued), certificates, failed, left)


def output_folder(plan: Plan, *, test: bool = False) -> Path:
    """Where the cohort's credentials go; with a *test* seal into a folder that says so, as the certificates do."""
    own, tests = output_folders(plan.world.workspace, plan.cohort.model.id)
    return tests if test else own


def output_folders(workspace: Workspace, cohort: str) -> tuple[Path, Path]:
    """Where credentials of *cohort* may be: those that count, and those with a test seal."""
    output = workspace.root / workspace.settings.output
    return output / cohort, output / f"TEST-{cohort}"


def template_folder(root: Path) -> Path | None:
    """The workspace's own certificate templates, where it has any."""
    folder = root / "templates" / "certificate"
    return folder if folder.is_dir() else None


def participation(plan: Plan, identities: Mapping[str, Identity], now: datetime) -> dict[str, str]:
    """Participation certificates for those who did not achieve, where the programme gives them; file by learner.

    They are no micro-credentials, so they have no register line; their names depend on the learner alone, so that
    making them again makes no second one.
    """
    chosen = [one for one in plan.with_verdict(Verdict.NOT_ACHIEVED) if one.learner in identities]
    if not plan.programme.model.participation_certificate or not chosen:
        return {}
    made: dict[str, str] = {}
    root = plan.world.workspace.root
    award = build_award(plan.world.workspace, plan.cohort)
    printer = ParticipationPrinter(award, template_folder=template_folder(root))
    place = output_folder(plan) / "participation"
    prepare(place)
    for decision in chosen:
        path = place / f"{participation_name(plan.cohort.model.id, decision.learner)}.pdf"
        if not path.exists():
            write_part(path, printer.pdf(identities[decision.learner], decision.attended_hours, now=now))
            finish([path], place)
        made[decision.learner] = relative(path, root)
    return made


def participation_name(cohort: str, learner: str) -> str:
    """The id of the certificate of participation of *learner* in *cohort*."""
    return str(uuid.uuid5(_PARTICIPATION, f"{cohort}/{learner}"))


def _entry(plan: Plan, made: Made, verdict: Verdict, seal: SealPlan, now: datetime) -> Entry:
    programme = plan.programme.model
    return Entry(
        now, Event.ISSUED, f"urn:credential:{made.uuid}", made.learner, plan.cohort.model.id, programme.id,
        programme.version, plan.digest, plan.commit, verdict.value, dict(made.digests), seal.key.fingerprint,
    )  # fmt: skip


def _issued(made: Made, verdict: Verdict, folder: Path, root: Path) -> Issued:
    files = {kind: relative(folder / name, root) for kind, name in made.names.items()}
    return Issued(made.learner, f"urn:credential:{made.uuid}", verdict, files)


def relative(path: Path, root: Path) -> str:
    """*path* from the workspace *root*, or whole where it is outside."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
