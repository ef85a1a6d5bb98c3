"""``mctool esco`` and ``mctool vocabulary`` as people and programs use them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mctool.cli.app import run
from mctool.vocabularies.esco import ATTRIBUTION

LISTEN = "http://data.europa.eu/esco/skill/a17286c5-238d-4f0b-bc24-29e9121345de"
RETIRED = "http://data.europa.eu/esco/skill/117df904-d348-4f14-bc92-feaaccba4ece"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Mctool:
    """Runs commands in this process, with a data folder of their own."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self.capfd = capfd

    def __call__(self, *arguments: str | Path) -> Ended:
        self.capfd.readouterr()
        code = run([str(one) for one in arguments])
        captured = self.capfd.readouterr()
        assert "Traceback" not in captured.err
        return Ended(code, captured.out, captured.err)


@pytest.fixture
def mctool(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Mctool:
    monkeypatch.setenv("MCTOOL_DATA", str(tmp_path / "data"))
    return Mctool(capfd)


def test_search_shows_type_reuse_grade_data_and_attribution(mctool: Mctool) -> None:
    found = mctool("esco", "search", "Listen", "actively")
    assert found.code == 0
    assert "listen actively  (skill, cross-sector)" in found.out
    assert "exact 100" in found.out
    assert "ESCO 1.2.0 core subset (142 of 13,939 concepts)" in found.out
    assert ATTRIBUTION in found.out


def test_search_for_programs(mctool: Mctool) -> None:
    found = mctool("esco", "search", "conflict management", "--type", "knowledge", "--format", "json").json
    assert found["attribution"] == ATTRIBUTION
    assert found["data"] == "ESCO 1.2.0 core subset (142 of 13,939 concepts)"
    assert {hit["type"] for hit in found["hits"]} == {"knowledge"}
    assert found["hits"][0]["label"] == "conflict management"
    assert set(found["hits"][0]) == {"uri", "label", "type", "reuse", "grade", "score", "matched"}


def test_a_search_without_result_ends_with_one(mctool: Mctool) -> None:
    found = mctool("esco", "search", "zzzz")
    assert found.code == 1
    assert ATTRIBUTION in found.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search", "x", "--language", "pl"], "no ESCO index in «pl»"),
        (["search", "x", "--esco-version", "1.0"], "ESCO 1.0 is not imported"),
        (["show", "no such label"], "try «mctool esco search»"),
        (["import", "gone.zip", "--version", "1.2.0"], "cannot read ESCO from gone.zip"),
    ],
)
def test_what_cannot_be_done_is_one_line(mctool: Mctool, arguments: list[str], message: str) -> None:
    ended = mctool("esco", *arguments)
    assert ended.code == 2
    assert message in ended.err
    assert ended.err.count("\n") == 1


def test_show_by_label_and_by_address(mctool: Mctool) -> None:
    by_label, by_address = mctool("esco", "show", "listen actively"), mctool("esco", "show", LISTEN)
    assert by_label.code == by_address.code == 0
    assert by_label.out == by_address.out
    assert LISTEN in by_label.out
    gone = mctool("esco", "show", RETIRED, "--format", "json")
    assert gone.code == 1
    assert gone.json["verdict"] == "obsolete"
    assert [one["label"] for one in gone.json["candidates"]] == ["promote inclusion"]
    assert gone.json["attribution"] == ATTRIBUTION


def test_suggestions_are_yaml_and_nothing_is_written(mctool: Mctool, example: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(example.rglob("*.yaml"))}
    one = mctool("esco", "suggest", "formulate-feedback-on-behaviour", "-C", example)
    assert one.code == 0
    assert 'label: "give constructive feedback", match: close}' in one.out
    assert "nothing was written" in one.out
    every = mctool("esco", "suggest", "--all", "-C", example, "--format", "json")
    assert every.json["attribution"] == ATTRIBUTION
    assert len(every.json["outcomes"]) == len(list((example / "outcomes").glob("*.yaml")))
    assert {path: path.read_bytes() for path in sorted(example.rglob("*.yaml"))} == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name one outcome, or say --all"),
        (["formulate-feedback", "--all"], "name one outcome, or say --all"),
        (["formulate-feedback"], "did you mean «formulate-feedback-on-behaviour»"),
        (["--all", "--write", LISTEN], "takes one outcome"),
        (["formulate-feedback-on-behaviour", "--write", RETIRED], "was not written"),
        (["formulate-feedback-on-behaviour", "--write", "nonsense"], "was not written"),
    ],
)
def test_what_cannot_be_suggested_or_written(mctool: Mctool, example: Path, arguments: list[str], message: str) -> None:
    ended = mctool("esco", "suggest", *arguments, "-C", example)
    assert ended.code == 2
    assert message in ended.err


def test_a_chosen_concept_is_written_once_and_comments_stay(mctool: Mctool, example: Path) -> None:
    path = example / "outcomes" / "formulate-feedback-on-behaviour.yaml"
    path.write_text("# our own remark\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    arguments = ("esco", "suggest", path.stem, "-C", example, "--write", LISTEN, "--match", "broad")
    done = mctool(*arguments)
    assert done.code == 0
    assert "«listen actively» added as broad match" in done.out
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# our own remark\n")
    assert text.count(LISTEN) == 1
    again = mctool(*arguments)
    assert (again.code, "already" in again.err) == (2, True)
    shown = mctool("esco", "suggest", path.stem, "-C", example, "--format", "json").json
    assert LISTEN in shown["outcomes"][0]["mapped"]


@pytest.mark.official
def test_import_then_everything_uses_it(mctool: Mctool, official: Path) -> None:
    archive = official / "esco" / "ESCO-v1.1.1-classification-en-csv.zip"
    done = mctool("esco", "import", archive, "--format", "json")
    assert (done.code, done.json["skills"], done.json["complete"], done.json["fresh"]) == (0, 13_896, True, True)
    assert "nothing to do" in mctool("esco", "import", archive).out
    found = mctool("esco", "search", "active listening", "--format", "json").json
    assert found["data"] == "ESCO 1.1.1, 13,896 concepts, language en"
    assert found["hits"][0]["matched"] == "active listening"
    assert "Also:" in mctool("esco", "show", LISTEN).out
    assert mctool("esco", "show", LISTEN.replace("a1", "00")).code == 1


def test_the_lists_and_their_values(mctool: Mctool) -> None:
    assert "learning-assessment-types" in mctool("vocabulary").out
    assert len(mctool("vocabulary", "--format", "json").json["lists"]) == 29
    modes = mctool("vocabulary", "modes").out
    assert "blended " in modes
    assert "http://data.europa.eu/snb/learning-assessment/e92d221e4d" in modes
    assert "Hybrydowo" in mctool("vocabulary", "modes", "blended", "--language", "pl").out
    assert "BRACKETS" not in mctool("vocabulary", "verification-checks").out.upper().replace("[", "BRACKETS")


def test_levels_come_with_what_mctool_knows_of_them(mctool: Mctool) -> None:
    six = mctool("vocabulary", "eqf-levels", "snb/eqf/6", "--format", "json").json["concepts"]
    assert [concept["slug"] for concept in six] == ["6"]
    assert "critically understood" in six[0]["descriptor"]
    irish = mctool("vocabulary", "nqf", "IE NQF Level 8", "--format", "json").json["concepts"]
    assert [(concept["country"], concept["eqf"]) for concept in irish] == [("IRL", 6)]


def test_an_unknown_list_or_value_is_answered_with_a_near_one(mctool: Mctool) -> None:
    unknown = mctool("vocabulary", "learning-asessment-types")
    assert (unknown.code, "did you mean «learning-assessment-types»" in unknown.err) == (2, True)
    value = mctool("vocabulary", "modes", "blendet")
    assert (value.code, "did you mean «blended»" in value.out) == (1, True)


@pytest.mark.parametrize(
    "command", [["esco", "search"], ["esco", "show"], ["esco", "suggest"], ["esco", "import"], ["vocabulary"]]
)
def test_help_has_an_example(mctool: Mctool, command: list[str]) -> None:
    assert "Example: `mctool " in mctool(*command, "--help").out
