"""Two states of a programme compared by meaning: which fields differ, and where the standard got weaker.

The guide's G2.6.1 asks for the same standard in every edition; a lower one needs a new decision of the body.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mctool.models import Outcome, Programme, Rubric
from mctool.models.programme import DEMONSTRATIONS, Assessment
from mctool.workspace import Workspace

_NOT_CONTENT = ("kind", "approvals", "review")
_SUPERVISION = (
    "unsupervised-without-id-verification", "unsupervised-with-id-verification",
    "supervised-without-id-verification", "supervised-with-id-verification",
)  # fmt: skip
"""From least to most trust in who did the work."""


@dataclass(frozen=True)
class Content:
    """What an approval covers: a programme with the outcomes and rubrics that it names."""

    programme: Programme
    outcomes: Mapping[str, Outcome]
    rubrics: Mapping[str, Rubric]

    @classmethod
    def of(cls, workspace: Workspace, identity: str) -> "Content | None":
        """The content of the programme *identity*; None when it cannot be read there."""
        found = workspace.programmes.get(identity)
        if found is None:
            return None
        named = {*found.model.outcomes, *(one for task in found.model.assessments for one in task.assesses)}
        used = {task.rubric for task in found.model.assessments if task.rubric}
        outcomes = {one: workspace.outcomes[one].model for one in sorted(named & set(workspace.outcomes))}
        rubrics = {one: workspace.rubrics[one].model for one in sorted(used & set(workspace.rubrics))}
        return cls(found.model, outcomes, rubrics)


@dataclass(frozen=True)
class Change:
    """A field that differs: where it is, and both values as people write them; None where there is none."""

    where: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Comparison:
    """The fields that differ, and in words where the standard got weaker."""

    changes: tuple[Change, ...]
    weaker: tuple[str, ...]


def compare(old: Content, new: Content) -> Comparison:
    """How *new* differs from *old*. Comments, order of keys, approvals and reviews do not count."""
    before, after = dict(_fields(old)), dict(_fields(new))
    changed = [
        key for key in (*before, *(key for key in after if key not in before)) if before.get(key) != after.get(key)
    ]
    changes = tuple(Change(key, before.get(key), after.get(key)) for key in changed)
    return Comparison(changes, tuple(words for judge in _JUDGES for words in judge(old, new)))


def _fields(content: Content) -> Iterator[tuple[str, str]]:
    yield from _flat(f"programme {content.programme.id}", content.programme.model_dump(by_alias=True))
    for outcome in content.outcomes.values():
        yield from _flat(f"outcome {outcome.id}", outcome.model_dump(by_alias=True))
    for rubric in content.rubrics.values():
        yield from _flat(f"rubric {rubric.id}", rubric.model_dump(by_alias=True))


def _flat(where: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in _NOT_CONTENT:
                yield from _flat(f"{where} › {key}", item)
    elif isinstance(value, list | tuple) and any(isinstance(item, dict) for item in value):
        for at, item in enumerate(value, 1):
            yield from _flat(f"{where} › {item.get('id', at)}", item)
    elif isinstance(value, list | tuple):
        if value:
            yield where, ", ".join(map(str, value))
    elif value is not None:
        yield where, _written(value)


def _less_work(old: Content, new: Content) -> Iterator[str]:
    before, after = old.programme.workload, new.programme.workload
    if before is None or after is None:
        if before is not None:
            yield "the workload is no longer stated"
        return
    if after.hours < before.hours:
        yield f"fewer hours: {before.hours:g} → {after.hours:g}"
    if before.contact_hours is not None and (after.contact_hours or 0) < before.contact_hours:
        yield f"fewer contact hours: {before.contact_hours:g} → {after.contact_hours or 0:g}"
    if before.ects and after.ects and after.hours / after.ects < before.hours / before.ects:
        yield f"less work for a credit: {before.hours / before.ects:.3g} → {after.hours / after.ects:.3g} hours"


def _lower_level(old: Content, new: Content) -> Iterator[str]:
    pairs = [("the programme", old.programme.eqf_level, new.programme.eqf_level)]
    pairs += [
        (f"the outcome «{one}»", outcome.eqf_level, new.outcomes[one].eqf_level)
        for one, outcome in old.outcomes.items() if one in new.outcomes
    ]  # fmt: skip
    for what, before, after in pairs:
        if before is not None and (after is None or int(after.slug) < int(before.slug)):
            yield f"{what} has a lower EQF level: {before.slug} → {after.slug if after else 'none'}"


def _fewer_outcomes(old: Content, new: Content) -> Iterator[str]:
    for one in old.programme.outcomes:
        if one not in new.programme.outcomes:
            yield f"the outcome «{one}» is gone"


def _easier_award(old: Content, new: Content) -> Iterator[str]:
    needed_before, count_before = _award(old.programme)
    needed_after, count_after = _award(new.programme)
    for one in sorted((needed_before - needed_after) & set(new.programme.outcomes)):
        yield f"the outcome «{one}» is no longer required for the award"
    if count_after < count_before and count_after < len(new.programme.outcomes):
        yield f"fewer outcomes are enough for the award: {count_before} → {count_after}"


def _award(programme: Programme) -> tuple[set[str], int]:
    """The outcomes that the award needs by name, and how many in all."""
    award = programme.award
    if award is None:
        return set(), 0
    if award.outcomes == "all":
        return set(programme.outcomes), len(programme.outcomes)
    return set(award.required), max(award.at_least or 0, len(award.required))


def _weaker_assessment(old: Content, new: Content) -> Iterator[str]:
    for before in old.programme.assessments:
        after = new.programme.assessment(before.id)
        if after is None:
            yield f"the assessment «{before.id}» is gone"
        else:
            yield from (f"the assessment «{before.id}»: {words}" for words in _assessment(before, after))


def _assessment(before: Assessment, after: Assessment) -> Iterator[str]:
    if before.supervision is not None:
        rank = _supervision(after)
        if rank < _supervision(before):
            now = after.supervision.slug if after.supervision else "none"
            yield f"less supervision: {before.supervision.slug} → {now}"
    if before.method in DEMONSTRATIONS and after.method not in DEMONSTRATIONS:
        yield f"it no longer lets learners show the outcome: {before.method} → {after.method}"
    if before.attempts is not None and (after.attempts is None or after.attempts > before.attempts):
        yield f"more attempts: {before.attempts} → {after.attempts or 'without limit'}"
    for one in before.assesses:
        if one not in after.assesses:
            yield f"it no longer assesses «{one}»"
    if before.rubric and not after.rubric:
        yield "it has no rubric any more"


def _supervision(task: Assessment) -> int:
    slug = task.supervision.slug if task.supervision else ""
    return _SUPERVISION.index(slug) if slug in _SUPERVISION else -1


def _weaker_rubric(old: Content, new: Content) -> Iterator[str]:
    for identity, before in old.rubrics.items():
        after = new.rubrics.get(identity)
        if after is None:
            yield f"the rubric «{identity}» is gone"
            continue
        for criterion in before.criteria:
            same = after.criterion(criterion.id)
            if same is None:
                yield f"the rubric «{identity}»: the criterion «{criterion.id}» is gone"
                continue
            low, now = before.minimum_of(criterion), after.minimum_of(same)
            if low is not None and (now is None or after.rank(now) < _rank(before, after, low)):
                yield f"the rubric «{identity}»: a lower minimum for «{criterion.id}»: {low} → {now or 'none'}"


def _rank(before: Rubric, after: Rubric, level: str) -> int:
    """The place of the old *level* among the new ones; where it is gone, its old place."""
    return after.rank(level) if level in after.levels else before.rank(level)


def _fewer_safeguards(old: Content, new: Content) -> Iterator[str]:
    before, after = old.programme.ethics, new.programme.ethics
    if before is None:
        return
    if before.voluntary_disclosure and not (after and after.voluntary_disclosure):
        yield "that disclosure is voluntary is no longer said"
    if before.criteria_shared_before and not (after and after.criteria_shared_before):
        yield "criteria are no longer shared before the assessment"
    if before.profiling == "none" and not (after and after.profiling == "none"):
        yield "that nobody is profiled is no longer said"


_JUDGES: tuple[Callable[[Content, Content], Iterator[str]], ...] = (
    _less_work, _lower_level, _fewer_outcomes, _easier_award, _weaker_assessment, _weaker_rubric, _fewer_safeguards,
)  # fmt: skip


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
