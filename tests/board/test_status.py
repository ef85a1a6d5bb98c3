"""``mctool status``: the seven stages through the life of a programme and its cohorts."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.cli.conftest import NOW, SPRING, Ended, Mctool
from tests.gitrepository import commit, edit

COHORT = f"cohorts/{SPRING}.yaml"
PROGRAMME = "programmes/inclusive-communication.yaml"


def stages(ended: Ended, identity: str) -> dict[str, Any]:
    """The stages of one programme or cohort by name."""
    assert ended.code == 0
    (item,) = [one for one in ended.json["items"] if one["id"] == identity]
    return {one["stage"]: one for one in item["stages"]}


def look(mctool: Mctool, workspace: Path, identity: str, now: str = NOW) -> dict[str, Any]:
    return stages(mctool("status", "-C", workspace, "--format", "json", "--now", now), identity)


def test_a_cohort_goes_through_its_stages(mctool: Mctool, workspace: Path) -> None:
    edit(workspace, COHORT, "quality_review: {date: 2026-05-27, by: Quality Office, reference: QO/2026/12}\n", "")
    before = look(mctool, workspace, SPRING, "2026-02-01T10:00:00Z")
    assert [one["state"] for one in before.values()] == ["open", "waiting", "waiting", "waiting"]
    assert before["delivery"]["due"] == "2026-05-15"
    assert [one["due"] for one in before.values()][1:] == ["2026-05-29", "2026-06-12", "2026-06-19"]
    after = look(mctool, workspace, SPRING, "2026-06-20T10:00:00Z")
    assert [one["state"] for one in after.values()] == ["done", "open", "waiting", "waiting"]
    assessment = after["assessment"]
    assert (assessment["unit"], assessment["due"], assessment["overdue"]) == ("Programme team", "2026-05-29", True)
    assert assessment["blocked_by"] == ["1 of 12 learners not assessed in everything"]
    text = (workspace / COHORT).read_text(encoding="utf-8")
    learner = next(one for one in text.split("  - learner: ") if one.startswith(open_learner(mctool, workspace)))
    edit(workspace, COHORT, f"  - learner: {learner}", "")
    reviewing = look(mctool, workspace, SPRING, "2026-06-20T10:00:00Z")
    assert [one["state"] for one in reviewing.values()] == ["done", "done", "open", "waiting"]
    review = reviewing["quality-review"]
    assert (review["unit"], review["due"], review["overdue"]) == ("Quality Office", "2026-05-29", True)
    assert review["blocked_by"] == [f"«quality_review» is not written in {COHORT}"]


def open_learner(mctool: Mctool, workspace: Path) -> str:
    """The learner of the cohort who is not assessed in everything."""
    decisions = mctool("decide", SPRING, "-C", workspace, "--format", "json", "--now", NOW).json["decisions"]
    (learner,) = [one["learner"] for one in decisions if "not assessed" in one["explanation"]]
    return str(learner)


def register_lines(workspace: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (workspace / "register" / f"{SPRING}.jsonl").read_text().splitlines()]


def test_issuing_is_the_last_stage(mctool: Mctool, workspace: Path, real_seal: Path) -> None:
    due = look(mctool, workspace, SPRING)["digital-issuance"]
    assert (due["state"], due["due"], due["overdue"]) == ("open", "2026-06-03", True)
    assert due["blocked_by"] == [f"8 learners to be issued: mctool issue {SPRING}"]
    options = ("-C", workspace, "--yes", "--now", NOW, "--formats", "xml")
    assert mctool("issue", SPRING, *options).code == 0
    issued = look(mctool, workspace, SPRING)["digital-issuance"]
    assert (issued["state"], issued["done"], issued["overdue"]) == ("done", "2026-11-24", False)
    learner = next(line["learner"] for line in register_lines(workspace))
    assert mctool("issue", SPRING, *options, "--seal", real_seal, "--learner", learner).code == 0
    left = look(mctool, workspace, SPRING)["digital-issuance"]
    assert left["blocked_by"] == [f"7 learners to be issued: mctool issue {SPRING}"], "test seals count no longer"
    assert mctool("issue", SPRING, *options, "--seal", real_seal).code == 0
    assert look(mctool, workspace, SPRING)["digital-issuance"] == issued


def test_refused_and_missing_learners_are_counted_and_none_is_named(mctool: Mctool, workspace: Path) -> None:
    for evidence in sorted((workspace / "evidence" / SPRING).glob("L-5DE69A9D-*")):
        evidence.unlink()
    found = mctool("status", "-C", workspace, "--format", "json", "--now", NOW)
    blocked = stages(found, SPRING)["digital-issuance"]["blocked_by"]
    assert blocked[0] == "1 learner refused: MC701 evidence-missing"
    assert "7 learners to be issued" in blocked[1]
    edit(workspace, COHORT, "quality_review: {date: 2026-05-27, by: Quality Office, reference: QO/2026/12}\n", "")
    edit(workspace, COHORT, "learner: L-5DE69A9D\n    status: completed", "learner: L-5DE69A9D\n    assessments: []\n#")
    everything = mctool("status", "-C", workspace, "--now", NOW).out
    assert "L-" not in found.out + everything


def test_a_programme_is_open_until_the_body_has_decided_and_again_after_a_change(
    mctool: Mctool, workspace: Path
) -> None:
    changed = look(mctool, workspace, "inclusive-communication")
    assert [one["state"] for one in changed.values()] == ["done", "done", "done"]
    edit(workspace, PROGRAMME, "hours: 56, ects: 2", "hours: 60, ects: 2")
    open_again = look(mctool, workspace, "inclusive-communication")["outcome-validation"]
    assert (open_again["state"], open_again["since"], open_again["due"]) == ("changed", "2026-11-24", "2026-12-24")
    assert "has changed since Quality Office approved it on 2025-11-19" in open_again["blocked_by"][0]
    commit(workspace, "Change", day="2026-10-01")
    committed = look(mctool, workspace, "inclusive-communication")["outcome-validation"]
    assert (committed["since"], committed["due"], committed["overdue"]) == ("2026-10-01", "2026-10-31", True)
    given = ("inclusive-communication", "--body", "Senate", "--reference", "S/2", "--date", "2026-11-20")
    assert mctool("approve", *given, "-C", workspace, "--now", NOW).code == 0
    approved = look(mctool, workspace, "inclusive-communication")
    assert [one["state"] for one in approved.values()] == ["done", "not recorded", "done"]


def test_a_new_programme_begins_with_its_need(mctool: Mctool, workspace: Path) -> None:
    assert mctool("new", "programme", "fresh", "--from", "bias", "-C", workspace).code == 0
    commit(workspace, "Draft", day="2026-11-10")
    fresh = look(mctool, workspace, "fresh")
    assert [one["state"] for one in fresh.values()] == ["open", "waiting", "waiting"]
    assert (fresh["needs-analysis"]["since"], fresh["needs-analysis"]["due"]) == ("2026-11-10", "2027-02-08")
    text = (workspace / "programmes/fresh.yaml").read_text(encoding="utf-8")
    needs = "needs_analysis: {date: 2026-11-12, reference: N/1}\n"
    (workspace / "programmes/fresh.yaml").write_text(text + needs, encoding="utf-8")
    validation = look(mctool, workspace, "fresh")["outcome-validation"]
    assert (validation["state"], validation["due"]) == ("open", "2026-12-12")
    assert validation["blocked_by"][0].startswith("no decision is recorded: mctool approve fresh --stage outcome-")
    edit(workspace, "outcomes/analyse-decisions-for-bias.yaml", "  behaviour:", "  behaviours:")
    blocked = look(mctool, workspace, "fresh")["outcome-validation"]["blocked_by"]
    assert blocked[0].startswith("outcomes/analyse-decisions-for-bias.yaml:")


def test_errors_block_what_would_be_issued(mctool: Mctool, workspace: Path) -> None:
    edit(workspace, "institution.yaml", "kind: institution", "nmae: x\nkind: institution")
    found = mctool("status", "-C", workspace, "--format", "json", "--now", NOW)
    first = stages(found, SPRING)["digital-issuance"]["blocked_by"][0]
    assert first.startswith("institution.yaml:")
    assert first.endswith(" MC003 unknown-key")


def test_a_broken_file_hides_nothing_else(mctool: Mctool, workspace: Path) -> None:
    (workspace / "programmes/emotional-intelligence.yaml").write_text("kind: programme\nid: [", encoding="utf-8")
    ended = mctool("status", "-C", workspace, "--format", "json", "--now", NOW)
    assert ended.json["unreadable"][0].startswith("programmes/emotional-intelligence.yaml:")
    waiting = stages(ended, "emotional-intelligence-2026-spring")["digital-issuance"]
    assert waiting["blocked_by"][0] == "its programme «emotional-intelligence» is missing or cannot be read"
    assert stages(ended, SPRING)["digital-issuance"]["overdue"]


def test_outside_git_nothing_is_known_of_beginnings(mctool: Mctool, example: Path) -> None:
    edit(example, PROGRAMME, "hours: 56, ects: 2", "hours: 60, ects: 2")
    assert look(mctool, example, "inclusive-communication")["outcome-validation"]["since"] == "2026-11-24"


def test_strict_ends_with_one_when_something_is_overdue(mctool: Mctool, workspace: Path) -> None:
    assert mctool("status", "-C", workspace, "--now", NOW, "--strict").code == 1
    assert mctool("status", "-C", workspace, "--now", "2026-05-28T10:00:00Z", "--strict").code == 0


@pytest.mark.parametrize(("no_colour", "red"), [("", True), ("1", False)])
def test_what_is_overdue_is_red_on_a_terminal(workspace: Path, no_colour: str, red: bool) -> None:
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "160"}
    environment = {key: value for key, value in environment.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    environment |= {"NO_COLOR": no_colour} if no_colour else {}
    command = [str(Path(sys.executable).parent / "mctool"), "status", "-C", str(workspace), "--now", NOW]
    shown, code = pexpect.run(" ".join(command), env=environment, withexitstatus=True, timeout=60)
    (line,) = [one for one in shown.decode().splitlines() if "OVERDUE since 2026-06-03" in one]
    assert code == 0
    assert line.startswith("\x1b[1;31m  ▸ digital-issuance") is red
    assert ("31m" in line) is red


def test_a_pipe_gets_no_colours(mctool: Mctool, workspace: Path) -> None:
    ended = mctool("status", "-C", workspace, "--now", NOW)
    assert "\x1b" not in ended.out
    assert ended.out.endswith("3 programmes, 3 cohorts, 3 at work, 2 overdue\n")
