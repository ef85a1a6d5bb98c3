"""What the results of a cohort prove: found once, for all the rules that ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mctool.models import Cohort
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
