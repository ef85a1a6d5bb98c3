"""The numbers of one cohort, each safe to publish. Other reports take theirs from here and add nothing up anew.

Every learner of the cohort is in every spread, so that no two totals differ by a few learners; cells stand in one
order everywhere, from missing proof over missing ratings to the best level.
"""

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mctool.decisions import Decision, Standing
from mctool.models import Cohort, Programme, Rubric
from mctool.models.programme import Assessment
from mctool.models.rubric import Criterion
from mctool.models.values import Text
from mctool.proof import CountingAttempt
from mctool.reports.agreement import Agreement, agreement
from mctool.reports.auditcohorts import decision_spread
from mctool.reports.basis import Basis
from mctool.reports.smallgroups import Spread, least_published, spread
from mctool.workspace import Descriptor

UNPROVEN, UNRATED = "without proof", "not rated"
KNOWN = frozenset({0})
"""The cell of learners without proof: each case is listed with its place, so a reader may know it."""


@dataclass(frozen=True)
class CriterionFigures:
    """How the learners spread over the levels of one criterion; the upper side begins at ``minimum``."""

    id: str
    title: Text
    outcome: str
    minimum: str
    distinction: str
    spread: Spread
    by_assessor: tuple[tuple[str, Spread], ...]


@dataclass(frozen=True)
class FeedbackFigures:
    """Days from assessment to feedback: their median, the period promised (ISO 8601), and who got it in time."""

    median: float | None
    promised: str
    spread: Spread


@dataclass(frozen=True)
class AssessmentFigures:
    """One assessment: attempts, ratings by criterion, feedback."""

    id: str
    title: Text
    attempts: Spread
    criteria: tuple[CriterionFigures, ...]
    feedback: FeedbackFigures


@dataclass(frozen=True)
class OutcomeFigures:
    """How many learners reached one outcome, with proof."""

    id: str
    statement: Text | None
    spread: Spread


@dataclass(frozen=True)
class CohortFigures:
    """All numbers of one cohort."""

    id: str
    decisions: Spread
    outcomes: tuple[OutcomeFigures, ...]
    assessments: tuple[AssessmentFigures, ...]


def figures(basis: Basis, cohort: Descriptor[Cohort]) -> CohortFigures | None:
    """The numbers of *cohort*; None when its programme cannot be read."""
    made = basis.decisions(cohort)
    programme = basis.world.workspace.programmes.get(cohort.model.programme)
    if made is None or programme is None:
        return None
    return CohortFigures(
        cohort.model.id,
        decision_spread(made, basis.least),
        tuple(_outcome(basis, one, made) for one in programme.model.outcomes),
        tuple(_assessment(basis, programme.model, one, made) for one in programme.model.assessments),
    )


_OUTCOME_CELLS = {
    Standing.UNPROVEN: UNPROVEN, Standing.UNASSESSED: UNRATED, Standing.BELOW: "below the minimum",
    Standing.ACHIEVED: "achieved", Standing.DISTINGUISHED: "with distinction",
}  # fmt: skip


def _outcome(basis: Basis, outcome: str, made: Sequence[Decision]) -> OutcomeFigures:
    counted = Counter(_standing(one, outcome) for one in made)
    cells = [(name, counted[standing]) for standing, name in _OUTCOME_CELLS.items()]
    known = basis.world.workspace.outcomes.get(outcome)
    statement = known.model.statement if known else None
    return OutcomeFigures(outcome, statement, spread(cells, basis.least, upper=3, known=KNOWN))


def _standing(decision: Decision, outcome: str) -> Standing:
    return next((one.standing for one in decision.outcomes if one.outcome == outcome), Standing.UNASSESSED)


def _assessment(
    basis: Basis, programme: Programme, assessment: Assessment, made: Sequence[Decision]
) -> AssessmentFigures:
    rubric = basis.world.workspace.rubrics.get(assessment.rubric or "")
    criteria = rubric.model.criteria if rubric else ()
    return AssessmentFigures(
        assessment.id, assessment.title, _attempts(basis, assessment, made),
        tuple(_criterion(basis, rubric.model, one, assessment, made) for one in criteria if rubric),
        _feedback(basis, programme, assessment, made),
    )  # fmt: skip


def _counting(assessment: Assessment, made: Sequence[Decision]) -> Iterator[CountingAttempt | None]:
    """The attempt of each learner that counts; None for who was not rated."""
    for one in made:
        found = one.attempts.get(assessment.id)
        yield found if found is not None and found.rated else None


def _attempts(basis: Basis, assessment: Assessment, made: Sequence[Decision]) -> Spread:
    counted = Counter(one.attempt.attempt if one else 0 for one in _counting(assessment, made))
    last = max([assessment.attempts or 1, *counted])
    cells = [(UNRATED, counted[0]), *((f"attempt {number}", counted[number]) for number in range(1, last + 1))]
    return spread(cells, basis.least)


def _criterion(
    basis: Basis, rubric: Rubric, criterion: Criterion, assessment: Assessment, made: Sequence[Decision]
) -> CriterionFigures:
    minimum = rubric.minimum_of(criterion) or ""
    final: Counter[str] = Counter()
    given: dict[str, Counter[str]] = {}
    for decision, counting in zip(made, _counting(assessment, made), strict=True):
        unproven = _standing(decision, criterion.outcome or "") is Standing.UNPROVEN
        if counting is None:
            continue
        for by, level in {"": counting.level(criterion.id), **counting.levels(criterion.id)}.items():
            cell = UNPROVEN if unproven else level
            (given.setdefault(by, Counter()) if by else final)[cell or UNRATED] += 1
    return CriterionFigures(
        criterion.id, criterion.title, criterion.outcome or "", minimum, rubric.distinction or "",
        _levels(basis, rubric, minimum, final, len(made)),
        tuple((by, _levels(basis, rubric, minimum, given[by], len(made))) for by in sorted(given)),
    )  # fmt: skip


def _levels(basis: Basis, rubric: Rubric, minimum: str, counted: Counter[str], learners: int) -> Spread:
    rest = learners - counted[UNPROVEN] - sum(counted[level] for level in rubric.levels)
    cells = [(UNPROVEN, counted[UNPROVEN]), (UNRATED, rest), *((level, counted[level]) for level in rubric.levels)]
    upper = rubric.rank(minimum) + 2 if rubric.rank(minimum) >= 0 else None
    return spread(cells, basis.least, upper=upper, known=KNOWN)


def _feedback(basis: Basis, programme: Programme, assessment: Assessment, made: Sequence[Decision]) -> FeedbackFigures:
    ethics = programme.ethics
    within = ethics.feedback_within if ethics else None
    counted: Counter[str] = Counter()
    days = []
    for one in _counting(assessment, made):
        day, told = (one.attempt.date, one.attempt.feedback) if one else (None, None)
        if one is None:
            counted[UNRATED] += 1
        elif day is None or told is None:
            counted["no date"] += 1
        else:
            days.append((told - day).days)
            counted["in time" if within is None or told <= within.after(day) else "late"] += 1
    cells = [(name, counted[name]) for name in (UNRATED, "no date", "late", "in time")]
    enough = len(days) >= least_published(basis.least)
    median = float(statistics.median(days)) if days and enough else None
    return FeedbackFigures(median, str(within) if within else "", spread(cells, basis.least, upper=3))


def agreements(basis: Basis, cohort: Descriptor[Cohort]) -> dict[str, Agreement]:
    """How far assessors agreed in *cohort*, by assessment id. Raises MissingExtraError without the extra «reports»."""
    made = basis.decisions(cohort)
    programme = basis.world.workspace.programmes.get(cohort.model.programme)
    if made is None or programme is None:
        return {}
    return {one.id: _agreement(basis, one, made) for one in programme.model.assessments}


def _agreement(basis: Basis, assessment: Assessment, made: Sequence[Decision]) -> Agreement:
    rubric = basis.world.workspace.rubrics.get(assessment.rubric or "")
    if rubric is None:
        return Agreement(None, None, None, 0, "The assessment has no rubric.")
    rank = rubric.model.rank
    learners = [
        [
            {by: rank(level) for by, level in one.levels(criterion.id).items() if rank(level) >= 0}
            for criterion in rubric.model.criteria
        ]
        for one in _counting(assessment, made)
        if one is not None
    ]
    return agreement(learners, len(rubric.model.levels), least_published(basis.least))
