"""``mctool validate``: choosing rules, baselines, and the forms that other programs read."""

import json
from pathlib import Path

import pytest
from lxml import etree

from tests.cli.conftest import NOW, Mctool

WRONG = "kind: outcome\nid: wrong\nstatement: {en: 'Understand 100% of: x, y', pl: Rozumie wszystko}\ntype: skill\n"


@pytest.fixture
def faulty(workspace: Path) -> Path:
    (workspace / "outcomes" / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    return workspace


def validate(mctool: Mctool, workspace: Path, *more: str | Path) -> tuple[int, str]:
    ended = mctool("validate", "-C", workspace, "--now", NOW, *more)
    assert ended.err == ""
    return ended.code, ended.out


def test_rules_are_chosen_by_prefix(mctool: Mctool, faulty: Path) -> None:
    code, out = validate(mctool, faulty, "--select", "MC2", "--format", "json")
    codes = {one["code"] for one in json.loads(out)["findings"]}
    assert code == 1
    assert codes
    assert all(one.startswith("MC2") for one in codes)
    code, out = validate(mctool, faulty, "--select", "MC2", "--ignore", "MC201,MC203", "--format", "json")
    assert not {one["code"] for one in json.loads(out)["findings"]} & {"MC201", "MC203"}
    for given, words in ((("--select", "XX"), "no rule's code"), (("--select", "MC2", "--ignore", "MC"), "no rule")):
        ended = mctool("validate", "-C", faulty, *given)
        assert ended.code == 2
        assert words in ended.err


def test_a_baseline_hides_what_was_there_and_nothing_new(mctool: Mctool, faulty: Path, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert validate(mctool, faulty, "--write-baseline", path)[0] == 0
    file = faulty / "outcomes" / "wrong.yaml"
    file.write_text("# moved down\n\n" + WRONG, encoding="utf-8")
    assert validate(mctool, faulty, "--baseline", path)[0] == 0
    (faulty / "outcomes" / "worse.yaml").write_text(WRONG.replace("id: wrong", "id: worse"), encoding="utf-8")
    code, out = validate(mctool, faulty, "--baseline", path, "--format", "json")
    assert code == 1
    assert "outcomes/wrong.yaml" not in {one["path"] for one in json.loads(out)["findings"] if one["code"] == "MC203"}
    assert mctool("validate", "-C", faulty, "--baseline", faulty / "mctool.yaml").code == 2


def test_sarif_names_every_rule_and_place(mctool: Mctool, faulty: Path) -> None:
    code, out = validate(mctool, faulty, "--format", "sarif")
    log = json.loads(out)
    [run] = log["runs"]
    assert (code, log["version"]) == (1, "2.1.0")
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert 1 <= region["startLine"] <= region["endLine"]
        assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
    assert "MC203" in {result["ruleId"] for result in run["results"]}


def test_github_commands_are_one_line_each_and_escaped(mctool: Mctool, faulty: Path) -> None:
    _, out = validate(mctool, faulty, "--format", "github", "--select", "MC203")
    lines = out.splitlines()
    assert lines
    assert all(line.startswith("::error file=outcomes/wrong.yaml,line=3,") for line in lines)


def test_gitlab_fingerprints_are_unique(mctool: Mctool, faulty: Path) -> None:
    _, out = validate(mctool, faulty, "--format", "gitlab")
    found = json.loads(out)
    assert len({one["fingerprint"] for one in found}) == len(found) > 1
    assert {one["severity"] for one in found} <= {"major", "minor", "info"}


def test_junit_counts_files(mctool: Mctool, faulty: Path) -> None:
    _, out = validate(mctool, faulty, "--format", "junit")
    suite = etree.fromstring(out.encode())[0]
    failing = [case.get("name") for case in suite if len(case)]
    assert "outcomes/wrong.yaml" in failing
    assert suite.get("failures") == str(len(failing))
    assert int(str(suite.get("tests"))) == len(suite) > 20


def test_statistics_count_by_rule(mctool: Mctool, faulty: Path) -> None:
    code, out = validate(mctool, faulty, "--statistics")
    assert code == 1
    assert "MC203 error" in out
    assert out.rstrip().endswith("findings")
