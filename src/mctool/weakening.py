"""Where one state of a programme asks less than another: hours, levels, outcomes, assessment, rubrics, safeguards.

The guide's G2.6.1 asks for the same standard in every edition; a lower one needs a new decision of the body.
"""

from collections.abc import Callable, Iterator
from datetime import date

from mctool.content import Content
from mctool.models import Programme, Rubric
from mctool.models.programme import DEMONSTRATIONS, Assessment

_SUPERVISION = (
    "unsupervised-without-id-verification", "unsupervised-with-id-verification",
    "supervised-without-id-verification", "supervised-with-id-verification",
)  # fmt: skip
"""From least to most trust in who did the work."""
_ANY_DAY = date(2000, 1, 1)
"""To compare periods of years, months and days."""


def weakened(old: Content, new: Content) -> Iterator[str]:
    """In words, each place where *new* asks less than *old*."""
    for judge in _JUDGES:
        yield from judge(old, new)


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
        else:
            yield from (f"the rubric «{identity}»: {words}" for words in _criteria(before, after))


def _criteria(before: Rubric, after: Rubric) -> Iterator[str]:
    for criterion in before.criteria:
        same = after.criterion(criterion.id)
        if same is None:
            yield f"the criterion «{criterion.id}» is gone"
            continue
        if criterion.outcome and same.outcome != criterion.outcome:
            yield f"the criterion «{criterion.id}» no longer rates «{criterion.outcome}»"
        low, now = before.minimum_of(criterion), after.minimum_of(same)
        if low is None:
            continue
        if now is None or after.rank(now) < _rank(before, after, low):
            yield f"a lower minimum for «{criterion.id}»: {low} → {now or 'none'}"
        else:
            yield from _passing_now(criterion.id, (before, low), (after, now))
    high, new_high = before.distinction, after.distinction
    if high and new_high and after.rank(new_high) < _rank(before, after, high):
        yield f"distinction from a lower level: {high} → {new_high}"


def _passing_now(criterion: str, before: tuple[Rubric, str], after: tuple[Rubric, str]) -> Iterator[str]:
    """Levels that failed and pass now because they stand elsewhere, or that nobody can get any more."""
    old, low = before
    new, now = after
    failed = old.levels[: old.rank(low)]
    passes = [level for level in failed if level in new.levels[new.rank(now) :]]
    if passes:
        yield f"«{passes[0]}» is enough for «{criterion}» now"
    elif failed and new.rank(now) == 0:
        yield f"no level is below the minimum of «{criterion}» any more"


def _rank(before: Rubric, after: Rubric, level: str) -> int:
    """The place of the old *level* among the new ones; where it is gone, its old place."""
    return after.rank(level) if level in after.levels else before.rank(level)


def _longer_validity(old: Content, new: Content) -> Iterator[str]:
    before, after = old.programme.validity, new.programme.validity
    if before is None or before.period is None:
        return
    if after is None or after.period is None:
        yield f"it counts without end: {before.period} → {'no period' if after is None else 'indefinite'}"
    elif after.period.after(_ANY_DAY) > before.period.after(_ANY_DAY):
        yield f"it counts for longer: {before.period} → {after.period}"


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
    _less_work, _lower_level, _fewer_outcomes, _easier_award, _weaker_assessment, _weaker_rubric,
    _longer_validity, _fewer_safeguards,
)  # fmt: skip
