"""What a body is about to approve, in words, and for programs."""

from collections.abc import Iterator
from typing import Any

from mctool.approving import Proposal
from mctool.models import Rubric
from mctool.reports import comparing
from mctool.reports.excerpts import visible


def as_text(proposal: Proposal, language: str) -> str:
    """A readable summary in *language*, and the difference to what was approved last."""
    return "\n".join(visible(line) for line in (*_summary(proposal, language), "", *_difference(proposal)))


def _summary(proposal: Proposal, language: str) -> Iterator[str]:
    programme, content = proposal.programme.model, proposal.content
    yield f"{programme.title.to(language)} ({programme.id}, version {programme.version})"
    yield f"  {_workload(proposal)}"
    yield "  Outcomes:"
    for outcome in content.outcomes.values():
        yield f"    - {outcome.statement.to(language)}"
    yield "  Assessments:"
    for task in programme.assessments:
        rubric = content.rubrics.get(task.rubric or "")
        supervision = f", {task.supervision.slug}" if task.supervision else ""
        yield f"    - {task.title.to(language)}: {task.method}{supervision}{_rubric(rubric)}"
    award = programme.award
    if award is not None:
        required = ", ".join(award.required) or "any"
        rule = "all outcomes" if award.outcomes else f"{required}; at least {award.at_least or len(award.required)}"
        yield f"  Award: {rule}"
    if programme.validity is not None:
        period = programme.validity.period
        yield f"  Valid: {period if period else 'without end'}"


def _workload(proposal: Proposal) -> str:
    programme = proposal.programme.model
    work = programme.workload
    hours = f"{work.hours:g} hours" if work else "no workload"
    credit = f"{work.ects:g} ECTS" if work and work.ects else "non-credit"
    level = f"EQF level {programme.eqf_level.slug}" if programme.eqf_level else "no EQF level"
    return f"{hours}, {credit}, {level}"


def _rubric(rubric: Rubric | None) -> str:
    if rubric is None:
        return ", no rubric"
    return f", {len(rubric.criteria)} criteria, minimum {rubric.minimum or 'none'}"


def _difference(proposal: Proposal) -> Iterator[str]:
    last = proposal.last
    if last is None:
        yield f"Nobody has approved it at the stage {proposal.entry.stage} before."
        return
    when = f"{last.body} approved it on {last.date} ({last.reference})"
    if proposal.since is None:
        yield f"{when}; the git history here does not hold what was approved then."
    elif not proposal.since.changes:
        yield f"Nothing has changed since {when}."
    else:
        yield f"Since {when}:"
        yield from comparing.as_text(proposal.since).splitlines()


def as_json(proposal: Proposal) -> dict[str, Any]:
    """The approval, what it is bound to, and the difference to what was approved last (null where unknown)."""
    entry, since = proposal.entry, proposal.since
    model = proposal.programme.model
    return {
        "programme": model.id, "version": model.version, "stage": entry.stage, "body": entry.body,
        "date": entry.date.isoformat(), "reference": entry.reference, "digest": entry.digest,
        "path": proposal.programme.path,
        "last": proposal.last.model_dump(mode="json") if proposal.last else None,
        "since": None if since is None else {"weaker": list(since.weaker), "changes": comparing.changes_json(since)},
    }  # fmt: skip
