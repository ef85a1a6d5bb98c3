"""Cohort + programme + rubrics -> one Decision a learner, with its reasons. Nobody writes a decision by hand.

Attendance plays no part here: ``attended_hours`` is carried along as a fact and asked by nothing (guide Q4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mctool.checking import check
from mctool.findings import Finding
from mctool.models import Cohort, Programme, Rubric
from mctool.models.cohort import Result
from mctool.models.rubric import Criterion
from mctool.proof import CODES, CountingAttempt
from mctool.rules import ALL
from mctool.rules.proving import LearnerProof
from mctool.rules.world import World
from mctool.workspace import Descriptor

GUARDS = tuple(rule for rule in ALL if rule.over == "cohort" and rule.guard)
"""The rules whose findings on a learner, or on the whole cohort, refuse an award."""


class Verdict(StrEnum):
    """What the award rule gives (format.md, *How a decision is made*)."""

    AWARDED = "awarded"
    AWARDED_WITH_DISTINCTION = "awarded-with-distinction"
    NOT_ACHIEVED = "not-achieved"
    REFUSED = "refused"
    INCOMPLETE = "incomplete"

    @property
    def awards(self) -> bool:
        """Whether a micro-credential follows."""
        return self in (Verdict.AWARDED, Verdict.AWARDED_WITH_DISTINCTION)


class Standing(StrEnum):
    """How a learner stands to one outcome, from the ratings and what proves them."""

    DISTINGUISHED = "distinguished"
    ACHIEVED = "achieved"
    UNPROVEN = "unproven"
    BELOW = "below"
    UNASSESSED = "unassessed"

    @property
    def counts(self) -> bool:
        """Whether the outcome is achieved, with proof."""
        return self in (Standing.DISTINGUISHED, Standing.ACHIEVED)


@dataclass(frozen=True, slots=True)
class CriterionRating:
    """The level that stands for one criterion, against the lowest that passes."""

    criterion: str
    level: str | None
    minimum: str | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class OutcomeStanding:
    """How the learner stands to one outcome, with the ratings by assessment id."""

    outcome: str
    standing: Standing
    ratings: Mapping[str, tuple[CriterionRating, ...]]


@dataclass(frozen=True, slots=True)
class Decision:
    """What one learner gets, outcome by outcome, and why. ``index`` is the learner's place in the cohort."""

    learner: str
    index: int
    verdict: Verdict
    explanation: str
    outcomes: tuple[OutcomeStanding, ...]
    attempts: Mapping[str, CountingAttempt]
    reasons: tuple[Finding, ...]
    attended_hours: float | None

    @property
    def achieved(self) -> tuple[str, ...]:
        """The ids of the outcomes achieved with proof, in the programme's order."""
        return tuple(one.outcome for one in self.outcomes if one.standing.counts)

    @property
    def last_assessed(self) -> date | None:
        """The day of the last assessment that counts."""
        return max((one.attempt.date for one in self.attempts.values() if one.attempt.date), default=None)


def decide(world: World, cohort: Descriptor[Cohort]) -> tuple[Decision, ...]:
    """The decisions on all learners of *cohort*, in its order. Raises KeyError when its programme cannot be read."""
    programme = world.workspace.programmes[cohort.model.programme].model
    paths = {cohort.path, *([cohort.table.path] if cohort.table else [])}
    found: dict[str, list[Finding]] = {}
    for finding in check(world, rules=GUARDS, only=paths):
        found.setdefault(finding.subject, []).append(finding)
    common = tuple(found.get(cohort.model.id, ()))
    return tuple(
        _decide(programme, result, proof, (*common, *found.get(result.learner, ())))
        for result, proof in zip(cohort.model.results, world.proofs(cohort), strict=True)
    )


def _decide(programme: Programme, result: Result, proof: LearnerProof, refusals: tuple[Finding, ...]) -> Decision:
    lacking = {shortfall.loc[:4] for shortfall in proof.shortfalls}  # ("results", learner, "assessments", attempt)
    unproven = {name for name, counting in proof.attempts.items() if counting.loc in lacking}
    outcomes = tuple(_stand(programme, outcome, proof.attempts, unproven) for outcome in programme.outcomes)
    verdict, explanation = _award(programme, result, outcomes, any(one.code not in CODES for one in refusals))
    reasons = refusals if verdict is Verdict.REFUSED else ()
    return Decision(
        result.learner, proof.index, verdict, explanation, outcomes, proof.attempts, reasons, result.attended_hours
    )


def _stand(
    programme: Programme, outcome: str, attempts: Mapping[str, CountingAttempt], unproven: set[str]
) -> OutcomeStanding:
    """The standing to *outcome*: the worst over every criterion of every assessment that assesses it."""
    ratings: dict[str, tuple[CriterionRating, ...]] = {}
    standings: list[Standing] = []
    for assessment in programme.assessing(outcome):
        counting = attempts.get(assessment.id)
        if counting is None or not counting.rated or counting.rubric is None:
            standings.append(Standing.UNASSESSED)
            continue
        rated = tuple(_rate(counting, counting.rubric, one) for one in counting.criteria(outcome))
        ratings[assessment.id] = rated
        standings += [one.standing for one in rated] or [Standing.UNASSESSED]
        if assessment.id in unproven:
            standings.append(Standing.UNPROVEN)
    return OutcomeStanding(outcome, _worst(standings), ratings)


_WORST_FIRST = (
    Standing.UNASSESSED, Standing.BELOW, Standing.UNPROVEN, Standing.ACHIEVED, Standing.DISTINGUISHED,
)  # fmt: skip


def _worst(standings: list[Standing]) -> Standing:
    return min(standings, key=_WORST_FIRST.index, default=Standing.UNASSESSED)


def _rate(counting: CountingAttempt, rubric: Rubric, criterion: Criterion) -> CriterionRating:
    """The rating of one criterion. Where assessors differ and nothing is agreed, the best level given decides whether
    the learner could have passed: if even that is below the minimum nothing is to settle."""
    minimum = rubric.minimum_of(criterion)
    level = counting.level(criterion.id)
    given = set(counting.levels(criterion.id).values()) if level is None else {level}
    if not given:
        return CriterionRating(criterion.id, None, minimum, Standing.UNASSESSED)
    if level is None or rubric.rank(level) < 0 or minimum is None:
        known = [rubric.rank(one) for one in given]
        hopeless = minimum is not None and min(known) >= 0 and max(known) < rubric.rank(minimum)
        return CriterionRating(criterion.id, level, minimum, Standing.BELOW if hopeless else Standing.UNPROVEN)
    if rubric.rank(level) < rubric.rank(minimum):
        return CriterionRating(criterion.id, level, minimum, Standing.BELOW)
    high = rubric.distinction is not None and rubric.rank(level) >= rubric.rank(rubric.distinction)
    return CriterionRating(criterion.id, level, minimum, Standing.DISTINGUISHED if high else Standing.ACHIEVED)


_REFUSED = "the ratings would award, but something that must prove them is missing or wrong"


def _award(
    programme: Programme, result: Result, outcomes: tuple[OutcomeStanding, ...], refused: bool
) -> tuple[Verdict, str]:
    if result.status == "withdrawn":
        return Verdict.INCOMPLETE, "withdrew"
    proven = {one.outcome for one in outcomes if one.standing.counts}
    if _holds(programme, proven):
        if refused:
            return Verdict.REFUSED, _REFUSED
        assessed = {one.standing for one in outcomes} - {Standing.UNASSESSED}
        if assessed == {Standing.DISTINGUISHED}:
            return Verdict.AWARDED_WITH_DISTINCTION, "every criterion reached its distinction level"
        return Verdict.AWARDED, "the award rule holds, with proof"
    if _holds(programme, proven | {one.outcome for one in outcomes if one.standing is Standing.UNPROVEN}):
        return Verdict.REFUSED, _REFUSED
    open_ones = [
        one.outcome for one in outcomes if one.standing is Standing.UNASSESSED and _needed(programme, one.outcome)
    ]
    if open_ones:
        return Verdict.INCOMPLETE, f"not assessed: {', '.join(open_ones)}"
    below = [one.outcome for one in outcomes if one.standing is Standing.BELOW]
    return Verdict.NOT_ACHIEVED, f"below the minimum: {', '.join(below)}"


def _holds(programme: Programme, achieved: set[str]) -> bool:
    """Whether the award rule holds for these outcomes. A programme without one asks for all of its outcomes."""
    award = programme.award
    if not programme.outcomes or not achieved:
        return False
    if award is None or award.outcomes == "all" or (not award.required and award.at_least is None):
        return achieved >= set(programme.outcomes)
    return achieved >= set(award.required) and len(achieved) >= max(award.at_least or 0, 1)


def _needed(programme: Programme, outcome: str) -> bool:
    """Whether the award may depend on *outcome*."""
    award = programme.award
    if award is None or award.outcomes == "all" or award.at_least is not None or not award.required:
        return True
    return outcome in award.required
