"""What rules may ask about, beside the descriptor they look at: the workspace, the day, and what surrounds it."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mctool.errors import WorkspaceError
from mctool.identities import Identity, read_identities
from mctool.models import Cohort
from mctool.proof import EvidenceFiles
from mctool.rules.proving import LearnerProof, learner_proofs
from mctool.workspace import Descriptor, Workspace

if TYPE_CHECKING:
    from mctool.vocabularies.verbs import Decision


@dataclass(frozen=True)
class World:
    """A workspace on a day. Everything costly is found once, when the first rule asks."""

    workspace: Workspace
    today: date

    @cached_property
    def evidence(self) -> EvidenceFiles:
        """The evidence files, each digested once."""
        return EvidenceFiles(self.workspace.root)

    def proofs(self, cohort: Descriptor[Cohort]) -> tuple[LearnerProof, ...]:
        """What the results of *cohort* prove, learner by learner; none when its programme cannot be read."""
        if cohort.path not in self._proofs:
            self._proofs[cohort.path] = tuple(learner_proofs(self.workspace, cohort, self.evidence))
        return self._proofs[cohort.path]

    @cached_property
    def _proofs(self) -> dict[str, tuple[LearnerProof, ...]]:
        return {}

    @cached_property
    def identities(self) -> Mapping[str, Identity] | None:
        """The learners' names by id, or None where the file is not at hand, as in CI."""
        name = self.workspace.settings.identities
        if name is None:
            return None
        try:
            return read_identities(self.workspace.root / name)
        except WorkspaceError:
            return None

    @cached_property
    def verb_decisions(self) -> "tuple[Decision, ...]":
        """The institution's own decisions on verbs."""
        from mctool.vocabularies.verbs import Decision, Label

        return tuple(
            Decision(one.phrase, Label[one.label.upper()], one.reason, one.language.slug if one.language else None)
            for file in self.workspace.verbs
            for one in file.model.verbs
        )

    @cached_property
    def tracked(self) -> tuple[str, ...]:
        """The files of the workspace that git tracks or would track; without git, all that are there."""
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        try:
            done = subprocess.run(command, cwd=self.workspace.root, capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return tuple(sorted(_all_files(self.workspace.root, self.workspace.settings.output)))
        return tuple(sorted(set(done.stdout.decode("utf-8", "surrogateescape").split("\0")) - {""}))


def _all_files(root: Path, output: str) -> list[str]:
    issued = root / output
    return [
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink() and not path.is_relative_to(issued)
        and not any(part.startswith(".") for part in path.relative_to(root).parts[:-1])
    ]  # fmt: skip
