"""``mctool validate --fix`` and ``--diff``."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Ended, Mctool

FEEDBACK = "outcomes/formulate-feedback-on-behaviour.yaml"
PROGRAMME = "programmes/inclusive-communication.yaml"


@pytest.fixture
def misspelt(workspace: Path) -> Path:
    """The example with a label that ESCO words otherwise, and a coded value in capitals."""
    change(workspace / FEEDBACK, "label: give constructive feedback", "label: give feedback")
    change(workspace / PROGRAMME, "participation: blended", "participation: 'Blended'   # as agreed")
    return workspace


def change(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yaml")}


def validate(mctool: Mctool, workspace: Path, *more: str | Path) -> Ended:
    return mctool("validate", "-C", workspace, "--now", NOW, *more)


def test_fix_restores_what_was_approved(mctool: Mctool, misspelt: Path) -> None:
    ended = validate(mctool, misspelt)
    assert ended.code == 1
    assert ended.out.endswith("\n2 of them can be corrected with --fix, which --diff shows\n")
    ended = validate(mctool, misspelt, "--fix")
    assert ended.code == 0
    assert f"fixed {FEEDBACK}:20 MC304 «give feedback» → «give constructive feedback»" in ended.err
    assert "editors now know the schema of 30 files" in ended.err
    assert "mctool: 32 fixed in 30 files, 0 left" in ended.err
    assert "no findings" in ended.out
    assert "participation: 'blended'   # as agreed\n" in (misspelt / PROGRAMME).read_text(encoding="utf-8")
    once = contents(misspelt)
    again = validate(mctool, misspelt, "--fix")
    assert "0 fixed in 0 files, 0 left" in again.err
    assert contents(misspelt) == once


def test_diff_writes_nothing_and_git_applies_it(mctool: Mctool, misspelt: Path) -> None:
    change(misspelt / FEEDBACK, "\n", "\r\n")
    (misspelt / "outcomes" / 'a "b" c.yaml').write_text("kind: Outcome\nid: a", encoding="utf-8")
    (misspelt / "outcomes" / "a\n+++ b.yaml").write_text("kind: Outcome", encoding="utf-8")
    before = contents(misspelt)
    shown = validate(mctool, misspelt, "--diff")
    assert shown.code == 1
    assert contents(misspelt) == before
    assert "36 corrections in 32 files with --fix; nothing was written" in shown.err
    assert validate(mctool, misspelt, "--fix", "--diff").out == shown.out
    validate(mctool, misspelt, "--fix")
    fixed = contents(misspelt)
    for name, content in before.items():
        (misspelt / name).write_bytes(content)
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(command, cwd=misspelt, input=shown.out.encode(), check=True)
    assert contents(misspelt) == fixed
    clean = validate(mctool, misspelt, "--diff")
    assert (clean.code, clean.out) == (0, "")


def test_only_what_was_asked_for_is_touched(mctool: Mctool, misspelt: Path) -> None:
    before = contents(misspelt)
    ended = validate(mctool, misspelt, "--fix", "--select", "MC304", FEEDBACK, "--format", "json")
    assert ended.json["fixed"] == [
        {
            "path": FEEDBACK,
            "line": 20,
            "code": "MC304",
            "before": "give feedback",
            "after": "give constructive feedback",
        }
    ]
    assert {name for name, content in contents(misspelt).items() if content != before[name]} == {FEEDBACK}
    assert validate(mctool, misspelt, "--fix", "--ignore", "MC004").code == 0
    assert b"'Blended'" in (misspelt / PROGRAMME).read_bytes()


def test_what_an_approval_stands_for_is_left_and_said(mctool: Mctool, misspelt: Path) -> None:
    """A wrong label that the body saw and approved: to correct it is to ask for approval again."""
    programme = "emotional-intelligence"
    approve = ("approve", programme, "-C", misspelt, "--body", "Senate Committee", "--reference", "SC/9", "--now", NOW)
    change(misspelt / PROGRAMME, "'Blended'", "blended")
    assert mctool(*approve).code == 0
    before = contents(misspelt)
    for option in ("--fix", "--diff"):
        ended = validate(mctool, misspelt, option, "--select", "MC3")
        assert f"left {FEEDBACK}:20 MC304 «give feedback»" in ended.err
        assert "approved as it is (SC/9)" in ended.err
    assert contents(misspelt) == before


def test_a_link_stays_a_link_and_a_mode_a_mode(mctool: Mctool, misspelt: Path) -> None:
    real = misspelt / "shared" / "feedback.txt"
    real.parent.mkdir()
    (misspelt / FEEDBACK).rename(real)
    real.chmod(0o640)
    (misspelt / FEEDBACK).symlink_to(real)
    validate(mctool, misspelt, "--fix")
    assert (misspelt / FEEDBACK).is_symlink()
    assert b"give constructive feedback" in real.read_bytes()
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--diff", "--format", "json"), "--diff has a form of its own"),
        (("--fix", "--write-baseline", "b.json"), "run --fix before it"),
        (("--watch", "--diff"), "--watch goes with"),
        (("--statistics", "--format", "sarif"), "--statistics goes with"),
        (("--write-baseline",), "--write-baseline FILE"),
    ],
)
def test_options_that_contradict_each_other_end_in_one_line(
    mctool: Mctool, workspace: Path, options: tuple[str, ...], words: str
) -> None:
    ended = validate(mctool, workspace, *options)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
