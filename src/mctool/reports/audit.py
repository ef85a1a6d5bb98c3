"""The audit report: what was checked, what stands, what is missing, and what that rests on."""

from dataclasses import dataclass
from datetime import date

from mctool.findings import Finding
from mctool.reports.auditcohorts import CohortAudit, cohort_audit
from mctool.reports.auditopening import Condition, Duty, OpenFindings, conditions, duties, open_findings
from mctool.reports.auditprogrammes import ProgrammeAudit, programme_audit
from mctool.reports.basis import Basis
from mctool.reports.places import Place, place_of
from mctool.reports.provenance import Provenance
from mctool.reports.questions import Answer, answers
from mctool.rules import ALL
from mctool.vocabularies.esco import ATTRIBUTION


@dataclass(frozen=True)
class PolicyShown:
    """A rule whose severity the institution set itself, and why."""

    code: str
    name: str
    severity: str
    reason: str
    place: Place


@dataclass(frozen=True)
class WaiverShown:
    """A rule set aside for one file. ``findings`` is how many it covers today."""

    rule: str
    file: str
    reason: str
    approved_by: str
    expires: date | None
    place: Place
    in_force: bool
    findings: int


@dataclass(frozen=True)
class Checked:
    """What was checked: the numbers of files by kind, of rules, and of findings by severity."""

    files: int
    unreadable: int
    kinds: tuple[tuple[str, int], ...]
    tracked_files: int
    rules: int
    errors: int
    warnings: int
    notes: int
    waived: int


@dataclass(frozen=True)
class StageShown:
    """A stage of the institution's workflow: who answers for it and how long it may take; empty where not said."""

    stage: str
    unit: str
    within: str
    place: Place


@dataclass(frozen=True)
class Audit:
    """The whole report."""

    provenance: Provenance
    conditions: tuple[Condition, ...]
    checked: Checked
    findings: tuple[Finding, ...]
    waivers: tuple[WaiverShown, ...]
    policies: tuple[PolicyShown, ...]
    workflow: tuple[StageShown, ...]
    programmes: tuple[ProgrammeAudit, ...]
    cohorts: tuple[CohortAudit, ...]
    strays: tuple[Place, ...]
    open: tuple[OpenFindings, ...]
    duties: tuple[Duty, ...]
    questions: tuple[Answer, ...]
    attribution: str
    named: bool


def audit(basis: Basis, programme: str | None = None) -> Audit:
    """The audit of a workspace, or of one programme (its id) with its cohorts."""
    workspace = basis.world.workspace
    programmes = [one for one in workspace.programmes.values() if programme in (None, one.model.id)]
    cohorts = [one for one in workspace.cohorts.values() if programme in (None, one.model.programme)]
    return Audit(
        provenance=basis.provenance,
        conditions=conditions(basis),
        checked=_checked(basis),
        findings=basis.findings.items,
        waivers=_waivers(basis),
        policies=_policies(basis),
        workflow=_workflow(basis),
        programmes=tuple(programme_audit(basis, one) for one in programmes),
        cohorts=tuple(cohort_audit(basis, one) for one in cohorts),
        strays=_strays(basis),
        open=open_findings(basis),
        duties=duties(basis),
        questions=answers(basis),
        attribution=ATTRIBUTION,
        named=basis.named,
    )


def _checked(basis: Basis) -> Checked:
    workspace = basis.world.workspace
    counted = basis.findings.summary()
    kinds = tuple((kind, len(found)) for kind, found in sorted(workspace.by_kind.items()))
    unread = len(workspace.files) - sum(number for _, number in kinds) - (workspace.settings_file is not None)
    return Checked(
        len(workspace.files), unread, kinds, len(basis.world.tracked), len(ALL),
        counted["error"], counted["warning"], counted["note"], counted["waived"],
    )  # fmt: skip


def _waivers(basis: Basis) -> tuple[WaiverShown, ...]:
    shown = []
    for file in basis.world.workspace.waivers:
        for at, one in enumerate(file.model.waivers):
            covered = sum(item.waived is not None and item.code == one.rule for item in basis.of_file.get(one.in_, ()))
            in_force = bool(one.reason and one.approved_by and one.expires and one.expires >= basis.world.today)
            shown.append(WaiverShown(
                one.rule, one.in_, one.reason or "", one.approved_by or "", one.expires,
                place_of(file, "waivers", at), in_force, covered,
            ))  # fmt: skip
    return tuple(shown)


def _policies(basis: Basis) -> tuple[PolicyShown, ...]:
    settings = basis.world.workspace.settings_file
    if settings is None:
        return ()
    names = {rule.code: rule.name for rule in ALL}
    return tuple(
        PolicyShown(code, names.get(code, ""), one.severity, one.reason, place_of(settings, "policy", "rules", code))
        for code, one in settings.model.policy.rules.items()
    )


def _workflow(basis: Basis) -> tuple[StageShown, ...]:
    from mctool.models.settings import STAGES

    settings = basis.world.workspace.settings_file
    if settings is None:
        return ()
    found = settings.model.workflow
    return tuple(
        StageShown(
            stage, (one.unit or "") if (one := found.get(stage)) else "",
            str(one.within) if one and one.within else "", place_of(settings, "workflow", stage),
        )
        for stage in STAGES
    )  # fmt: skip


def _strays(basis: Basis) -> tuple[Place, ...]:
    """Register files whose cohort is not in the workspace."""
    folder = basis.world.workspace.settings.register_folder
    known = basis.world.workspace.cohorts
    names = sorted(path.stem for path in basis.world.workspace.register_folder.glob("*.jsonl"))
    return tuple(Place(f"{folder}/{name}.jsonl") for name in names if name not in known)
