"""What the results of a cohort prove: found once, for all the rules that ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mctool.models import Cohort, Programme
from mctool.proof import CountingAttempt, EvidenceFiles, Shortfall, counting_attempts, shortfalls
from mctool.workspace import Descriptor, Workspace


@dataclass(frozen=True, slots=True)
class LearnerProof:
    """One learner's counting attempts by assessment id, and what they lack. ``index`` is the place in the cohort."""

    learner: str
    index: int
    attempts: Mapping[str, CountingAttempt]
    shortfalls: tuple[Shortfall, ...]


def learner_proofs(workspace: Workspace, cohort: Descriptor[Cohort], files: EvidenceFiles) -> Iterator[LearnerProof]:
    """The proofs of all learners of *cohort*, in its order; none when its programme cannot be read."""
    programme = workspace.programmes.get(cohort.model.programme)
    if programme is None:
        return
    least = workspace.settings.policy.assessors
    for index, result in enumerate(cohort.model.results):
        attempts = counting_attempts(workspace, programme.model, result, index)
        lacking = tuple(one for counting in attempts.values() for one in shortfalls(counting, least, files))
        yield LearnerProof(result.learner, index, attempts, lacking)


def might_award(programme: Programme, attempts: Mapping[str, CountingAttempt]) -> bool:
    """Whether these ratings might lead to an award once nothing is missing or disputed any more.

    It never says no where a decision would award or refuse; it leaves out who is not assessed, or below the minimum.
    """
    open_ones = {one for one in programme.outcomes if _might_stand(programme, one, attempts)}
    award = programme.award
    if award is None or award.outcomes == "all" or (not award.required and award.at_least is None):
        return bool(open_ones) and open_ones >= set(programme.outcomes)
    return open_ones >= set(award.required) and len(open_ones) >= max(award.at_least or 0, 1)


def _might_stand(programme: Programme, outcome: str, attempts: Mapping[str, CountingAttempt]) -> bool:
    for assessment in programme.assessing(outcome):
        counting = attempts.get(assessment.id)
        if counting is None or not counting.rated or counting.rubric is None:
            return False
        rubric = counting.rubric
        for criterion in counting.criteria(outcome):
            minimum, level = rubric.minimum_of(criterion), counting.level(criterion.id)
            if level is not None and minimum is not None and -1 < rubric.rank(level) < rubric.rank(minimum):
                return False
    return True
