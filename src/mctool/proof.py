"""What must prove a rating: a counting attempt, enough assessors who agree, evidence that is there and intact.

Rules report these shortfalls when a workspace is checked, and decisions refuse on them: both ask here, so that a
refusal and a finding are the same words at the same line.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mctool.models.cohort import Attempt, Evidence, Result
from mctool.models.programme import Assessment, Programme
from mctool.models.rubric import Criterion, Rubric
from mctool.workspace import Workspace
from mctool.yamlsource import Loc

CODES = frozenset({"MC701", "MC702", "MC703", "MC704", "MC705", "MC706"})
"""The rules that report shortfalls."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Something that must prove a rating and does not: the rule that says so, where, and in which words."""

    code: str
    loc: Loc
    message: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class CountingAttempt:
    """The attempt that counts for an assessment: the last one within the number allowed."""

    assessment: Assessment
    attempt: Attempt
    rubric: Rubric | None
    loc: Loc

    def criteria(self, outcome: str) -> tuple[Criterion, ...]:
        """The criteria that rate the outcome with that id."""
        return tuple(one for one in self.rubric.criteria if one.outcome == outcome) if self.rubric else ()

    def levels(self, criterion: str) -> dict[str, str]:
        """The level that each assessor gave the criterion."""
        return {one.by: one.levels[criterion] for one in self.attempt.ratings if criterion in one.levels}

    def level(self, criterion: str) -> str | None:
        """The level that stands: the one agreed, else the one all assessors gave; None without either."""
        agreed = self.attempt.agreed.get(criterion)
        if agreed is not None:
            return agreed
        given = set(self.levels(criterion).values())
        return given.pop() if len(given) == 1 else None

    @property
    def rated(self) -> bool:
        """Whether anybody rated it at all."""
        return any(one.levels for one in self.attempt.ratings)


@dataclass
class EvidenceFiles:
    """The evidence files of a workspace; each is read and digested once."""

    root: Path
    _digests: dict[str, str | None] = field(default_factory=dict)

    def digest(self, path: str) -> str | None:
        """The SHA-256 of the file at *path* (hex), or None when there is no such file inside the workspace."""
        if path not in self._digests:
            self._digests[path] = self._read(path)
        return self._digests[path]

    def _read(self, path: str) -> str | None:
        full = self.root / path
        try:
            if not full.resolve().is_relative_to(self.root) or not full.is_file():
                return None
            digest = hashlib.sha256()
            with full.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
            return digest.hexdigest()
        except (OSError, ValueError):
            return None


def counting_attempts(
    workspace: Workspace, programme: Programme, result: Result, index: int
) -> Mapping[str, CountingAttempt]:
    """By assessment id, the attempt of *result* (at *index* in the cohort) that counts.

    An assessment that names no number of attempts allows one: the rule must be set in advance (guide Q15).
    """
    found: dict[str, CountingAttempt] = {}
    for at, attempt in enumerate(result.assessments):
        assessment = programme.assessment(attempt.assessment)
        if assessment is None or attempt.attempt > (assessment.attempts or 1):
            continue
        earlier = found.get(assessment.id)
        if earlier is None or attempt.attempt >= earlier.attempt.attempt:
            rubric = workspace.rubrics.get(assessment.rubric or "")
            loc: Loc = ("results", index, "assessments", at)
            found[assessment.id] = CountingAttempt(assessment, attempt, rubric.model if rubric else None, loc)
    return found


def shortfalls(counting: CountingAttempt, least_assessors: int, files: EvidenceFiles) -> Iterator[Shortfall]:
    """What the counting attempt lacks to prove its ratings; nothing when nobody rated it."""
    if not counting.rated:
        return
    yield from _unknown_ratings(counting)
    yield from _assessors(counting, least_assessors)
    yield from _evidence(counting, files)


def _unknown_ratings(counting: CountingAttempt) -> Iterator[Shortfall]:
    rubric = counting.rubric
    if rubric is None:
        return
    given: list[tuple[Loc, dict[str, str]]] = [
        ((*counting.loc, "ratings", at, "levels"), rating.levels) for at, rating in enumerate(counting.attempt.ratings)
    ]
    for loc, levels in [*given, ((*counting.loc, "agreed"), counting.attempt.agreed)]:
        for criterion, level in levels.items():
            if rubric.criterion(criterion) is None:
                known = ", ".join(one.id for one in rubric.criteria)
                message = f"«{criterion}» is no criterion of the rubric «{rubric.id}»"
                yield Shortfall("MC706", (*loc, criterion), message, f"Its criteria: {known}.")
            elif rubric.rank(level) < 0:
                message = f"«{level}» is no level of the rubric «{rubric.id}»"
                yield Shortfall("MC706", (*loc, criterion), message, f"Its levels: {', '.join(rubric.levels)}.")


def _assessors(counting: CountingAttempt, least: int) -> Iterator[Shortfall]:
    for criterion in counting.rubric.criteria if counting.rubric else ():
        given = counting.levels(criterion.id)
        claimed = given or criterion.id in counting.attempt.agreed  # an agreed level that nobody gave proves nothing
        if claimed and len(given) < max(least, 1):
            yield Shortfall(
                "MC705", (*counting.loc, "ratings"),
                f"«{criterion.id}» was rated by {len(given) or 'nobody'}, the policy asks for {least} assessors",
                "Add the missing rating.",
            )  # fmt: skip
        if counting.level(criterion.id) is None and len(set(given.values())) > 1:
            words = ", ".join(f"{by}: {level}" for by, level in sorted(given.items()))
            yield Shortfall(
                "MC704", (*counting.loc, "ratings"),
                f"The assessors differ on «{criterion.id}» ({words}) and no level is agreed",
                f"Let them settle it and write «agreed: {{{criterion.id}: …}}».",
            )  # fmt: skip


def _evidence(counting: CountingAttempt, files: EvidenceFiles) -> Iterator[Shortfall]:
    evidence = counting.attempt.evidence
    name = counting.assessment.id
    if not evidence:
        yield Shortfall(
            "MC701", counting.loc, f"No evidence documents the assessment «{name}»",
            "Name the evaluation form or another record, with its SHA-256.",
        )  # fmt: skip
    elif all(item.type == "attendance-list" for item in evidence):
        yield Shortfall(
            "MC703", (*counting.loc, "evidence", 0),
            f"The only evidence for «{name}» is an attendance list, which proves presence and no outcome",
            "Name what documents the performance: an evaluation form, observation notes, the product.",
        )  # fmt: skip
    for at, item in enumerate(evidence):
        yield from _item(item, (*counting.loc, "evidence", at), files)


def _item(item: Evidence, loc: Loc, files: EvidenceFiles) -> Iterator[Shortfall]:
    if item.file is None:
        if item.held_by is None or item.reference is None:
            yield Shortfall(
                "MC701", loc, "The evidence says neither which file it is nor who holds it under which reference",
                "Write «file: …», or «held_by: …» with «reference: …».",
            )  # fmt: skip
        return
    actual, written = files.digest(item.file), item.sha256
    if actual is None:
        yield Shortfall(
            "MC701", (*loc, "file"), f"The evidence file «{item.file}» is not in the workspace",
            "Bring it back, or name who holds it.",
        )  # fmt: skip
    elif written is None:
        yield Shortfall(
            "MC702", loc, f"The evidence file «{item.file}» has no SHA-256, so nobody can tell whether it was changed",
            f'Write «sha256: "{actual}"» if this is the file that was assessed.',
        )  # fmt: skip
    elif actual != written:
        yield Shortfall(
            "MC702", (*loc, "sha256"),
            f"The evidence file «{item.file}» is not the one recorded: its SHA-256 is {actual[:12]}…, "
            f"{written[:12]}… is written",
            "Restore the original file; a new digest would certify a changed document.",
        )  # fmt: skip
