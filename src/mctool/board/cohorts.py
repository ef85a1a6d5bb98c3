"""The stages of a cohort: delivered, assessed, reviewed, issued."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from mctool import register
from mctool.approvals import covered_paths
from mctool.board.blocking import errors_in, listed
from mctool.board.stages import COHORT_STAGES, Fact
from mctool.decisions import GUARDS, Decision, Verdict, decide
from mctool.errors import RegisterError
from mctool.findings import Findings
from mctool.models import Cohort
from mctool.register import Record
from mctool.rules.cohorts import quality_review_missing
from mctool.rules.world import World
from mctool.workspace import SETTINGS, Descriptor

_ABOUT_LEARNERS = frozenset(rule.code for rule in GUARDS)
"""What refuses single learners: the board counts them and names none."""


def cohort_facts(world: World, cohort: Descriptor[Cohort], found: Findings) -> tuple[Fact, ...]:
    """What the files say of the last four stages; *found* are the findings on the workspace."""
    delivery, assessment, review, issuance = COHORT_STAGES
    model, period = cohort.model, cohort.model.period
    decisions = decide(world, cohort) if model.programme in world.workspace.programmes else ()
    errors = _errors(world, cohort, found)
    over = period.end < world.today
    assessed = _assessed(cohort, decisions) if over else None
    reviewed = model.quality_review.date if model.quality_review else None
    unwritten = f"«quality_review» is not written in {cohort.path}"
    return (
        Fact(delivery, period.end if over else None, since=period.start, until=period.end, blocks=errors),
        Fact(assessment, assessed, blocks=tuple(_unassessed(cohort, decisions)) or errors),
        Fact(review, reviewed, blocks=(unwritten,)),
        _issuance(world, cohort, decisions, issuance, errors),
    )


def _assessed(cohort: Descriptor[Cohort], decisions: Sequence[Decision]) -> date | None:
    """The day of the last assessment, when nobody's is missing or the quality review has seen to it."""
    model = cohort.model
    days = [one.date for result in model.results for one in result.assessments if one.date is not None]
    complete = bool(decisions) and not any(_missing(cohort, one) for one in decisions)
    if not complete and model.quality_review is None:
        return None
    return max([model.period.end, *days])


def _missing(cohort: Descriptor[Cohort], decision: Decision) -> bool:
    withdrawn = cohort.model.results[decision.index].status == "withdrawn"
    return decision.verdict is Verdict.INCOMPLETE and not withdrawn


def _unassessed(cohort: Descriptor[Cohort], decisions: Sequence[Decision]) -> Iterator[str]:
    missing = sum(_missing(cohort, one) for one in decisions)
    if not cohort.model.results:
        yield "no results yet"
    elif missing:
        yield f"{missing} of {_learners(len(decisions))} not assessed in everything"
    yield from _refusals(decisions, without=quality_review_missing.code)


def _refusals(decisions: Sequence[Decision], without: str = "") -> Iterator[str]:
    """How many learners are refused, and by which rules; the rule *without* is the business of a later stage."""
    reasons = [
        [f"{reason.code} {reason.name}" for reason in one.reasons if reason.code != without]
        for one in decisions
        if one.verdict is Verdict.REFUSED
    ]
    refused = [one for one in reasons if one]
    if refused:
        codes = Counter(code for one in refused for code in one)
        yield f"{_learners(len(refused))} refused: {', '.join(code for code, _ in codes.most_common(3))}"


def _issuance(
    world: World, cohort: Descriptor[Cohort], decisions: Sequence[Decision], stage: str, errors: tuple[str, ...]
) -> Fact:
    record = _record(world, cohort.model.id)
    if isinstance(record, str):
        return Fact(stage, blocks=(record, *errors))
    settled = record.issued().keys() | record.revoked()
    owed = [one for one in decisions if one.verdict.awards and one.learner not in settled]
    refusals = tuple(_refusals(decisions))
    reviewed = cohort.model.quality_review
    if decisions and not owed and not refusals and reviewed is not None:
        issued = [one.time.date() for one in record.entries if one.event is register.Event.ISSUED]
        return Fact(stage, max([reviewed.date, *issued]))
    to_issue = (f"{_learners(len(owed))} to be issued: mctool issue {cohort.model.id}",) if owed else ()
    return Fact(stage, blocks=(*errors, *refusals, *to_issue))


def _record(world: World, cohort_id: str) -> Record | str:
    try:
        record = register.read(world.workspace.register_folder / f"{cohort_id}.jsonl")
    except RegisterError as error:
        return str(error)
    return record.faults[0].message if record.faults else world.counted(record)


def _errors(world: World, cohort: Descriptor[Cohort], found: Findings) -> tuple[str, ...]:
    """The errors in what every award of the cohort rests on."""
    workspace = world.workspace
    programme = workspace.programmes.get(cohort.model.programme)
    if programme is None:
        return (f"its programme «{cohort.model.programme}» is missing or cannot be read",)
    paths = {SETTINGS, workspace.settings.institution, cohort.path} | covered_paths(workspace, programme)
    if workspace.institution is not None:
        paths.add(workspace.institution.path)
    return listed(errors_in(found, paths, without=_ABOUT_LEARNERS))


def _learners(number: int) -> str:
    return f"{number} learner" if number == 1 else f"{number} learners"
