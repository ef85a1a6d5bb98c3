"""``mctool issue`` where somebody sits at a terminal: the preview, the question, the bar, and Ctrl-C."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mctool import register
from mctool.cli.issuing import progress_of
from tests.cli.conftest import NOW, PASSWORD, SPRING, Mctool
from tests.crowd import COHORT, crowd, learner
from tests.terminal import ended, terminal

PREVIEW = f"{SPRING}: 8 to issue with a TEST seal, 0 already issued, 2 not achieved, 2 incomplete, 0 refused"
QUESTION = "Issue? [y/N]: "


def issue(workspace: Path, *more: str | Path) -> tuple[str | Path, ...]:
    return ("issue", SPRING, "-C", workspace, "--formats", "xml", "--now", NOW, *more)


def written(workspace: Path, cohort: str = SPRING) -> int:
    """How many are in the register; as many files are there, and nothing else."""
    entries = register.read(workspace / "register" / f"{cohort}.jsonl").entries
    assert len(list((workspace / "issued").rglob("*.xml"))) == len(entries)
    assert not list((workspace / "issued").rglob("*.part"))
    return len(entries)


def test_who_gets_what_is_counted_before_the_question(mctool: Mctool, workspace: Path) -> None:
    first, second, *_ = [
        one["learner"] for one in mctool(*issue(workspace, "--dry-run", "--format", "json")).json["to_issue"]
    ]
    assert mctool(*issue(workspace, "--yes", "--learner", first)).code == 0
    next((workspace / "evidence" / SPRING).glob(f"{second}-*")).unlink()
    with terminal(*issue(workspace)) as child:
        counts = "6 to issue with a TEST seal, 1 already issued, 2 not achieved, 2 incomplete, 1 refused"
        child.expect_exact(f"{SPRING}: {counts}")
        child.expect_exact(QUESTION)
        assert written(workspace) == 1
        child.sendline("y")
        shown, code = ended(child)
    assert (code, written(workspace)) == (1, 7)
    assert f"refused  {second}" in shown
    assert "6 issued, 1 already issued, 2 not achieved, 2 incomplete, 1 refused" in shown


@pytest.mark.parametrize("answer", ["n\n", "\n", "\x04", "\x03"], ids=["n", "nothing", "Ctrl-D", "Ctrl-C"])
def test_any_answer_but_yes_writes_nothing(workspace: Path, answer: str) -> None:
    with terminal(*issue(workspace)) as child:
        child.expect_exact(QUESTION)
        child.send(answer)
        shown, code = ended(child)
    lines = [line for line in shown.splitlines() if line.strip()]
    assert "mctool: nothing was issued" in lines, "on a line of its own"
    assert "Traceback" not in shown
    assert (code, written(workspace)) == (1, 0)
    assert not (workspace / "register" / f"{SPRING}.jsonl").exists()


def test_yes_is_not_asked_again(workspace: Path) -> None:
    with terminal(*issue(workspace, "--yes")) as child:
        shown, code = ended(child)
    assert PREVIEW in shown
    assert QUESTION not in shown
    assert (code, written(workspace)) == (0, 8)


def test_without_a_terminal_nobody_is_asked(workspace: Path) -> None:
    command = [sys.executable, "-m", "mctool", *map(str, issue(workspace))]
    done = subprocess.run(command, stdin=subprocess.PIPE, capture_output=True, text=True, check=False)
    assert PREVIEW in done.stderr.splitlines()
    assert "Issue?" not in done.stderr + done.stdout
    assert (done.returncode, written(workspace)) == (0, 8)


def test_the_bar_tells_rate_and_time_left_and_ctrl_c_how_to_go_on(
    mctool: Mctool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MCTOOL_SEAL_PASSWORD", PASSWORD)
    size = 300
    workspace = crowd(tmp_path, size, languages="en")
    assert mctool("seal", "new", tmp_path / "ws-keys" / "seal.p12", "-C", workspace, "--now", NOW).code == 0
    again = ("issue", COHORT, "-C", workspace, "--yes", "--formats", "xml", "--now", NOW)
    with terminal(*again) as child:
        child.expect_exact(f"{COHORT}: {size} to issue")
        child.expect(r"Issuing \S+ +[1-9]\d*/300 \d+\.\d/s, 0:0\d:\d\d left")
        child.sendintr()
        child.expect_exact("finishing the batch in hand")
        child.sendintr()
        shown, code = ended(child)
    assert code == 130
    assert "mctool: stopped" in shown
    before = len(register.read(workspace / "register" / f"{COHORT}.jsonl").entries)
    with terminal(*again, "--workers", "2") as child:
        child.expect(r"[1-9]\d*/\d+ \d+\.\d/s, ")
        child.sendintr()
        shown, code = ended(child)
    assert code == 2
    assert "Traceback" not in shown
    done = written(workspace, COHORT)
    assert before < done < size
    assert f"stopped: {size - done} learners are left; run the command again to go on" in shown
    with terminal(*again) as child:
        shown, code = ended(child)
    assert (code, written(workspace, COHORT)) == (0, size)
    assert re.search(rf"{size - done}/{size - done} \d+\.\d/s, 0:00:00 left", shown)
    entries = register.read(workspace / "register" / f"{COHORT}.jsonl").entries
    assert [one.learner for one in entries] == [learner(number) for number in range(size)]
    listed = [line for line in shown.splitlines() if line.startswith("issued ")]
    if size - done > 50:
        assert listed[-1].strip() == f"issued   {size - done - 50} more, in issued/TEST-{COHORT}"


def test_elsewhere_a_line_for_each_thousand(capfd: pytest.CaptureFixture[str]) -> None:
    with progress_of(2500) as tell:
        for done in range(1, 2501):
            tell(done)
    assert capfd.readouterr().err.splitlines() == ["1000 of 2500 done", "2000 of 2500 done"]
