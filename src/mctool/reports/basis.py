"""What all reports stand on: the workspace on a day, its findings and decisions, each found once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from mctool import register
from mctool.checking import check
from mctool.decisions import Decision, decide
from mctool.errors import RegisterError
from mctool.findings import Finding, Findings
from mctool.models import Cohort
from mctool.reports.anonymity import Anonymiser, Nobody
from mctool.reports.provenance import Provenance, provenance
from mctool.rules.world import World
from mctool.workspace import Descriptor


@dataclass(frozen=True)
class Basis:
    """A world at a moment. ``named`` reports may show learners one by one; all others protect small groups."""

    world: World
    now: datetime
    named: bool = False

    @cached_property
    def provenance(self) -> Provenance:
        """What the report rests on."""
        return provenance(self.world, self.now)

    @cached_property
    def findings(self) -> Findings:
        """All findings, without learners' ids in their words unless the report is named."""
        found = check(self.world)
        return found if self.named else Findings(tuple(self._anonymous(one) for one in found))

    @property
    def least(self) -> int:
        """The least number of learners that a published number may stand for."""
        return 1 if self.named else self.world.workspace.settings.policy.small_group

    @cached_property
    def anonymiser(self) -> Anonymiser:
        """Takes learners' ids out of texts, unless the report is named."""
        return Nobody() if self.named else Anonymiser.of(self.world.workspace)

    def decisions(self, cohort: Descriptor[Cohort]) -> tuple[Decision, ...] | None:
        """The decisions on *cohort*, reasons without learners' ids; None when its programme cannot be read."""
        if cohort.path not in self._decided:
            known = cohort.model.programme in self.world.workspace.programmes
            self._decided[cohort.path] = decide(self.world, cohort) if known else None
        return self._decided[cohort.path]

    def reasons(self, decision: Decision) -> tuple[Finding, ...]:
        """Why *decision* refuses, without learners' ids unless the report is named."""
        return decision.reasons if self.named else tuple(self._anonymous(one) for one in decision.reasons)

    def record(self, cohort_id: str) -> register.Record | str:
        """What counts of the register of a cohort, or in words why it cannot be read."""
        path = self.world.workspace.register_folder / f"{cohort_id}.jsonl"
        try:
            return self.world.counted(register.read(path))
        except RegisterError as error:
            return str(error)

    @cached_property
    def of_file(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings by file."""
        found: dict[str, list[Finding]] = {}
        for one in self.findings:
            found.setdefault(one.path, []).append(one)
        return {path: tuple(items) for path, items in found.items()}

    @cached_property
    def _decided(self) -> dict[str, tuple[Decision, ...] | None]:
        return {}

    def _anonymous(self, finding: Finding) -> Finding:
        hide = self.anonymiser
        return replace(
            finding, path=hide(finding.path), subject=hide(finding.subject),
            message=hide(finding.message), help=hide(finding.help),
        )  # fmt: skip
