"""``mctool evidence``: what is recorded, what is refused, and that a changed file shows."""

import hashlib
import json
import time
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from mctool.cli import evidence as commands
from mctool.errors import MctoolError
from mctool.evidence import check
from mctool.models import Cohort
from mctool.workspace import load

SPRING = "inclusive-communication-2026-spring"
AUTUMN = "inclusive-communication-2026-autumn"


def run(workspace: Path, *words: str | Path) -> Result:
    app = typer.Typer()
    commands.register(app)
    return CliRunner().invoke(app, ["evidence", *map(str, words), "-C", str(workspace)])


def first(workspace: Path, cohort: str) -> str:
    return load(workspace).cohorts[cohort].model.results[0].learner


@pytest.mark.parametrize("cohort", [SPRING, AUTUMN])
def test_evidence_is_added_once_with_its_digest(example: Path, cohort: str) -> None:
    learner = first(example, cohort)
    folder = example / "evidence" / "more"
    folder.mkdir()
    (folder / f"{learner}-scenario.txt").write_text("form")
    words = ("add", folder, "--cohort", cohort, "--pattern", "{learner}-{assessment}.txt")
    before = load(example).cohorts[cohort].model
    assert "1 piece of evidence added" in run(example, *words).stdout
    again = run(example, *words)
    assert "0 pieces of evidence added" in again.stdout
    after = load(example)
    assert [one for one in after.faults if cohort in one.path] == []
    model = after.cohorts[cohort].model
    attempt = next(one for one in model.results[0].assessments if one.assessment == "scenario")
    added = attempt.evidence[-1]
    assert added.file == f"evidence/more/{learner}-scenario.txt"
    assert added.sha256 == hashlib.sha256(b"form").hexdigest()
    assert [one.learner for one in model.results] == [one.learner for one in before.results]
    assert run(example, "check", cohort).exit_code == 0
    (folder / f"{learner}-scenario.txt").write_text("changed")
    ended = run(example, "check", cohort, "--format", "json")
    assert ended.exit_code == 1
    assert [one["reason"] for one in json.loads(ended.stdout)["differences"]] == ["the file is not the one recorded"]


def test_evidence_outside_the_workspace_goes_by_reference(example: Path, tmp_path: Path) -> None:
    file = tmp_path / "recording.mp4"
    file.write_bytes(b"video")
    words = ("add", file, "--cohort", SPRING, "--learner", first(example, SPRING), "--assessment", "scenario")
    assert "outside the workspace" in str(run(example, *words).exception)
    assert run(example, *words, "--held-by", "Moodle", "--type", "recording").exit_code == 0
    added = load(example).cohorts[SPRING].model.results[0].assessments[2].evidence[-1]
    assert (added.file, added.held_by, added.reference) == (None, "Moodle", "recording.mp4")


def test_a_folder_for_each_learner_is_taken_by_its_paths(example: Path) -> None:
    learner = first(example, SPRING)
    (example / "evidence" / "zip" / learner).mkdir(parents=True)
    (example / "evidence" / "zip" / learner / "scenario form.pdf").write_bytes(b"form")
    words = ("add", example / "evidence" / "zip", "--cohort", SPRING, "--pattern", "{learner}/{assessment} *.pdf")
    assert "1 piece of evidence added" in run(example, *words).stdout
    added = load(example).cohorts[SPRING].model.results[0].assessments[2].evidence[-1]
    assert added.file == f"evidence/zip/{learner}/scenario form.pdf"
    (example / "evidence" / "zip" / "readme.pdf").write_bytes(b"x")
    assert "does not fit the pattern" in str(run(example, *words).exception)


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--learner", "L-00", "--assessment", "scenario"), "no attempt 1"),
     (("--pattern", "{assessment}.md"), "{learner} once"), (("--assessment", "scenario"), "whose evidence")],
)  # fmt: skip
def test_what_names_nobody_is_refused(example: Path, words: tuple[str, ...], said: str) -> None:
    before = (example / "cohorts" / f"{SPRING}.yaml").read_bytes()
    target = example / "README.md" if "--pattern" not in words else example
    ended = run(example, "add", target, "--cohort", SPRING, *words)
    assert isinstance(ended.exception, MctoolError)
    assert said in str(ended.exception)
    assert (example / "cohorts" / f"{SPRING}.yaml").read_bytes() == before


def _seconds(folder: Path, count: int) -> float:
    results = []
    for at in range(count):
        (folder / f"{at}").write_bytes(b"x")
        piece = {"type": "product", "file": f"{at}", "sha256": hashlib.sha256(b"x").hexdigest()}
        results.append({"learner": f"L-{at:08X}", "assessments": [{"assessment": "a", "evidence": [piece]}]})
    period = {"start": "2026-01-01", "end": "2026-01-02"}
    cohort = Cohort.model_validate(
        {"kind": "cohort", "id": "c", "programme": "p", "version": "1", "period": period, "results": results}
    )
    start = time.process_time()
    assert list(check(folder, [cohort])) == []
    return time.process_time() - start


def test_checking_takes_time_in_proportion(tmp_path: Path) -> None:
    for name in ("few", "many"):
        (tmp_path / name).mkdir()
    few, many = _seconds(tmp_path / "few", 500), _seconds(tmp_path / "many", 4000)
    assert many < 8 * few * 3
