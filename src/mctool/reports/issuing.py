"""What issuing will do and did, for people and programs (interface.md, *issue*)."""

from collections.abc import Mapping
from typing import Any

from mctool.decisions import Verdict
from mctool.issuance import Outcome, Plan
from mctool.reports.decisions import reason_json, reason_lines

_LISTED = 50
"""Learners listed one by one for people; programs read the JSON."""


def preview(plan: Plan) -> str:
    """Counts before anything is written."""
    counted = (
        (len(plan.to_issue), "to issue with a TEST seal" if plan.test else "to issue"),
        (len(plan.already_issued), "already issued"),
        (len(plan.with_verdict(Verdict.NOT_ACHIEVED)), "not achieved"),
        (len(plan.with_verdict(Verdict.INCOMPLETE)), "incomplete"),
        (len(plan.with_verdict(Verdict.REFUSED)), "refused"),
    )
    words = [f"{number} {word}" for number, word in counted]
    if plan.revoked:
        words.append(f"{len(plan.revoked)} revoked (issue again with --learner)")
    return f"{plan.cohort.model.id}: {', '.join(words)}"


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome in the shape that scripts rely on."""
    plan = outcome.plan
    return {
        "cohort": plan.cohort.model.id,
        "programme": plan.programme.model.id,
        "version": plan.programme.model.version,
        "commit": plan.commit or None,
        "issued": [
            {
                "learner": one.learner,
                "credential": one.credential,
                "decision": one.verdict.value,
                "files": dict(one.files),
            }
            for one in outcome.issued
        ],
        "sealed": outcome.sealed,
        "to_issue": [{"learner": one.learner, "decision": one.verdict.value} for one in outcome.to_issue],
        "already_issued": list(plan.already_issued),
        "revoked": sorted(plan.revoked),
        "not_achieved": [
            {"learner": one.learner, "participation_certificate": outcome.participation.get(one.learner)}
            for one in plan.with_verdict(Verdict.NOT_ACHIEVED)
        ],
        "incomplete": [one.learner for one in plan.with_verdict(Verdict.INCOMPLETE)],
        "refused": [
            {"learner": one.learner, "reasons": [reason_json(reason) for reason in one.reasons]}
            for one in plan.with_verdict(Verdict.REFUSED)
        ],
        "failed": [{"learner": learner, "message": message} for learner, message in outcome.failed.items()],
        "unfinished": outcome.unfinished,
    }


def as_text(outcome: Outcome, *, dry_run: bool = False) -> str:
    """The outcome for people: refusals with their reasons first, then what was written, the sum at the end."""
    plan = outcome.plan
    lines: list[str] = []
    for decision in plan.with_verdict(Verdict.REFUSED):
        lines += [f"refused  {decision.learner}", *reason_lines(decision)]
    done = "issued" if outcome.sealed else "written"
    listed = outcome.issued[:_LISTED]
    lines += [f"{done:<9}{one.learner}  {one.verdict.value:<24}  {_together(one.files)}" for one in listed]
    if len(outcome.issued) > len(listed):
        folder = next(iter(listed[0].files.values())).rpartition("/")[0]
        lines.append(f"{done:<9}{len(outcome.issued) - len(listed)} more, in {folder}")
    if dry_run:
        lines += [f"to issue {one.learner}  {one.verdict.value}" for one in outcome.to_issue[:_LISTED]]
        if len(outcome.to_issue) > _LISTED:
            lines.append(f"to issue {len(outcome.to_issue) - _LISTED} more")
    for learner, path in outcome.participation.items():
        lines.append(f"not achieved  {learner}  participation certificate {path}")
    if outcome.unfinished:
        lines.append(f"stopped: {outcome.unfinished} learners are left; run the command again to go on")
    if outcome.issued and outcome.sealed:
        lines.append(
            f"Seal: XAdES and JAdES baseline {outcome.level}. The content is protected against change; it is not a "
            "qualified electronic seal, and the official Europass viewer is not expected to show its seal check green."
        )
    lines.append(f"{plan.cohort.model.id}: {', '.join(_counts(outcome, dry_run=dry_run))}")
    return "\n".join(lines)


def _counts(outcome: Outcome, *, dry_run: bool) -> list[str]:
    """Everybody in the cohort, each once."""
    plan = outcome.plan
    if dry_run:
        first = f"{len(outcome.to_issue)} to issue"
    elif outcome.sealed:
        first = f"{len(outcome.issued)} issued"
    else:
        first = f"{len(outcome.issued)} written for upload, not sealed"
    counts = [
        first,
        f"{len(plan.already_issued)} already issued",
        f"{len(plan.with_verdict(Verdict.NOT_ACHIEVED))} not achieved",
        f"{len(plan.with_verdict(Verdict.INCOMPLETE))} incomplete",
        f"{len(plan.with_verdict(Verdict.REFUSED))} refused",
    ]
    return [*counts, f"{len(outcome.failed)} failed"] if outcome.failed else counts


def _together(files: Mapping[str, str]) -> str:
    """The files of one learner, which differ in their endings only."""
    stems = {path.rpartition(".")[0] for path in files.values()}
    if len(stems) != 1 or len(files) == 1:
        return ", ".join(files.values())
    return f"{stems.pop()}.{{{','.join(path.rpartition('.')[2] for path in files.values())}}}"
