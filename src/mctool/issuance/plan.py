"""What an issue run is about to do: what stands in its way, who gets what, who has it already."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mctool import forgotten, register, repository
from mctool.approvals import covered_paths, programme_digest
from mctool.checking import check
from mctool.decisions import GUARDS, Decision, Verdict, decide
from mctool.errors import WorkspaceError
from mctool.findings import Findings, Severity
from mctool.models import Cohort, Programme
from mctool.register import Entry, Record
from mctool.rules.world import World
from mctool.signedcommits import require_signature
from mctool.workspace import SETTINGS, Descriptor


@dataclass(frozen=True)
class Plan:
    """One cohort before issuing. When ``blocking`` holds findings nothing is decided and nothing may be issued.

    *learner* is whom the run is for, when only one. *test* says that a test seal will seal.
    """

    world: World
    cohort: Descriptor[Cohort]
    programme: Descriptor[Programme]
    blocking: Findings
    decisions: tuple[Decision, ...]
    held: Mapping[str, Entry]
    revoked: frozenset[str]
    digest: str
    commit: str
    record: Record
    learner: str | None = None
    test: bool = False

    def tried_out(self) -> "Plan":
        """The same with a test seal: an earlier test run counts as a real one does, while real ones count no test."""
        held, revoked = _holders(self.record, self.learner)
        return replace(self, held=held, revoked=revoked, test=True)

    def with_verdict(self, *verdicts: Verdict) -> tuple[Decision, ...]:
        """The decisions with one of *verdicts*, in the cohort's order."""
        return tuple(one for one in self.decisions if one.verdict in verdicts)

    @property
    def to_issue(self) -> tuple[Decision, ...]:
        """Who is to be awarded and does not hold the credential yet, nor had it revoked."""
        settled = self.held.keys() | self.revoked
        return tuple(one for one in self.decisions if one.verdict.awards and one.learner not in settled)

    @property
    def already_issued(self) -> tuple[str, ...]:
        """Who holds the credential already, in the cohort's order."""
        return tuple(one.learner for one in self.decisions if one.learner in self.held)


def make_plan(
    world: World, cohort: Descriptor[Cohort], *, learner: str | None = None, allow_uncommitted: bool = False
) -> Plan:
    """Checks what an award rests on, then decides; for one *learner* only when named.

    Whoever had the credential revoked gets another one only when named: nobody undoes a revocation by issuing again.

    Raises WorkspaceError when the cohort's programme cannot be read, *learner* is not in the cohort, or descriptors
    are not committed, or not signed where the policy asks for it (unless *allow_uncommitted*).
    """
    workspace = world.workspace
    programme = workspace.programmes.get(cohort.model.programme)
    if programme is None:
        raise WorkspaceError(f"{cohort.path}: its programme «{cohort.model.programme}» is missing or cannot be read")
    if learner is not None and all(one.learner != learner for one in cohort.model.results):
        raise WorkspaceError(f"{cohort.path}: there is no learner «{learner}»")
    erased = forgotten.read(workspace.register_folder)
    if learner is not None and learner in erased:
        raise WorkspaceError(erased[learner].refusal)
    commit = _commit(world, cohort, allow_uncommitted)
    if workspace.settings.policy.signed_commits and not allow_uncommitted:
        require_signature(workspace.root, commit)
    blocking = _blocking(world, cohort, programme)
    decisions = () if blocking else decide(world, cohort)
    if learner is not None:
        decisions = tuple(one for one in decisions if one.learner == learner)
    record = register.read(workspace.register_folder / f"{cohort.model.id}.jsonl")
    digest = programme_digest(workspace, programme)
    held, revoked = _holders(record.real(), learner)
    return Plan(world, cohort, programme, blocking, decisions, held, revoked, digest, commit, record, learner)


def _holders(record: Record, learner: str | None) -> tuple[Mapping[str, Entry], frozenset[str]]:
    """Who holds a credential in *record*, and who had it revoked and is not the *learner* named."""
    return record.issued(), record.revoked() - {learner}


def _commit(world: World, cohort: Descriptor[Cohort], allow_uncommitted: bool) -> str:
    root = world.workspace.root
    try:
        commit = repository.head_commit(root)
        paths = {*world.workspace.files, *([cohort.table.path] if cohort.table else [])}
        open_ones = (*repository.uncommitted(root, paths), *repository.deleted_descriptors(root))
    except WorkspaceError:
        if allow_uncommitted:
            return ""
        raise
    if open_ones and not allow_uncommitted:
        listed = ", ".join(open_ones[:3]) + (f" and {len(open_ones) - 3} more" if len(open_ones) > 3 else "")
        raise WorkspaceError(f"not committed: {listed}; what is issued must rest on a commit that others can see")
    return commit


def _blocking(world: World, cohort: Descriptor[Cohort], programme: Descriptor[Programme]) -> Findings:
    """The errors in what every award rests on. Errors about single learners refuse those learners only."""
    workspace = world.workspace
    common = {SETTINGS, *covered_paths(workspace, programme)}
    common.add(Path(workspace.settings.institution).as_posix())  # also when it cannot be read
    if workspace.institution is not None:
        common.add(workspace.institution.path)
    registers = {
        path.relative_to(workspace.root).as_posix()
        for path in workspace.register_folder.glob("*.jsonl")
        if path.is_relative_to(workspace.root)
    }
    own = {cohort.path, *([cohort.table.path] if cohort.table else [])}
    found = check(world, only=common | registers | own)
    about_learners = {rule.code for rule in GUARDS}
    shape = frozenset(f"MC00{digit}" for digit in range(10))
    return Findings(tuple(
        one for one in found.active(Severity.ERROR)
        if (one.path not in own or one.code in shape) and one.code not in about_learners
    ))  # fmt: skip
