"""``mctool approve``: shows what is approved and what has changed, asks on a terminal, refuses errors."""

from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Mctool
from tests.gitrepository import commit, edit
from tests.terminal import ended, terminal

ID = "inclusive-communication"
PROGRAMME = f"programmes/{ID}.yaml"
RUBRIC = "rubrics/conflict-scenario.yaml"
GIVEN = ("--body", "Senate", "--reference", "S/9", "--date", "2026-11-20", "--now", NOW)


def test_the_difference_to_what_was_approved_last_is_shown(mctool: Mctool, workspace: Path) -> None:
    edit(workspace, PROGRAMME, "hours: 56, ects: 2", "hours: 60, ects: 2")
    edit(workspace, PROGRAMME, "    attempts: 2\naward", "    attempts: 3\naward")
    edit(workspace, RUBRIC, "en: Conflict scenario", "en: Conflict in a seminar")
    commit(workspace, "Change")  # what was approved is older than the newest commit
    shown = mctool("approve", ID, *GIVEN, "-C", workspace)
    assert shown.code == 0
    assert shown.out.startswith(f"{PROGRAMME}: programme-approval by Senate recorded for version 2026.1 (sha256:")
    for words in (
        f"Inclusive communication in academic teams ({ID}, version 2026.1)",
        "60 hours, 2 ECTS, EQF level 6",
        "- Paraphrase another speaker's point before disagreeing",
        "- Conflict scenario: scenario-simulation, supervised-with-id-verification, 3 criteria, minimum acceptable",
        "Since Senate Committee for Education approved it on 2025-12-10 (SCE/2025/118):",
        f"  programme {ID} › workload › hours\n      - 56\n      + 60",
        "  rubric conflict-scenario › title › en\n",
        "The standard got weaker:\n  - the assessment «scenario»: more attempts: 2 → 3\n",
    ):
        assert words in shown.err
    again = mctool("approve", ID, *GIVEN, "-C", workspace)
    assert "Nothing has changed since Senate approved it on 2026-11-20 (S/9)." in again.err


def test_programs_get_the_difference_as_data(mctool: Mctool, workspace: Path) -> None:
    edit(workspace, PROGRAMME, "hours: 56, ects: 2", "hours: 50, ects: 2")
    given = mctool("approve", ID, *GIVEN, "-C", workspace, "--format", "json").json
    assert given["last"]["reference"] == "SCE/2025/118"
    assert given["since"]["changes"][0] == {
        "where": f"programme {ID} › workload › hours", "before": "56", "after": "50"
    }  # fmt: skip
    assert given["since"]["weaker"][0] == "fewer hours: 56 → 50"
    text = (workspace / PROGRAMME).read_text(encoding="utf-8")
    assert given["digest"] in text
    assert "# Plain words for an employer" in text


@pytest.mark.parametrize("git", [True, False])
def test_what_nobody_remembers_is_said(mctool: Mctool, workspace: Path, example: Path, git: bool) -> None:
    root = workspace if git else example
    edit(root, PROGRAMME, "hours: 56, ects: 2", "hours: 60, ects: 2")
    text = (root / PROGRAMME).read_text(encoding="utf-8")
    digest = text.rpartition('digest: "sha256:')[2][:64]
    edit(root, PROGRAMME, digest, "0" * 64)
    assert "the git history here does not hold what was approved then" in mctool("approve", ID, *GIVEN, "-C", root).err


def test_the_first_approval_of_a_stage_has_nothing_to_compare_with(mctool: Mctool, workspace: Path) -> None:
    shown = mctool("approve", ID, *GIVEN, "--stage", "quality-review", "-C", workspace)
    assert "Nobody has approved it at the stage quality-review before." in shown.err


@pytest.mark.parametrize(
    ("path", "before", "after", "code"),
    [
        (PROGRAMME, "award: {outcomes: all}", "award: {at_least: 0}", "MC4"),
        (RUBRIC, "minimum: acceptable", "minimum: splendid", "MC4"),
        ("outcomes/respond-to-discriminatory-comments.yaml", "layers:", "lairs:", "MC003"),
        ("outcomes/respond-to-discriminatory-comments.yaml", "kind: outcome", "kind: [", "MC001"),
    ],
)
def test_errors_anywhere_in_what_is_approved_are_refused(
    mctool: Mctool, workspace: Path, path: str, before: str, after: str, code: str
) -> None:
    edit(workspace, path, before, after)
    text = (workspace / PROGRAMME).read_text(encoding="utf-8")
    refused = mctool("approve", ID, *GIVEN, "-C", workspace)
    assert refused.code == 1
    assert f" {code}" in refused.out
    assert refused.out.endswith(f"{ID} has errors; nothing was approved\n")
    as_json = mctool("approve", ID, *GIVEN, "-C", workspace, "--format", "json")
    assert (as_json.code, as_json.json["summary"]["error"] > 0) == (1, True)
    assert (workspace / PROGRAMME).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--stage", "programme-aproval"), "did you mean «programme-approval»"),
        (("--body", " "), "an approval names the body"),
        (("--date", "2027-01-01"), "has not come yet"),
        (("--date", "20 May"), "is no date"),
    ],
)
def test_wrong_words_are_refused(mctool: Mctool, workspace: Path, given: tuple[str, ...], words: str) -> None:
    ended = mctool("approve", ID, *GIVEN, *given, "-C", workspace)
    assert ended.code == 2
    assert words in ended.err


@pytest.mark.parametrize(("answer", "code"), [("n", 1), ("", 1), ("y", 0)])
def test_a_terminal_is_asked_before_anything_is_written(workspace: Path, answer: str, code: int) -> None:
    edit(workspace, PROGRAMME, "hours: 56, ects: 2", "hours: 60, ects: 2")
    with terminal("approve", ID, *GIVEN, "-C", workspace) as asked:
        asked.expect_exact("Record that Senate approved this (programme-approval, 2026-11-20)? [y/N]: ")
        assert "+ 60" in asked.before
        asked.sendline(answer)
        shown, ended_with = ended(asked)
    assert ended_with == code
    assert ("recorded for version 2026.1" in shown) is (code == 0)
    assert ("S/9" in (workspace / PROGRAMME).read_text(encoding="utf-8")) is (code == 0)


def test_yes_asks_nothing_on_a_terminal(workspace: Path) -> None:
    with terminal("approve", ID, *GIVEN, "--yes", "-C", workspace) as asked:
        shown, code = ended(asked)
    assert code == 0
    assert "[y/N]" not in shown
