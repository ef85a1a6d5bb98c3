"""The packaged example is sound before any rule looks at it: readable, complete, its digests right, without names."""

import csv
import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from mctool.approvals import programme_digest
from mctool.checking import check
from mctool.decisions import Verdict, decide
from mctool.models.programme import DEMONSTRATIONS
from mctool.rules.world import World
from mctool.workspace import Workspace, load

TODAY = date(2026, 11, 24)
ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "equini"
IDENTITIES = ROOT / "examples" / "equini-identities" / "learners.csv"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return load(EXAMPLE)


@pytest.fixture(scope="module")
def learners() -> list[dict[str, str]]:
    with IDENTITIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_descriptor_is_read(workspace: Workspace) -> None:
    assert workspace.faults == ()
    counted = {kind: len(found) for kind, found in workspace.by_kind.items()}
    assert counted == {"institution": 1, "verbs": 1, "outcome": 12, "rubric": 9, "programme": 3, "cohort": 3}


def test_the_identities_are_where_the_settings_say(workspace: Workspace) -> None:
    assert (EXAMPLE / (workspace.settings.identities or "")).resolve() == IDENTITIES


def test_every_outcome_is_in_one_programme_and_shown_by_a_rated_demonstration(workspace: Workspace) -> None:
    used = Counter(outcome for one in workspace.programmes.values() for outcome in one.model.outcomes)
    assert used == Counter(workspace.outcomes.keys())
    for programme in (one.model for one in workspace.programmes.values()):
        for outcome in programme.outcomes:
            assessing = programme.assessing(outcome)
            assert assessing, outcome
            for assessment in assessing:
                assert assessment.method in DEMONSTRATIONS
                criteria = workspace.rubrics[assessment.rubric or ""].model.criteria
                assert any(criterion.outcome == outcome for criterion in criteria), (assessment.id, outcome)


def test_every_criterion_describes_every_level_in_both_languages(workspace: Workspace) -> None:
    for rubric in (one.model for one in workspace.rubrics.values()):
        for criterion in rubric.criteria:
            assert tuple(criterion.descriptors) == rubric.levels, (rubric.id, criterion.id)
            assert criterion.indicators, (rubric.id, criterion.id)
            for language in ("en", "pl"):
                texts = [text[language] for text in criterion.descriptors.values()]
                assert len(set(texts)) == len(rubric.levels), (rubric.id, criterion.id, language)


def test_outcome_statements_are_one_short_sentence(workspace: Workspace) -> None:
    for outcome in (one.model for one in workspace.outcomes.values()):
        assert set(outcome.statement) == {"en", "pl"}
        assert all(len(text.split()) <= 25 for text in outcome.statement.values()), outcome.id


def test_evidence_files_have_the_digests_that_the_results_state(workspace: Workspace) -> None:
    stated: dict[str, str | None] = {}
    for cohort in (one.model for one in workspace.cohorts.values()):
        for result in cohort.results:
            for attempt in result.assessments:
                files = [one for one in attempt.evidence if one.file]
                assert files, (cohort.id, result.learner, attempt.assessment)
                stated |= {one.file: one.sha256 for one in files if one.file}
    found = {
        path.relative_to(EXAMPLE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (EXAMPLE / "evidence").rglob("*")
        if path.is_file()
    }
    assert stated == found
    assert len(set(found.values())) == len(found)


def test_dates_are_in_the_order_of_the_workflow(workspace: Workspace) -> None:
    for cohort in (one.model for one in workspace.cohorts.values()):
        programme = workspace.programmes[cohort.programme].model
        assert programme.ethics is not None
        assert programme.ethics.feedback_within is not None
        assert cohort.quality_review is not None
        assert max(approval.date for approval in programme.approvals) < cohort.period.start
        for attempt in (attempt for result in cohort.results for attempt in result.assessments):
            assert attempt.date is not None
            assert attempt.feedback is not None
            assert cohort.period.start < attempt.date <= cohort.period.end
            assert attempt.date < attempt.feedback <= programme.ethics.feedback_within.after(attempt.date)
            assert attempt.feedback < cohort.quality_review.date


def test_two_assessors_rated_everything_and_agreed_where_they_differ(workspace: Workspace) -> None:
    differing = 0
    for cohort in (one.model for one in workspace.cohorts.values()):
        for attempt in (attempt for result in cohort.results for attempt in result.assessments):
            assert tuple(rating.by for rating in attempt.ratings) == cohort.assessors
            first, second = (rating.levels for rating in attempt.ratings)
            apart = {criterion for criterion in first if first[criterion] != second[criterion]}
            assert first.keys() == second.keys()
            assert apart == attempt.agreed.keys()
            differing += len(apart)
    assert differing > 10


def test_each_learner_is_in_one_cohort_and_has_an_identity(
    workspace: Workspace, learners: list[dict[str, str]]
) -> None:
    cohorts = [[result.learner for result in one.model.results] for one in workspace.cohorts.values()]
    assert [len(cohort) for cohort in cohorts] == [12, 12, 12]
    assert Counter(id_ for cohort in cohorts for id_ in cohort) == Counter(row["learner"] for row in learners)


def test_identities_exercise_names_of_many_kinds(learners: list[dict[str, str]]) -> None:
    names = [f"{row['given_name']} {row['family_name']}" for row in learners]
    assert len(set(names)) == len(names) == 36
    assert any(unicodedata.bidirectional(name[0]) in ("R", "AL") for name in names)
    assert max(len(name) for name in names) == 60
    assert any("'" in name for name in names)
    assert all(row["email"].endswith("@example.org") for row in learners)


def test_nothing_in_the_workspace_names_a_learner(learners: list[dict[str, str]]) -> None:
    parts = {
        _folded(part)
        for row in learners
        for name in (row["given_name"], row["family_name"])
        for part in (name, row["email"], *re.split(r"[\s'-]+", name))
        if len(part) > 2
    }
    for path in EXAMPLE.rglob("*"):
        place = path.relative_to(EXAMPLE).as_posix()
        text = _folded(place + "\n" + (path.read_text("utf-8") if path.is_file() else ""))
        named = {part for part in parts if re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text)}
        assert not named, place


def _folded(text: str) -> str:
    """Lower case without diacritics, so that a name is found however it is written."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ø", "o"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def test_results_and_evaluation_forms_are_what_the_plan_gives() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "tools" / "example.py", "--check"],
        capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stdout.strip()) == (0, "nothing to change"), run.stdout + run.stderr


def test_every_cohort_holds_decisions_of_all_kinds(workspace: Workspace) -> None:
    world = World(workspace, TODAY)
    decided = {
        name: Counter(decision.verdict.value for decision in decide(world, cohort))
        for name, cohort in workspace.cohorts.items()
    }
    assert decided == {
        "inclusive-communication-2026-spring": {
            "awarded": 6, "awarded-with-distinction": 2, "not-achieved": 2, "incomplete": 2,
        },
        "inclusive-communication-2026-autumn": {
            "awarded": 7, "awarded-with-distinction": 1, "not-achieved": 1, "incomplete": 3,
        },
        "emotional-intelligence-2026-spring": {
            "awarded": 6, "awarded-with-distinction": 2, "not-achieved": 2, "incomplete": 2,
        },
    }  # fmt: skip


def test_a_second_attempt_counts_where_the_first_fell_short(workspace: Workspace) -> None:
    cohort = workspace.cohorts["inclusive-communication-2026-spring"]
    decision = next(one for one in decide(World(workspace, TODAY), cohort) if one.learner == "L-1FB5F103")
    assert decision.attempts["scenario"].attempt.attempt == 2
    assert decision.verdict is Verdict.AWARDED


def test_no_rule_finds_a_fault(workspace: Workspace) -> None:
    assert list(check(World(workspace, TODAY))) == []


def test_every_approval_is_bound_to_the_content(workspace: Workspace) -> None:
    for programme in workspace.programmes.values():
        digest = programme_digest(workspace, programme)
        assert {one.digest for one in programme.model.approvals} == {digest}, programme.path


@pytest.mark.official
def test_esco_concepts_are_skills_of_1_2_0_with_their_preferred_label(workspace: Workspace, official: Path) -> None:
    with (official / "esco" / "ei-concepts.tsv").open(encoding="utf-8", newline="") as file:
        known = {row["uri"]: row for row in csv.DictReader(file, delimiter="\t")}
    for outcome in (one.model for one in workspace.outcomes.values()):
        assert bool(outcome.esco) != bool(outcome.no_esco_reason), outcome.id
        for mapping in outcome.esco:
            assert outcome.type is not None
            assert known[mapping.uri]["preferredLabel"] == mapping.label
            assert known[mapping.uri]["skillType"].startswith(outcome.type.slug)
