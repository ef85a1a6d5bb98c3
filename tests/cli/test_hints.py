"""Whoever names what is not there, or nothing, is told what there is or where to look."""

from pathlib import Path

import pytest

from tests.cli.conftest import NOW, SPRING, Mctool
from tests.scaffold.talking import stopped
from tests.terminal import ended, terminal

COHORTS = "emotional-intelligence-2026-spring, inclusive-communication-2026-autumn, inclusive-communication-2026-spring"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("issue",), f"There are: {COHORTS}\n"),
        (("decide",), f"There are: {COHORTS}\n"),
        (("log",), "There are: emotional-intelligence, inclusive-communication, non-discrimination-in-teaching\n"),
        (("decide", "x"), "mctool status shows every cohort there is"),
        (("approve", "x", "--body", "S", "--reference", "R"), "mctool status shows every programme there is"),
        (("decide", "inclusive-communication-2026-sprin"), "did you mean «inclusive-communication-2026-spring»"),
        (
            ("approve", "inclusive-communication", "--body", "S", "--reference", "R", "--stage", "foo"),
            "the stages are programme-approval, needs-analysis, outcome-validation, delivery",
        ),
    ],
)
def test_the_way_on_is_told(mctool: Mctool, workspace: Path, arguments: tuple[str, ...], words: str) -> None:
    asked = mctool(*arguments, "-C", workspace)
    assert asked.code == 2
    assert words in asked.err


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("explain", "mctool explain alone lists the rules\n"),
        ("vocabulary", "mctool vocabulary alone names the lists\n"),
        ("schema", "there are settings, institution, outcome, rubric, programme, cohort, mapping, waivers, verbs\n"),
    ],
)
def test_who_names_no_rule_list_or_kind_learns_which_there_are(mctool: Mctool, command: str, words: str) -> None:
    asked = mctool(command, "QQQQQ")
    assert (asked.code, asked.err.rpartition("; ")[2]) == (2, words)


def test_a_certificate_that_the_settings_only_promise_is_asked_for(mctool: Mctool, tmp_path: Path) -> None:
    mctool("init", tmp_path / "ws", "--name", "U", "--country", "POL", "--language", "en")
    asked = mctool("verify", tmp_path / "ws/mctool.yaml", "-C", tmp_path / "ws")
    assert asked.code == 2
    assert "«trust» in mctool.yaml names ../ws-keys/seal.pem, which is not there; name one with --trust" in asked.err


def test_an_argument_that_is_no_id_of_the_workspace_brings_no_offers(mctool: Mctool, tmp_path: Path) -> None:
    assert "There are" not in mctool("issue", "-C", tmp_path).err
    assert "There are" not in mctool("verify").err


def test_an_empty_workspace_says_where_it_begins(mctool: Mctool, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    mctool("init", folder, "--name", "U", "--country", "POL", "--language", "en")
    found = mctool("status", "-C", folder)
    assert found.code == 0
    assert found.err == "Nothing is here yet; it begins with: mctool new programme\n"


def test_a_page_that_fills_a_terminal_says_how_it_becomes_a_file(mctool: Mctool, workspace: Path) -> None:
    with terminal("report", "risk", "-C", workspace) as shown:
        words, code = ended(shown)
    assert code == 0
    assert words.rstrip().endswith("-o risk.html makes it a file; --format md reads better here")
    assert mctool("report", "risk", "-C", workspace).err == ""


def test_keys_that_are_no_text_are_no_answer(tmp_path: Path) -> None:
    with terminal("init", tmp_path / "ws") as asked:
        asked.expect_exact("The institution's name: ")
        asked.sendline("Red \x16\x1b[31m University")  # Ctrl-V takes the next key as it is
        asked.expect_exact("error: these keys are no text")
        asked.expect_exact("The institution's name: ")
        code = stopped(asked, "c")[1]
    assert code == 130
    assert not (tmp_path / "ws").exists()


def test_a_home_folder_is_understood_where_no_shell_reads_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with terminal("init") as asked:
        asked.expect_exact("The folder to make")
        asked.sendline("~/ws")
        for question, answer in (("name", "U"), ("country", "pl"), ("Languages", "en")):
            asked.expect_exact(question)
            asked.sendline(answer)
        assert ended(asked)[1] == 0
    assert (tmp_path / "ws/mctool.yaml").is_file()


def test_who_issued_hears_of_the_register(mctool: Mctool, workspace: Path) -> None:
    arguments = (SPRING, "-C", workspace, "--yes", "--formats", "xml", "--learner", "L-5DE69A9D", "--now", NOW)
    told = f"Commit register/{SPRING}.jsonl: it keeps what was issued\n"
    assert told not in mctool("issue", *arguments, "--unsealed").err
    assert mctool("issue", *arguments).err.endswith(told)
    assert told not in mctool("issue", *arguments).err, "nothing was issued again"
