"""The numbers of one cohort, each safe to publish. Other reports take theirs from here and add nothing up anew.

Every learner of the cohort is in every spread, so that no two totals differ by a few learners; cells stand in one
order everywhere, from missing proof over missing ratings to the best level.
"""

import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mctool.decisions import Decision, Standing
from mctool.models import Cohort, Programme, Rubric
from mctool.models.programme import Assessment
from mctool.models.rubric import Criterion
from mctool.models.values import Text
from mctool.proof import CountingAttempt
from mctool.reports.agreement import Agreement, agreement
from mctool.reports.basis import Basis
from mctool.reports.disclosure import Disclosure, Group
from mctool.reports.headcounts import headcounts
from mctool.reports.smallgroups import Spread, least_published
from mctool.workspace import Descriptor, Workspace

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


@dataclass(frozen=True)
class _Cohort:
    """A cohort while its numbers are made: who decides what, and the account of what was told."""

    workspace: Workspace
    programme: Programme
    made: tuple[Decision, ...]
    account: Disclosure
    least: int

    def counting(self, assessment: Assessment) -> Iterator[CountingAttempt | None]:
        """The attempt of each learner that counts; None for who was not rated."""
        for one in self.made:
            found = one.attempts.get(assessment.id)
            yield found if found is not None and found.rated else None

    def rubric(self, assessment: Assessment) -> Rubric | None:
        """The rubric of *assessment*, where it can be read."""
        found = self.workspace.rubrics.get(assessment.rubric or "")
        return found.model if found else None


def figures(basis: Basis, cohort: Descriptor[Cohort]) -> CohortFigures | None:
    """The numbers of *cohort*; None when its programme cannot be read."""
    made, told = basis.decisions(cohort), headcounts(basis, cohort)
    programme = basis.world.workspace.programmes.get(cohort.model.programme)
    if made is None or told is None or programme is None:
        return None
    one = _Cohort(basis.world.workspace, programme.model, made, told.account, basis.least)
    outcomes = tuple(_outcome(one, outcome) for outcome in programme.model.outcomes)
    assessments = [(assessment, _assessment(one, assessment)) for assessment in programme.model.assessments]
    return CohortFigures(
        cohort.model.id, told.decisions, outcomes,
        tuple(_with_assessors(one, assessment, found) for assessment, found in assessments),
    )  # fmt: skip


_OUTCOME_CELLS = {
    Standing.UNPROVEN: UNPROVEN, Standing.UNASSESSED: UNRATED, Standing.BELOW: "below the minimum",
    Standing.ACHIEVED: "achieved", Standing.DISTINGUISHED: "with distinction",
}  # fmt: skip


def _parted(names: Sequence[str], of: Iterable[str]) -> list[tuple[str, Group]]:
    """The learners by cell: *of* names the cell of each, in the order of the decisions."""
    cells = dict.fromkeys(names, 0)
    for at, name in enumerate(of):
        cells[name] |= 1 << at
    return list(cells.items())


def _outcome(one: _Cohort, outcome: str) -> OutcomeFigures:
    cells = _parted(tuple(_OUTCOME_CELLS.values()), (_OUTCOME_CELLS[_standing(each, outcome)] for each in one.made))
    known = one.workspace.outcomes.get(outcome)
    statement = known.model.statement if known else None
    return OutcomeFigures(outcome, statement, one.account.spread(cells, upper=3, known=KNOWN))


def _standing(decision: Decision, outcome: str) -> Standing:
    return next((one.standing for one in decision.outcomes if one.outcome == outcome), Standing.UNASSESSED)


def _assessment(one: _Cohort, assessment: Assessment) -> AssessmentFigures:
    rubric = one.rubric(assessment)
    return AssessmentFigures(
        assessment.id, assessment.title, _attempts(one, assessment),
        tuple(_criterion(one, rubric, each, assessment) for each in rubric.criteria) if rubric else (),
        _feedback(one, assessment),
    )  # fmt: skip


def _attempts(one: _Cohort, assessment: Assessment) -> Spread:
    numbers = [each.attempt.attempt if each else 0 for each in one.counting(assessment)]
    last = max([assessment.attempts or 1, *numbers])
    names = [UNRATED, *(f"attempt {number}" for number in range(1, last + 1))]
    return one.account.spread(_parted(names, (names[number] for number in numbers)))


def _criterion(one: _Cohort, rubric: Rubric, criterion: Criterion, assessment: Assessment) -> CriterionFigures:
    levels = [each.level(criterion.id) if each else None for each in one.counting(assessment)]
    return CriterionFigures(
        criterion.id, criterion.title, criterion.outcome or "", rubric.minimum_of(criterion) or "",
        rubric.distinction or "", _levels(one, rubric, criterion, levels), (),
    )  # fmt: skip


def _levels(one: _Cohort, rubric: Rubric, criterion: Criterion, levels: Sequence[str | None]) -> Spread:
    """How the learners spread over *levels*, one for each of them, None where there is none."""
    cells = (
        UNRATED if level not in rubric.levels
        else UNPROVEN if _standing(each, criterion.outcome or "") is Standing.UNPROVEN
        else level
        for each, level in zip(one.made, levels, strict=True)
    )  # fmt: skip
    rank = rubric.rank(rubric.minimum_of(criterion) or "")
    parted = _parted([UNPROVEN, UNRATED, *rubric.levels], (cell or UNRATED for cell in cells))
    return one.account.spread(parted, upper=rank + 2 if rank >= 0 else None, known=KNOWN)


def _with_assessors(one: _Cohort, assessment: Assessment, found: AssessmentFigures) -> AssessmentFigures:
    """*found* with each assessor's ratings, which come last: where something has to be left out, it is they."""
    rubric = one.rubric(assessment)
    if rubric is None:
        return found
    criteria = tuple(
        replace(figures_, by_assessor=tuple(_by_assessor(one, rubric, criterion, assessment)))
        for criterion, figures_ in zip(rubric.criteria, found.criteria, strict=True)
    )
    return replace(found, criteria=criteria)


def _by_assessor(
    one: _Cohort, rubric: Rubric, criterion: Criterion, assessment: Assessment
) -> Iterator[tuple[str, Spread]]:
    given = [each.levels(criterion.id) if each else {} for each in one.counting(assessment)]
    for by in sorted({by for each in given for by in each}):
        yield by, _levels(one, rubric, criterion, [each.get(by) for each in given])


def _feedback(one: _Cohort, assessment: Assessment) -> FeedbackFigures:
    ethics = one.programme.ethics
    within = ethics.feedback_within if ethics else None
    cells, days = [], []
    for each in one.counting(assessment):
        day, told = (each.attempt.date, each.attempt.feedback) if each else (None, None)
        if each is None:
            cells.append(UNRATED)
        elif day is None or told is None:
            cells.append("no date")
        else:
            days.append((told - day).days)
            cells.append("in time" if within is None or told <= within.after(day) else "late")
    enough = len(days) >= least_published(one.least)
    median = float(statistics.median(days)) if days and enough else None
    spread = one.account.spread(_parted((UNRATED, "no date", "late", "in time"), cells), upper=3)
    return FeedbackFigures(median, str(within) if within else "", spread)


def agreements(basis: Basis, cohort: Descriptor[Cohort]) -> dict[str, Agreement]:
    """How far assessors agreed in *cohort*, by assessment id. Raises MissingExtraError without the extra «reports»."""
    made, told = basis.decisions(cohort), headcounts(basis, cohort)
    programme = basis.world.workspace.programmes.get(cohort.model.programme)
    if made is None or told is None or programme is None:
        return {}
    one = _Cohort(basis.world.workspace, programme.model, made, told.account, basis.least)
    return {each.id: _agreement(one, each) for each in programme.model.assessments}


def _agreement(one: _Cohort, assessment: Assessment) -> Agreement:
    rubric = one.rubric(assessment)
    if rubric is None:
        return Agreement(None, None, None, 0, "The assessment has no rubric.")
    rank = rubric.rank
    learners = [
        [
            {by: rank(level) for by, level in each.levels(criterion.id).items() if rank(level) >= 0}
            for criterion in rubric.criteria
        ]
        for each in one.counting(assessment)
        if each is not None
    ]
    return agreement(learners, len(rubric.levels), least_published(one.least))
