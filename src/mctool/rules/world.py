"""What rules may ask about, beside the descriptor they look at: the workspace, the day, and what surrounds it."""

import posixpath
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mctool import register, repository
from mctool.errors import RegisterError, WorkspaceError
from mctool.identities import Identity, read_identities
from mctool.models import Cohort, Model, Outcome, Programme
from mctool.models.programme import Assessment
from mctool.models.values import Text
from mctool.proof import EvidenceFiles
from mctool.rules.persons import worth_reading
from mctool.rules.proving import LearnerProof, learner_proofs
from mctool.rules.texts import texts
from mctool.workspace import Descriptor, Workspace
from mctool.yamlsource import Loc

if TYPE_CHECKING:
    from mctool.vocabularies.esco import Judgement
    from mctool.vocabularies.verbs import Decision, Reading


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

    def texts(self, descriptor: Descriptor[Model]) -> tuple[tuple[Loc, Text], ...]:
        """Every text of *descriptor*, with its place."""
        if descriptor.path not in self._texts:
            self._texts[descriptor.path] = texts(descriptor.model)
        return self._texts[descriptor.path]

    @cached_property
    def _texts(self) -> dict[str, tuple[tuple[Loc, Text], ...]]:
        return {}

    @cached_property
    def carried(self) -> tuple[tuple[Descriptor[Model], Loc, str, str], ...]:
        """Every text that a credential carries: its descriptor, its place, its language and its words."""
        kinds = (self.workspace.by_kind.get(kind, {}) for kind in ("institution", "outcome", "rubric", "programme"))
        descriptors = [one for kind in kinds for one in kind.values()]
        return tuple(
            (descriptor, loc, language, written)
            for descriptor in descriptors
            for loc, text in self.texts(descriptor)
            for language, written in text.items()
        )

    def delicate(self, text: str, language: str) -> bool:
        """Whether *text* holds a word that may judge a person or ask for what is private."""
        if (text, language) not in self._delicate:
            self._delicate[text, language] = worth_reading(text, language)
        return self._delicate[text, language]

    @cached_property
    def _delicate(self) -> dict[tuple[str, str], bool]:
        return {}

    @cached_property
    def evidence_owners(self) -> Mapping[str, frozenset[str]]:
        """The learners, over all cohorts, for whom an evidence file stands: by its path and by its SHA-256."""
        owners: dict[str, set[str]] = {}
        for cohort in self.workspace.cohorts.values():
            for result in cohort.model.results:
                for item in (one for attempt in result.assessments for one in attempt.evidence):
                    for name in (item.file and posixpath.normpath(item.file), item.sha256):
                        if name is not None:
                            owners.setdefault(name, set()).add(result.learner)
        return {name: frozenset(learners) for name, learners in owners.items()}

    @cached_property
    def _records(self) -> Mapping[str, register.Record]:
        """Every file of the register that can be read, by its name."""
        found: dict[str, register.Record] = {}
        for path in sorted(self.workspace.register_folder.glob("*.jsonl")):
            with suppress(RegisterError):  # MC901 says so
                found[path.stem] = register.read(path)
        return found

    @cached_property
    def rehearsing(self) -> bool:
        """Whether nothing was sealed with a real seal yet. Until then what a test seal sealed counts as issued."""
        return all(entry.test for record in self._records.values() for entry in record.entries)

    def counted(self, record: register.Record) -> register.Record:
        """*record* without the entries of test seals, unless all is still being tried out."""
        return record if self.rehearsing else record.real()

    @cached_property
    def register_entries(self) -> tuple[tuple[str, register.Entry], ...]:
        """Every entry of the register that can be read, with the name of its file; those of test seals bind nobody."""
        return tuple((name, one) for name, record in self._records.items() for one in record.real().entries)

    @cached_property
    def counted_entries(self) -> tuple[tuple[str, register.Entry], ...]:
        """Every entry that a report tells of, with the name of its file."""
        return tuple((name, one) for name, record in self._records.items() for one in self.counted(record).entries)

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

    def reading(self, text: str, language: str) -> "Reading":
        """What the measurability engine reads in an outcome's *text*, by the institution's decisions first."""
        if (text, language) not in self._readings:
            from mctool.vocabularies import verbs

            self._readings[text, language] = verbs.read(text, language, self.verb_decisions)
        return self._readings[text, language]

    @cached_property
    def _readings(self) -> "dict[tuple[str, str], Reading]":
        return {}

    def judgements(self, outcome: Outcome) -> "tuple[Judgement, ...]":
        """What ESCO, in the version that the settings name, says of each mapping of *outcome*."""
        if outcome.id not in self._judgements:
            from mctool.vocabularies import esco

            settings, kind = self.workspace.settings.esco, outcome.type.slug if outcome.type else None
            self._judgements[outcome.id] = tuple(
                esco.judge(one.uri, one.label, kind, settings.version if settings else None) for one in outcome.esco
            )
        return self._judgements[outcome.id]

    @cached_property
    def _judgements(self) -> "dict[str, tuple[Judgement, ...]]":
        return {}

    @cached_property
    def assessments_of(self) -> Mapping[str, tuple[tuple[Programme, Assessment], ...]]:
        """The assessments of each outcome, by its id, with the programme they belong to."""
        found: dict[str, list[tuple[Programme, Assessment]]] = {}
        for programme in self.workspace.programmes.values():
            for assessment in programme.model.assessments:
                for outcome in assessment.assesses:
                    found.setdefault(outcome, []).append((programme.model, assessment))
        return {outcome: tuple(assessments) for outcome, assessments in found.items()}

    @cached_property
    def read_texts(self) -> Mapping[str, str]:
        """The texts of the descriptors, by path, as they were read."""
        kinds = self.workspace.by_kind.values()
        return {one.path: one.source.text for kind in kinds for one in kind.values()}

    @cached_property
    def tracked(self) -> tuple[str, ...]:
        """The files of the workspace that git tracks or would track; without git, all that are there."""
        try:
            return repository.tracked_files(self.workspace.root)
        except WorkspaceError:
            return tuple(sorted(_all_files(self.workspace.root, self.workspace.settings.output)))


def _all_files(root: Path, output: str) -> list[str]:
    issued = root / output
    return [
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink() and not path.is_relative_to(issued)
        and not any(part.startswith(".") for part in path.relative_to(root).parts[:-1])
    ]  # fmt: skip
