"""Runs with a test seal try things out: they stand in nobody's way, and nothing that they made counts as issued."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, SEALED, SPRING, Mctool

OPTIONS = ("--yes", "--formats", "xml", "--format", "json", "--now", NOW)


@pytest.fixture
def tried(mctool: Mctool, workspace: Path) -> list[dict]:
    """What a run with the test seal issued."""
    ended = mctool("issue", SPRING, "-C", workspace, *OPTIONS)
    assert f"{SPRING}: 8 to issue with a TEST seal, 0 already issued" in ended.err
    return ended.json["issued"]


def issue(mctool: Mctool, workspace: Path, *more: str | Path) -> dict:
    ended = mctool("issue", SPRING, "-C", workspace, *OPTIONS, *more)
    assert ended.code == 0, ended.err
    return ended.json


def lines(workspace: Path) -> list[dict]:
    return [json.loads(line) for line in (workspace / "register" / f"{SPRING}.jsonl").read_text().splitlines()]


def test_the_real_run_issues_to_those_who_were_tried_on(
    mctool: Mctool, workspace: Path, tried: list[dict], real_seal: Path
) -> None:
    again = issue(mctool, workspace)
    assert (again["issued"], len(again["already_issued"])) == ([], 8), "a second trial makes nothing twice"
    real = issue(mctool, workspace, "--seal", real_seal)
    assert [one["learner"] for one in real["issued"]] == [one["learner"] for one in tried]
    assert real["already_issued"] == []
    assert [line.get("test") for line in lines(workspace)] == [True] * 8 + [None] * 8
    for seal in ((), ("--seal", real_seal)):
        later = issue(mctool, workspace, *seal)
        assert (later["issued"], len(later["already_issued"])) == ([], 8)
    assert len(list((workspace / "issued" / SPRING).glob("*.xml"))) == 8
    assert len(list((workspace / "issued" / SEALED).glob("*.xml"))) == 8
    assert mctool("validate", "-C", workspace, "--select", "MC9", "--now", NOW).code == 0


def test_a_revoked_trial_stands_in_nobody_s_way(
    mctool: Mctool, workspace: Path, tried: list[dict], real_seal: Path
) -> None:
    credential = tried[0]["credential"]
    assert mctool("revoke", credential, "--reason", "trying out", "-C", workspace, "--now", NOW).code == 0
    assert lines(workspace)[-1]["test"] is True
    assert issue(mctool, workspace)["revoked"] == [tried[0]["learner"]]
    real = issue(mctool, workspace, "--seal", real_seal)
    assert (len(real["issued"]), real["revoked"]) == (8, [])


def test_a_trial_binds_no_version_of_the_programme(
    mctool: Mctool, workspace: Path, tried: list[dict], real_seal: Path
) -> None:
    programme = workspace / "programmes" / "inclusive-communication.yaml"
    text = programme.read_text()

    def faults() -> str:
        programme.write_text(text.replace("attempts: 2", "attempts: 3"))
        told = mctool("validate", "-C", workspace, "--select", "MC902", "--now", NOW).out
        programme.write_text(text)
        return told

    assert "MC902" not in faults()
    issue(mctool, workspace, "--seal", real_seal)
    assert "MC902" in faults()


def test_lists_and_exports_leave_trials_out_once_somebody_was_issued_to(
    mctool: Mctool, workspace: Path, tried: list[dict], real_seal: Path
) -> None:
    def told() -> tuple[set[str], set[str]]:
        listed, table = workspace.parent / "list.json", workspace.parent / "table.csv"
        assert mctool("statuslist", "-C", workspace, "-o", listed, "--now", NOW).code == 0
        table.unlink(missing_ok=True)
        assert mctool("export", SPRING, "-C", workspace, "-o", table, "--now", NOW).code == 0
        with table.open(encoding="utf-8-sig", newline="") as file:
            exported = {row["credential"] for row in csv.DictReader(file)}
        document = json.loads(json.loads(listed.read_text())["payload"])
        return {one["credential"] for one in document["credentials"]}, exported

    assert told() == ({one["credential"] for one in tried},) * 2
    real = {one["credential"] for one in issue(mctool, workspace, "--seal", real_seal)["issued"]}
    assert told() == (real, real)


def test_verifying_says_that_it_was_a_test_seal(mctool: Mctool, workspace: Path, tried: list[dict]) -> None:
    file = workspace / tried[0]["files"]["xml"]
    ended = mctool("verify", file, "--register", "-C", workspace, "--now", NOW, "--format", "json")
    details = {one["name"]: one["detail"] for one in ended.json["files"][0]["checks"]}
    expected = f"issued on {NOW[:10]} with these bytes, and not revoked; the seal was a test seal"
    assert details["register"] == expected
