"""What ``mctool validate`` shows to people: colours where they look, waived findings when asked."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Ended, Mctool

WRONG = "kind: outcome\nid: wrong\nstatement: {en: 'Understand it', pl: Rozumie}\ntype: skill\n"
WAIVERS = (
    "kind: waivers\nid: waivers\nwaivers:\n  - {rule: MC203, in: outcomes/wrong.yaml, "
    "reason: agreed for a year, approved_by: Quality Office, expires: 2027-01-01}\n"
)


@pytest.fixture
def faulty(workspace: Path) -> Path:
    (workspace / "outcomes" / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    return workspace


def validate(mctool: Mctool, workspace: Path, *more: str | Path) -> Ended:
    return mctool("validate", "-C", workspace, "--now", NOW, *more)


def on_a_terminal(workspace: Path, columns: int, *more: str, **environment: str) -> str:
    """What the command prints where its output is a terminal with so many columns."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    options = ("-C", str(workspace), "--now", NOW, *(more or ("--select", "MC203")))
    process = subprocess.Popen(
        [sys.executable, "-m", "mctool", "validate", *options],
        stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL,
        env={**kept, "TERM": "xterm", "COLUMNS": str(columns), **environment},
    )  # fmt: skip
    os.close(theirs)
    printed = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        printed += part
    os.close(ours)
    assert process.wait(timeout=20) == 1
    return printed.decode()


def test_colours_are_for_terminals_and_can_be_refused(mctool: Mctool, faulty: Path) -> None:
    shown = on_a_terminal(faulty, 100)
    assert "\x1b[1;31merror\x1b[0m outcome-verb-not-measurable" in shown
    assert "\x1b[1;31m      |                  ^^^^^^^^^^\x1b[0m" in shown
    for refused in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = on_a_terminal(faulty, 100, **refused)
        assert "\x1b" not in plain
        assert "^^^^^^^^^^" in plain
    assert "\x1b" not in validate(mctool, faulty, "--select", "MC203").out


def test_a_diff_is_coloured_as_git_does(faulty: Path) -> None:
    shown = on_a_terminal(faulty, 100, "--diff", "outcomes/wrong.yaml")
    lines = shown.replace("\r\n", "\n").split("\n")
    assert lines[1:3] == ["--- a/outcomes/wrong.yaml", "+++ b/outcomes/wrong.yaml"]
    assert lines[3].startswith("\x1b[36m@@ ")
    assert lines[4].startswith("\x1b[32m+# yaml-language-server: ")


def test_a_narrow_window_gets_a_shorter_excerpt(faulty: Path) -> None:
    (faulty / "outcomes" / "wrong.yaml").write_text(WRONG.replace("it", "the words " * 30), encoding="utf-8")
    excerpts = [line for line in on_a_terminal(faulty, 50, NO_COLOR="1").splitlines() if " | " in line]
    assert excerpts
    assert max(map(len, excerpts)) <= 50


def test_waived_findings_are_counted_and_shown_when_asked(mctool: Mctool, faulty: Path) -> None:
    (faulty / "waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    ended = validate(mctool, faulty, "--select", "MC203")
    assert (ended.code, ended.out) == (0, "32 files checked: no findings, 2 waived\n")
    ended = validate(mctool, faulty, "--select", "MC203", "--show-waived")
    assert ended.code == 0
    assert "outcomes/wrong.yaml:3:18 MC203 error" in ended.out
    assert "  Waived until 2027-01-01 by Quality Office: agreed for a year\n" in ended.out


@pytest.mark.parametrize("given", [("--select", ""), ("--select", " , "), ("--ignore", ""), ("--ignore", "M")])
def test_a_choice_of_nothing_is_an_error(mctool: Mctool, workspace: Path, given: tuple[str, str]) -> None:
    ended = validate(mctool, workspace, *given)
    assert (ended.code, ended.out) == (2, "")
    assert "rule" in ended.err


def test_a_baseline_may_be_named_once(mctool: Mctool, faulty: Path, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    for options in (("--baseline", path, "--write-baseline"), ("--write-baseline", "--baseline", path)):
        assert validate(mctool, faulty, *options).code == 0
        assert validate(mctool, faulty, "--baseline", path).code == 0
        path.unlink()
    assert validate(mctool, faulty, "--write-baseline", path).code == 0
    assert path.exists()


def test_a_reader_that_goes_away_is_no_error(faulty: Path) -> None:
    command = f"{sys.executable} -m mctool validate -C {faulty} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
