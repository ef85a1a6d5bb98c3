"""Decisions: the table of the contract, each verdict with its reasons, on a small workspace of its own."""

import copy
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from ruamel.yaml import YAML

from mctool.decisions import Decision, Verdict, decide
from mctool.rules.world import World
from mctool.workspace import load
from tests.conftest import TODAY

EVIDENCE = b"observed: asks an open question before answering"
Data = dict[str, Any]


def rubric(identity: str, outcome: str, criteria: list[str] | None = None) -> Data:
    levels = ["insufficient", "acceptable", "distinction"]
    rated = [
        {
            "id": name, "outcome": outcome, "title": {"en": f"Shows {outcome}"},
            "indicators": [{"en": "Asks an open question"}],
            "descriptors": {level: {"en": f"{level} performance"} for level in levels},
        }
        for name in criteria or [f"{outcome}-shown"]
    ]  # fmt: skip
    return {
        "kind": "rubric", "id": identity, "title": {"en": identity}, "levels": levels, "minimum": "acceptable",
        "distinction": "distinction", "criteria": rated,
    }  # fmt: skip


def attempt(assessment: str, level: str, number: int = 1, **more: Any) -> Data:
    """An attempt rated alike by two assessors, with one intact evidence file."""
    outcome = assessment.removesuffix("-task")
    return {
        "assessment": assessment, "attempt": number, "date": "2026-05-12",
        "ratings": [{"by": f"assessor-{n}", "levels": {f"{outcome}-shown": level}} for n in (1, 2)],
        "evidence": [
            {"type": "evaluation-form", "file": "evidence/form.txt", "sha256": hashlib.sha256(EVIDENCE).hexdigest()}
        ],
        "feedback": "2026-05-14", **more,
    }  # fmt: skip


@pytest.fixture
def decided(tmp_path: Path) -> Callable[..., Decision]:
    """Decides on one learner of a programme with the outcomes «ask» and «name», each with its own task."""

    def write(name: str, data: Data) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as file:
            YAML().dump(data, file)

    def run(
        attempts: list[Data],
        *,
        award: Data | None = None,
        change: Callable[[Data], None] | None = None,
        criteria: Mapping[str, list[str]] = MappingProxyType({}),
    ) -> Decision:
        (tmp_path / "evidence").mkdir(exist_ok=True)
        (tmp_path / "evidence" / "form.txt").write_bytes(EVIDENCE)
        write("mctool.yaml", {"mctool": 1, "languages": ["en"], "policy": {"assessors": 2}})
        for outcome in ("ask", "name"):
            write(f"outcomes/{outcome}.yaml", {"kind": "outcome", "id": outcome, "statement": {"en": "Ask"}})
            write(f"rubrics/{outcome}-rubric.yaml", rubric(f"{outcome}-rubric", outcome, criteria.get(outcome)))
        tasks = [
            {
                "id": f"{one}-task", "title": {"en": one}, "type": "practical-assessment", "rubric": f"{one}-rubric",
                "method": "scenario-simulation", "assesses": [one], "attempts": 2,
            }
            for one in ("ask", "name")
        ]  # fmt: skip
        write("programmes/p.yaml", {
            "kind": "programme", "id": "p", "version": "1", "title": {"en": "P"}, "outcomes": ["ask", "name"],
            "assessments": tasks, "award": award or {"outcomes": "all"},
        })  # fmt: skip
        cohort: Data = {
            "kind": "cohort", "id": "c", "programme": "p", "version": "1",
            "period": {"start": "2026-03-01", "end": "2026-05-31"}, "assessors": ["assessor-1", "assessor-2"],
            "quality_review": {"date": "2026-06-02", "by": "Quality office"},
            "results": [{"learner": "L-00000001", "assessments": attempts}],
        }  # fmt: skip
        if change is not None:
            change(cohort)
        write("cohorts/c.yaml", cohort)
        world = World(load(tmp_path), TODAY)
        assert world.workspace.faults == ()
        return decide(world, world.workspace.cohorts["c"])[0]

    return run


Decided = Callable[..., Decision]


def codes(decision: Decision) -> set[str]:
    return {one.code for one in decision.reasons}


def test_all_outcomes_at_the_minimum_with_proof_are_awarded(decided: Decided) -> None:
    decision = decided([attempt("ask-task", "acceptable"), attempt("name-task", "distinction")])
    assert decision.verdict is Verdict.AWARDED
    assert decision.achieved == ("ask", "name")
    assert decision.reasons == ()


def test_distinction_needs_every_criterion(decided: Decided) -> None:
    decision = decided([attempt("ask-task", "distinction"), attempt("name-task", "distinction")])
    assert decision.verdict is Verdict.AWARDED_WITH_DISTINCTION


def test_one_criterion_below_the_minimum_is_not_achieved(decided: Decided) -> None:
    decision = decided([attempt("ask-task", "insufficient"), attempt("name-task", "distinction")])
    assert decision.verdict is Verdict.NOT_ACHIEVED
    assert decision.achieved == ("name",)
    assert "ask" in decision.explanation


def test_missing_proof_of_somebody_below_the_minimum_is_no_refusal(decided: Decided) -> None:
    decision = decided([attempt("ask-task", "insufficient", evidence=[]), attempt("name-task", "distinction")])
    assert decision.verdict is Verdict.NOT_ACHIEVED
    assert decision.reasons == ()


def test_an_outcome_that_nobody_assessed_is_incomplete(decided: Decided) -> None:
    decision = decided([attempt("ask-task", "distinction")])
    assert decision.verdict is Verdict.INCOMPLETE
    assert "name" in decision.explanation


def test_whoever_withdrew_is_incomplete_whatever_the_ratings(decided: Decided) -> None:
    def withdraw(cohort: Data) -> None:
        cohort["results"][0]["status"] = "withdrawn"

    attempts = [attempt("ask-task", "acceptable"), attempt("name-task", "acceptable")]
    assert decided(attempts, change=withdraw).verdict is Verdict.INCOMPLETE


def test_hours_attended_award_nothing(decided: Decided) -> None:
    def attend(cohort: Data) -> None:
        cohort["results"][0]["attended_hours"] = 10_000

    assert decided([], change=attend).verdict is Verdict.INCOMPLETE
    below = [attempt("ask-task", "insufficient"), attempt("name-task", "acceptable")]
    assert decided(below, change=attend).verdict is Verdict.NOT_ACHIEVED


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"evidence": []}, "MC701"),
        ({"evidence": [{"type": "product"}]}, "MC701"),
        ({"evidence": [{"type": "product", "file": "evidence/gone.txt", "sha256": "0" * 64}]}, "MC701"),
        ({"evidence": [{"type": "product", "file": "../outside.txt", "sha256": "0" * 64}]}, "MC701"),
        ({"evidence": [{"type": "product", "file": "evidence/form.txt", "sha256": "0" * 64}]}, "MC702"),
        ({"evidence": [{"type": "product", "file": "evidence/form.txt"}]}, "MC702"),
        ({"evidence": [{"type": "attendance-list", "held_by": "Registry", "reference": "12"}]}, "MC703"),
        ({"ratings": [{"by": "assessor-1", "levels": {"ask-shown": "acceptable"}},
                      {"by": "assessor-2", "levels": {"ask-shown": "distinction"}}]}, "MC704"),
        ({"ratings": [{"by": "assessor-1", "levels": {"ask-shown": "acceptable"}}]}, "MC705"),
        ({"ratings": [{"by": f"assessor-{n}", "levels": {"ask-shown": "superb"}} for n in (1, 2)]}, "MC706"),
        ({"ratings": [{"by": f"assessor-{n}", "levels": {"ask-shown": "acceptable", "charm": "acceptable"}}
                      for n in (1, 2)]}, "MC706"),
    ],
)  # fmt: skip
def test_what_does_not_prove_refuses_at_its_line(decided: Decided, more: Data, code: str) -> None:
    decision = decided([attempt("ask-task", "acceptable", **more), attempt("name-task", "acceptable")])
    assert decision.verdict is Verdict.REFUSED
    assert codes(decision) == {code}
    assert all(
        one.path == "cohorts/c.yaml" and one.line > 15 and one.subject == "L-00000001" for one in decision.reasons
    )


def test_a_level_agreed_settles_a_difference(decided: Decided) -> None:
    ratings = [
        {"by": f"assessor-{n}", "levels": {"ask-shown": level}}
        for n, level in enumerate(("insufficient", "acceptable"), 1)
    ]
    agreed = attempt("ask-task", "acceptable", ratings=ratings, agreed={"ask-shown": "acceptable"})
    assert decided([agreed, attempt("name-task", "acceptable")]).verdict is Verdict.AWARDED
    failed = attempt("ask-task", "acceptable", ratings=ratings, agreed={"ask-shown": "insufficient"})
    assert decided([failed, attempt("name-task", "acceptable")]).verdict is Verdict.NOT_ACHIEVED


def test_the_last_attempt_within_the_number_allowed_counts(decided: Decided) -> None:
    name = attempt("name-task", "acceptable")
    better = [attempt("ask-task", "insufficient"), attempt("ask-task", "acceptable", 2), name]
    assert decided(better).verdict is Verdict.AWARDED
    worse = [attempt("ask-task", "acceptable"), attempt("ask-task", "insufficient", 2), name]
    assert decided(worse).verdict is Verdict.NOT_ACHIEVED
    third = [attempt("ask-task", "insufficient", 2), attempt("ask-task", "acceptable", 3), name]
    assert decided(third).verdict is Verdict.NOT_ACHIEVED


def test_evidence_of_an_attempt_that_does_not_count_is_not_asked_for(decided: Decided) -> None:
    attempts = [attempt("ask-task", "insufficient", evidence=[]), attempt("ask-task", "acceptable", 2)]
    assert decided([*attempts, attempt("name-task", "acceptable")]).verdict is Verdict.AWARDED


def test_award_rules_with_required_outcomes_and_a_number(decided: Decided) -> None:
    only_ask = [attempt("ask-task", "acceptable"), attempt("name-task", "insufficient")]
    assert decided(only_ask, award={"required": ["ask"]}).verdict is Verdict.AWARDED
    assert decided(only_ask, award={"at_least": 1}).verdict is Verdict.AWARDED
    assert decided(only_ask, award={"required": ["name"]}).verdict is Verdict.NOT_ACHIEVED
    assert decided(only_ask, award={"at_least": 2}).verdict is Verdict.NOT_ACHIEVED
    assert decided([attempt("ask-task", "acceptable")], award={"required": ["ask"]}).verdict is Verdict.AWARDED


def test_an_unproven_outcome_that_the_award_does_not_need_is_not_claimed(decided: Decided) -> None:
    attempts = [attempt("ask-task", "acceptable"), attempt("name-task", "acceptable", evidence=[])]
    decision = decided(attempts, award={"at_least": 1})
    assert decision.verdict is Verdict.AWARDED
    assert decision.achieved == ("ask",)


def test_an_award_rule_that_asks_for_nothing_awards_nobody_without_an_outcome(decided: Decided) -> None:
    assert decided([], award={"at_least": 0}).verdict is not Verdict.AWARDED


def test_without_a_quality_review_everybody_who_would_be_awarded_is_refused(decided: Decided) -> None:
    def forget(cohort: Data) -> None:
        del cohort["quality_review"]

    attempts = [attempt("ask-task", "acceptable"), attempt("name-task", "acceptable")]
    decision = decided(attempts, change=forget)
    assert decision.verdict is Verdict.REFUSED
    assert codes(decision) == {"MC709"}


def test_a_learner_who_stands_twice_is_refused(decided: Decided) -> None:
    def double(cohort: Data) -> None:
        cohort["results"].append(copy.deepcopy(cohort["results"][0]))

    decision = decided([attempt("ask-task", "acceptable"), attempt("name-task", "acceptable")], change=double)
    assert decision.verdict is Verdict.REFUSED
    assert codes(decision) == {"MC707"}


def test_a_further_outcome_below_the_minimum_leaves_no_distinction(decided: Decided) -> None:
    attempts = [attempt("ask-task", "distinction"), attempt("name-task", "insufficient")]
    assert decided(attempts, award={"required": ["ask"]}).verdict is Verdict.AWARDED
    assert decided(attempts[:1], award={"required": ["ask"]}).verdict is Verdict.AWARDED_WITH_DISTINCTION


def test_a_level_agreed_that_no_assessor_gave_is_refused(decided: Decided) -> None:
    def unrated(cohort: Data) -> None:
        """«ask» keeps a second criterion's ratings only, and its own level is written under «agreed» alone."""
        task = cohort["results"][0]["assessments"][0]
        for rating in task["ratings"]:
            rating["levels"] = {"ask-again": "distinction"}
        task["agreed"] = {"ask-shown": "distinction"}

    attempts = [attempt("ask-task", "distinction"), attempt("name-task", "distinction")]
    decision = decided(attempts, change=unrated, criteria={"ask": ["ask-shown", "ask-again"]})
    assert decision.verdict is Verdict.REFUSED
    assert codes(decision) == {"MC705"}
    assert "rated by nobody" in decision.reasons[0].message
