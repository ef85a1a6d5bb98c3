"""Decisions for people and programs: what each learner gets, and why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from mctool.decisions import Decision, Verdict
from mctool.findings import Finding
from mctool.models import Cohort


def as_json(cohort: Cohort, decisions: Sequence[Decision]) -> dict[str, Any]:
    """The decisions with their reasons, outcome by outcome."""
    return {
        "cohort": cohort.id,
        "programme": cohort.programme,
        "version": cohort.version,
        "decisions": [_decision_json(one) for one in decisions],
        "summary": counts(decisions),
    }


def _decision_json(decision: Decision) -> dict[str, Any]:
    return {
        "learner": decision.learner,
        "decision": decision.verdict.value,
        "explanation": decision.explanation,
        "outcomes": [
            {
                "outcome": one.outcome,
                "standing": one.standing.value,
                "ratings": [
                    {
                        "assessment": name,
                        "criterion": rating.criterion,
                        "level": rating.level,
                        "minimum": rating.minimum,
                    }
                    for name, ratings in one.ratings.items()
                    for rating in ratings
                ],
            }
            for one in decision.outcomes
        ],
        "reasons": [reason_json(one) for one in decision.reasons],
    }


def reason_json(finding: Finding) -> dict[str, Any]:
    """A reason of a refusal (interface.md, *issue*)."""
    return {"code": finding.code, "message": finding.message, "path": finding.path, "line": finding.line}


def counts(decisions: Iterable[Decision]) -> dict[str, int]:
    """How many learners got which decision."""
    counted = Counter(one.verdict for one in decisions)
    return {verdict.value: counted[verdict] for verdict in Verdict}


def as_text(cohort: Cohort, decisions: Sequence[Decision]) -> str:
    """One line a learner, the reasons of a refusal below it, the sum at the end."""
    width = max((len(one.learner) for one in decisions), default=0)
    lines = []
    for one in decisions:
        lines.append(f"{one.learner:<{width}}  {one.verdict.value:<24}  {one.explanation}")
        lines += reason_lines(one)
    total = ", ".join(f"{number} {name}" for name, number in counts(decisions).items() if number)
    learners = "1 learner" if len(decisions) == 1 else f"{len(decisions)} learners"
    return "\n".join([*lines, f"{cohort.id}: {learners}: {total or 'none'}"])


def reason_lines(decision: Decision) -> list[str]:
    """The reasons of a refusal, each with its place and the remedy."""
    return [
        f"    {one.path}:{one.line} {one.code} {one.message}. {one.help}".rstrip()
        for one in decision.reasons
    ]  # fmt: skip
