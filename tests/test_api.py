"""mctool as a library: its public names, what they cost, and the journey from a folder to a verified credential."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import mctool
from mctool import Severity, Verdict
from tests.cli.conftest import laid_out, real_seal, workspace  # noqa: F401 - fixtures

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SPRING = "inclusive-communication-2026-spring"


def test_importing_costs_nothing_and_every_name_is_there() -> None:
    code = "import sys, mctool; print(*sorted(name for name in sys.modules if name.startswith('mctool')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["mctool"]
    for name in mctool.__all__:
        assert getattr(mctool, name) is not None
    assert callable(mctool.check)
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        _ = mctool.lode


def test_a_program_loads_checks_decides_issues_and_verifies(workspace: Path, real_seal: Path) -> None:  # noqa: F811
    world = mctool.load(workspace, now=NOW)
    assert mctool.check(world).active(Severity.ERROR) == ()
    awarded = [one.learner for one in mctool.decide(world, SPRING) if one.verdict.awards]
    outcome = mctool.issue(world, SPRING, now=NOW, formats=("xml", "jsonld"))
    assert [one.learner for one in outcome.issued] == awarded
    assert outcome.failed == {}
    trust = [workspace.parent / "ws-keys" / "seal.pem"]
    for one in outcome.issued:
        assert set(one.files) == {"xml", "jsonld"}
        for file in one.files.values():
            assert mctool.verify(workspace / file, trust=trust, now=NOW).verdict == "valid"
            assert mctool.verify(workspace / file, now=NOW).verdict == "indeterminate"
    real = mctool.issue(world, SPRING, now=NOW, formats=("xml",), seal=real_seal)
    assert [one.learner for one in real.issued] == awarded, "what a test seal sealed was tried out"
    (workspace.parent / "ws-keys" / "seal.p12").unlink()
    again = mctool.issue(mctool.load(workspace, now=NOW), SPRING, now=NOW)  # nobody is left, so nothing is sealed
    assert again.issued == ()
    assert again.participation == outcome.participation != {}


def test_who_is_refused_is_said_with_the_reason(workspace: Path) -> None:  # noqa: F811
    next((workspace / "evidence" / SPRING).glob("*")).write_text("another text")
    decisions = mctool.decide(mctool.load(workspace, now=NOW), SPRING)
    refused = [one for one in decisions if one.verdict is Verdict.REFUSED]
    assert [finding.code for one in refused for finding in one.reasons] == ["MC702"]


def test_what_a_person_can_put_right_is_one_error(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    world = mctool.load(workspace, now=NOW)
    for wrong, words in (
        (lambda: mctool.load(workspace / "outcomes"), "no workspace"),
        (lambda: mctool.load(workspace, now=datetime(2026, 11, 24)), "has no zone"),
        (lambda: mctool.decide(world, "inclusive-communication-2026-sprin"), "did you mean"),
        (lambda: mctool.issue(world, SPRING, formats=()), "at least one"),
        (lambda: mctool.issue(world, SPRING, now=NOW, password="wrong"), "password"),
        (lambda: mctool.verify("x.xml", trust=["nowhere.pem"]), "cannot be read"),
    ):
        with pytest.raises(mctool.MctoolError, match=words):
            wrong()
    monkeypatch.delenv("MCTOOL_SEAL_PASSWORD")
    with pytest.raises(mctool.MctoolError, match="no password for the seal"):
        mctool.issue(world, SPRING, now=NOW)
    rubric = workspace / "rubrics" / "conflict-scenario.yaml"
    rubric.write_text(rubric.read_text().replace("minimum: acceptable\n", "", 1))
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qam", "x"], cwd=workspace,
                   check=True)  # fmt: skip
    with pytest.raises(mctool.MctoolError, match=r"2 errors .* MC502"):
        mctool.issue(mctool.load(workspace, now=NOW), SPRING, now=NOW, password="correct horse")
    assert not (workspace / "issued").exists()
