"""Cohorts: what counts, whose evidence it is, which edition it is, and what guards the award."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from mctool.decisions import Verdict, decide
from mctool.rules import ALL
from mctool.rules.proving import might_award
from mctool.rules.world import World
from mctool.workspace import load
from tests.conftest import TODAY
from tests.rules.smallworld import PROGRAMME, RUBRIC, found, places

GUARDS = {
    "MC501", "MC502", "MC603", "MC701", "MC702", "MC703", "MC704", "MC705", "MC706", "MC707", "MC708", "MC709", "MC710",
    "MC711", "MC712", "MC713", "MC714", "MC715", "MC716", "MC717", "MC803", "MC901",
}  # fmt: skip
WORLD = {
    "outcomes/o.yaml": "kind: outcome\nid: o\nstatement: Mediate a dispute\n",
    "rubrics/r.yaml": f"{RUBRIC}levels: [bad, fair, good]\nminimum: fair\n"
    "criteria: [{id: c, outcome: o, title: C}]\n",
    "programmes/p.yaml": (
        f"{PROGRAMME}outcomes: [o]\nethics: {{feedback_within: P14D}}\nassessments:\n"
        "  - {id: a, title: A, type: oral-examination, method: case-analysis, rubric: r, assesses: [o], attempts: 2}\n"
        "  - {id: g, title: G, type: oral-examination, method: group-problem-solving, rubric: r, assesses: [o]}\n"
    ),
}
HEAD = (
    'kind: cohort\nid: k\nprogramme: p\nversion: "1"\nperiod: {start: 2026-03-02, end: 2026-05-15}\nassessors: [x, y]\n'
)


def cohort(results: str, head: str = HEAD, **more: str) -> Mapping[str, str]:
    """The files of a workspace with one cohort; ``results`` are lines of YAML."""
    return {**WORLD, "cohorts/k.yaml": f"{head}results:\n{results}", **more}


def result(learner: str, *attempts: str, status: str = "completed") -> str:
    """One learner's entry."""
    lines = "".join(f"\n      - {{{attempt}}}" for attempt in attempts)
    return f"  - learner: {learner}\n    status: {status}\n    assessments:{lines or ' []'}\n"


def rated(assessment: str, *levels: str, more: str = "") -> str:
    """An attempt rated by x, y, … in this order."""
    ratings = ", ".join(f"{{by: {by}, levels: {{c: {level}}}}}" for by, level in zip("xyz", levels, strict=False))
    return f"assessment: {assessment}, ratings: [{ratings}]{more}"


def test_what_proves_an_award_guards_it() -> None:
    guards = {rule.code for rule in ALL if rule.guard}
    assert guards >= GUARDS


def test_only_the_counting_attempt_needs_proof(tmp_path: Path) -> None:
    attempts = rated("a", "bad", more=", attempt: 1"), rated("a", "fair", more=", attempt: 2")
    files = cohort(result("L-1", *attempts))
    assert places(found(tmp_path, files, "MC701")) == [("MC701", 12, "9-75")]


def test_only_the_counting_attempt_needs_a_listed_assessor(tmp_path: Path) -> None:
    other = rated("a", "bad", more=", attempt: 1").replace("by: x", "by: stranger")
    files = cohort(result("L-1", other, rated("a", "fair", more=", attempt: 2")))
    assert found(tmp_path, files, "MC711") == []
    files = cohort(result("L-1", other))
    assert [one.message for one in found(tmp_path, files, "MC711")] == ["«stranger» is no assessor of this cohort"]


@pytest.mark.parametrize(
    ("levels", "agreed", "faulty"),
    [
        (("bad", "good"), "fair", False),
        (("bad", "good"), "good", False),
        (("fair", "fair"), "fair", False),
        (("fair", "fair"), "good", True),
        (("fair", "good"), "bad", True),
        (("fair", "splendid"), "good", False),  # MC706 says that there is no such level
    ],
)
def test_assessors_agree_within_what_they_gave(
    tmp_path: Path, levels: tuple[str, str], agreed: str, faulty: bool
) -> None:
    files = cohort(result("L-1", rated("a", *levels, more=f", agreed: {{c: {agreed}}}")))
    assert bool(found(tmp_path, files, "MC715")) == faulty


@pytest.mark.parametrize(
    ("assessment", "kind", "faulty"),
    [("a", "recording", True), ("g", "recording", False), ("g", "product", False), ("g", "evaluation-form", True)],
)
def test_only_what_a_group_made_together_may_be_shared(
    tmp_path: Path, assessment: str, kind: str, faulty: bool
) -> None:
    evidence = f", evidence: [{{type: {kind}, file: evidence/a.mp4}}]"
    results = [result(one, rated(assessment, "fair", more=evidence)) for one in ("L-1", "L-2")]
    hits = found(tmp_path, cohort("".join(results)), "MC717")
    assert [one.subject for one in hits] == (["L-1", "L-2"] if faulty else [])


def test_the_same_learner_may_use_a_file_twice(tmp_path: Path) -> None:
    evidence = ", evidence: [{type: evaluation-form, file: evidence/a.md}]"
    files = cohort(result("L-1", rated("a", "fair", more=evidence), rated("g", "fair", more=evidence)))
    assert found(tmp_path, files, "MC717") == []


def test_a_copy_under_another_name_is_the_same_document(tmp_path: Path) -> None:
    digests = ("0" * 64, "0" * 64, "1" * 64)
    results = "".join(
        result(
            f"L-{n}", rated("a", "fair", more=f', evidence: [{{type: product, file: e/{n}.md, sha256: "{digest}"}}]')
        )
        for n, digest in enumerate(digests)
    )
    assert [one.subject for one in found(tmp_path, cohort(results), "MC717")] == ["L-0", "L-1"]


def test_another_way_to_write_the_path_is_the_same_document(tmp_path: Path) -> None:
    paths = ("evidence/a.md", "evidence/./b/../a.md")
    evidence = [f", evidence: [{{type: product, file: {path}}}]" for path in paths]
    results = "".join(result(f"L-{n}", rated("a", "fair", more=one)) for n, one in enumerate(evidence))
    assert [one.subject for one in found(tmp_path, cohort(results), "MC717")] == ["L-0", "L-1"]


def test_evidence_of_another_cohorts_learner_is_noticed(tmp_path: Path) -> None:
    evidence = ", evidence: [{type: evaluation-form, file: evidence/a.md}]"
    other = HEAD.replace("id: k", "id: l") + "results:\n" + result("L-2", rated("a", "fair", more=evidence))
    files = cohort(result("L-1", rated("a", "fair", more=evidence)), **{"cohorts/l.yaml": other})
    assert {one.subject for one in found(tmp_path, files, "MC717")} == {"L-1", "L-2"}


@pytest.mark.parametrize(
    ("attempts", "missing"),
    [
        ((), False),
        ((rated("a", "fair"),), False),  # one of two tasks that assess the outcome
        ((rated("a", "fair"), rated("g", "bad")), False),  # nobody is to be awarded
        ((rated("a", "fair"), rated("g", "fair")), True),
        ((rated("a", "fair"), rated("g", "bad", "good")), True),  # not agreed yet
    ],
)
def test_the_quality_review_is_missed_when_somebody_might_be_awarded(
    tmp_path: Path, attempts: tuple[str, ...], missing: bool
) -> None:
    assert bool(found(tmp_path, cohort(result("L-1", *attempts)), "MC709")) == missing


def test_nobody_is_awarded_or_refused_whom_might_award_leaves_out(example: Path) -> None:
    shutil.rmtree(example / "evidence")
    world = World(load(example), TODAY)
    counts: dict[Verdict, int] = {}
    for cohort in world.workspace.cohorts.values():
        programme = world.workspace.programmes[cohort.model.programme].model
        for proof, decision in zip(world.proofs(cohort), decide(world, cohort), strict=True):
            counts[decision.verdict] = counts.get(decision.verdict, 0) + 1
            if decision.verdict is Verdict.REFUSED:
                assert might_award(programme, proof.attempts)
            elif decision.verdict is Verdict.NOT_ACHIEVED:
                assert not might_award(programme, proof.attempts)
    assert counts[Verdict.REFUSED] > 15
    assert counts[Verdict.NOT_ACHIEVED] > 2


def register(root: Path, learner: str, version: str) -> dict[str, str]:
    """A register file with one credential."""
    values = {
        "seq": 1, "prev": "0" * 64, "time": "2026-06-01T00:00:00Z", "event": "issued", "credential": "urn:credential:1",
        "learner": learner, "cohort": "k", "programme": "p", "version": version, "digest": "sha256:1", "commit": "1",
        "decision": "awarded", "files": {}, "seal": "",
    }  # fmt: skip
    return {"register/k.jsonl": json.dumps(values) + "\n"}


def test_an_edition_of_another_version_is_refused_as_a_whole(tmp_path: Path) -> None:
    files = cohort(result("L-1"), HEAD.replace('"1"', '"0"'))
    assert [(one.subject, one.line) for one in found(tmp_path, files, "MC712")] == [("k", 4)]


def test_an_issued_edition_keeps_its_version_and_names_who_might_still_be_awarded(tmp_path: Path) -> None:
    passed = rated("a", "fair"), rated("g", "fair")
    results = [result("L-1", *passed), result("L-2", *passed), result("L-3", rated("a", "bad"))]
    files = cohort("".join(results), HEAD.replace('"1"', '"0"'), **register(tmp_path, "L-1", "0"))
    assert [one.subject for one in found(tmp_path, files, "MC712")] == ["L-2"]


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ("date: 2026-11-10", ""),  # due today
        ("date: 2026-11-09", "Feedback was due on 2026-11-23, and none is recorded"),
        ("date: 2026-05-01, feedback: 2026-05-15", ""),
        ("date: 2026-05-01, feedback: 2026-05-16", "Feedback came after 2026-05-15, when it was due"),
        ("date: 2026-05-01, feedback: 2026-04-30", "Feedback is dated 2026-04-30, before the assessment of 2026-05-01"),
        ("date: 2026-11-20, feedback: 2026-11-25", "Feedback is dated 2026-11-25, which is still to come"),
        ("feedback: 2026-05-01", ""),  # MC719 says that the assessment has no date
    ],
)
def test_feedback_is_measured_by_the_promise(tmp_path: Path, dates: str, message: str) -> None:
    files = cohort(result("L-1", rated("a", "fair", more=f", {dates}")))
    assert [one.message for one in found(tmp_path, files, "MC720")] == ([message] if message else [])


@pytest.mark.parametrize(
    ("day", "faulty"),
    [("2026-03-01", True), ("2026-03-02", False), ("2026-05-29", False), ("2026-05-30", True)],
)
def test_assessment_may_follow_delivery_as_long_as_the_workflow_says(tmp_path: Path, day: str, faulty: bool) -> None:
    settings = "mctool: 1\nlanguages: [en]\nworkflow: {assessment: {unit: Team, within: P14D}}\n"
    files = cohort(result("L-1", rated("a", "fair", more=f", date: {day}")), **{"mctool.yaml": settings})
    assert bool(found(tmp_path, files, "MC718")) == faulty


@pytest.mark.parametrize("comment", ["# was upset all day", "# see the note of Tuesday"])
def test_comments_among_results_are_about_somebody(tmp_path: Path, comment: str) -> None:
    inside = result("L-1", rated("a", "fair") + f"}} {comment}\n      - {{assessment: g")
    assert [one.line for one in found(tmp_path, cohort(inside), "MC611")] == [11]


def test_a_hash_in_quotes_is_no_comment(tmp_path: Path) -> None:
    quoted = rated("a", "fair", more=", evidence: [{type: product, held_by: Moodle, reference: 'part # 1 of two'}]")
    head = HEAD.replace("assessors:", "# a comment above the results\nassessors:")
    assert found(tmp_path, cohort(result("L-1", quoted), head), "MC611") == []


@pytest.mark.parametrize(
    ("learner", "faulty"),
    [("L-7F3A9C21", False), ("s241532", True), ("241532", True), ("anna.kowalska", True), ("learner-01", False)],
)
def test_ids_that_tell_who_are_noticed(tmp_path: Path, learner: str, faulty: bool) -> None:
    assert bool(found(tmp_path, cohort(result(f'"{learner}"')), "MC610")) == faulty


def test_an_id_made_of_the_learners_name_is_noticed(example: Path) -> None:
    names = example.parent / "equini-identities/learners.csv"
    names.write_text("learner,given_name,family_name\nFikcyjna-1,Dobrawa,Fikcyjna\n", encoding="utf-8")
    path = example / "cohorts/inclusive-communication-2026-spring.yaml"
    text = path.read_text("utf-8").replace("learner: L-5DE69A9D", "learner: Fikcyjna-1")
    path.write_text(text, encoding="utf-8")
    rule = next(one for one in ALL if one.code == "MC610")
    world = World(load(example), TODAY)
    hits = list(rule.check(world.workspace.cohorts["inclusive-communication-2026-spring"], world))
    assert [one.message for one in hits] == ["The id looks like a name"]
