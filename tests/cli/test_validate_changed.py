"""``mctool validate --changed``: what differs from a revision, and what depends on it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mctool.affected import affected
from mctool.workspace import load
from tests.cli.conftest import NOW, Ended, Mctool

CUES = "outcomes/describe-emotional-cues.yaml"
CUES_RUBRIC = "rubrics/emotional-cues-analysis.yaml"
EI = "programmes/emotional-intelligence.yaml"
EI_SPRING = "cohorts/emotional-intelligence-2026-spring.yaml"
IC = "programmes/inclusive-communication.yaml"
IC_AUTUMN = "cohorts/inclusive-communication-2026-autumn.yaml"
IC_SPRING = "cohorts/inclusive-communication-2026-spring.yaml"


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=T", "-c", "user.email=t@localhost")
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def validate(mctool: Mctool, workspace: Path, *more: str | Path) -> Ended:
    return mctool("validate", "-C", workspace, "--now", NOW, *more)


def nothing(path: str) -> None:
    """No file was there before."""


def before_in(workspace: Path) -> Callable[[str], bytes | None]:
    then = {path.relative_to(workspace).as_posix(): path.read_bytes() for path in workspace.rglob("*.yaml")}
    return then.get


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (CUES, {CUES, CUES_RUBRIC, EI, EI_SPRING}),
        (CUES_RUBRIC, {CUES_RUBRIC, EI, EI_SPRING}),
        (EI, {EI, EI_SPRING}),
        (EI_SPRING, {EI_SPRING}),
        (IC, {IC, IC_AUTUMN, IC_SPRING}),
        ("cohorts/inclusive-communication-2026-autumn.csv", {IC_AUTUMN}),
        ("register/inclusive-communication-2026-spring.jsonl", {IC_SPRING}),
        ("assets/logo.svg", {"institution.yaml"}),
        ("notes.txt", set()),
    ],
)
def test_what_depends_on_a_file(example: Path, changed: str, expected: set[str]) -> None:
    assert affected(load(example), {changed}, nothing) == {changed, *expected}


@pytest.mark.parametrize("changed", ["mctool.yaml", "institution.yaml", "verbs.yaml"])
def test_everything_depends_on_what_is_the_institutions(example: Path, changed: str) -> None:
    assert affected(load(example), {changed}, nothing) is None
    before = before_in(example)
    if changed != "mctool.yaml":
        (example / changed).unlink()
        assert affected(load(example), {changed}, before) is None


def test_a_cohort_depends_on_its_evidence(example: Path) -> None:
    [named] = {
        item.file
        for result in load(example).cohorts["inclusive-communication-2026-spring"].model.results[:1]
        for attempt in result.assessments[:1]
        for item in attempt.evidence[:1]
        if item.file is not None
    }
    assert affected(load(example), {named}, nothing) == {named, IC_SPRING}


def test_a_file_that_is_gone_or_broken_still_has_dependants(example: Path) -> None:
    (example / CUES).write_text("kind: outcome\nid: [\n", encoding="utf-8")
    assert affected(load(example), {CUES}, nothing) == {CUES, CUES_RUBRIC, EI, EI_SPRING}
    (example / CUES).unlink()
    assert affected(load(example), {CUES}, nothing) == {CUES, CUES_RUBRIC, EI, EI_SPRING}


def test_an_outcome_that_is_named_no_longer_is_looked_at(mctool: Mctool, workspace: Path) -> None:
    text = (workspace / EI).read_text(encoding="utf-8")
    assert text.count("describe-emotional-cues") > 1
    (workspace / EI).write_text(
        text.replace("describe-emotional-cues", "moderate-meetings-for-every-voice"), encoding="utf-8"
    )
    found = validate(mctool, workspace, "--changed", "--format", "json").json["findings"]
    assert CUES in {one["path"] for one in found if one["name"] == "outcome-unused"}


def test_only_the_findings_of_changed_files_are_told(mctool: Mctool, workspace: Path) -> None:
    old = "outcomes/old.yaml"
    (workspace / old).write_text("kind: outcome\nid: old\nstatement: Understand all\ntype: skill\n", encoding="utf-8")
    git(workspace, "add", ".")
    git(workspace, "commit", "-qm", "an outcome with faults")
    ended = validate(mctool, workspace, "--changed")
    assert (ended.code, ended.out) == (0, "0 of 31 files checked: no findings\n")
    assert "nothing was checked: no file has changed since HEAD" in ended.err
    fresh = "outcomes/fresh über.yaml"
    (workspace / fresh).write_text("kind: outcome\nid: x\nstatement: Understand all\ntype: skill\n", encoding="utf-8")
    for how in (("--changed",), ("--changed", "HEAD"), ("--changed=HEAD",), ("--changed", "--strict")):
        ended = validate(mctool, workspace, "--format", "json", *how)
        assert (ended.code, ended.json["files"]) == (1, 1)
        assert {one["path"] for one in ended.json["findings"]} == {fresh}
    git(workspace, "add", ".")
    git(workspace, "commit", "-qm", "another")
    paths = {
        one["path"] for one in validate(mctool, workspace, "--format", "json", "--changed", "HEAD~2").json["findings"]
    }
    assert paths == {fresh, old}
    assert validate(mctool, workspace, "--changed", "HEAD~2", "outcomes/old.yaml").code == 1
    ended = validate(mctool, workspace, "--changed", "HEAD~2", "rubrics")
    assert (ended.code, ended.err) == (0, "mctool: nothing was checked: none of these files has changed since HEAD~2\n")


def test_changes_of_the_other_branch_are_not_ours(mctool: Mctool, workspace: Path) -> None:
    git(workspace, "branch", "-q", "feature")
    (workspace / CUES).write_text("kind: outcome\nid: other\n", encoding="utf-8")
    git(workspace, "commit", "-qam", "on main")
    git(workspace, "switch", "-q", "feature")
    ended = validate(mctool, workspace, "--changed", "main", "--format", "json")
    assert ended.json["files"] == 0


def test_no_revision_or_repository_is_said_in_one_line(mctool: Mctool, workspace: Path, example: Path) -> None:
    for given in ("nonsense", "outcomes", "--upload-pack=x", "HEAD:mctool.yaml", ""):
        ended = validate(mctool, workspace, f"--changed={given}")
        assert ended.code == 2
        assert f"«{given}» is no revision" in ended.err
    ended = validate(mctool, example, "--changed")
    assert ended.code == 2
    assert "git repository" in ended.err
