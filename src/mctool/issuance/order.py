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
from mctool.issuance.workers import Made, Remote, produce
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

    *level* is that of the seals, B or T. *sealed* is False where the files are for another issuer to seal: then
    nothing was issued yet.
    """

    plan: Plan
    issued: tuple[Issued, ...] = ()
    participation: Mapping[str, str] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)
    unfinished: int = 0
    sealed: bool = True
    level: str = "B"

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
    test = seal.key.is_test
    plan = plan.tried_out() if test else plan
    workspace = plan.world.workspace
    cohort = plan.cohort.model.id
    folder = output_folder(plan, test=test)
    award = build_award(workspace, plan.cohort)
    producer = Producer(award, seal, options.now, options.formats, template_folder(workspace.root))
    prepare(folder)
    with register.appending(workspace.register_folder / f"{cohort}.jsonl") as appender:
        record = appender.record
        sweep(folder, {entry.credential.rpartition(":")[2] for entry in record.entries})
        held = (record if test else record.real()).issued()  # read under the lock: another run may have been faster
        decisions = {one.learner: one for one in plan.to_issue if one.learner not in held}
        tasks = [Task(one, identities[name], options.new_uuid()) for name, one in decisions.items()]
        batch = _Batch(plan, decisions, seal, options.now, folder, appender)
        for made in produce(producer, tasks, folder, options.workers, options.stop, options.remote):
            batch.take(made)
            if len(batch.waiting) == options.batch:
                batch.settle()
            options.progress(batch.done)
        batch.settle()
    left = len(tasks) - batch.done
    certificates = {} if left else participation(plan, identities, options.now)
    return Outcome(plan, tuple(batch.issued), certificates, batch.failed, left, level=seal.level)


@dataclass
class _Batch:
    """Files that are made and wait for their names and register lines; who was issued to; why others have none."""

    plan: Plan
    decisions: Mapping[str, Decision]
    seal: SealPlan
    now: datetime
    folder: Path
    appender: register.Appender
    waiting: list[Made] = field(default_factory=list)
    issued: list[Issued] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How many learners the run is through with, those waiting included."""
        return len(self.issued) + len(self.failed) + len(self.waiting)

    def take(self, made: Made) -> None:
        """Lets *made* wait, or keeps why there is nothing."""
        if made.failure:
            self.failed[made.learner] = made.failure
        else:
            self.waiting.append(made)

    def settle(self) -> None:
        """Flushes what waits, and then writes its register lines."""
        if not self.waiting:
            return
        finish([self.folder / name for one in self.waiting for name in one.names.values()], self.folder)
        self.appender.append([self._entry(one) for one in self.waiting])
        self.issued += [self._issued(one) for one in self.waiting]
        self.waiting = []

    def _entry(self, made: Made) -> Entry:
        programme, verdict = self.plan.programme.model, self.decisions[made.learner].verdict
        return Entry(
            self.now, Event.ISSUED, f"urn:credential:{made.uuid}", made.learner, self.plan.cohort.model.id,
            programme.id, programme.version, self.plan.digest, self.plan.commit, verdict.value, dict(made.digests),
            self.seal.key.fingerprint, test=self.plan.test,
        )  # fmt: skip

    def _issued(self, made: Made) -> Issued:
        root = self.plan.world.workspace.root
        files = {kind: relative(self.folder / name, root) for kind, name in made.names.items()}
        return Issued(made.learner, f"urn:credential:{made.uuid}", self.decisions[made.learner].verdict, files)


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


def relative(path: Path, root: Path) -> str:
    """*path* from the workspace *root*, or whole where it is outside."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
