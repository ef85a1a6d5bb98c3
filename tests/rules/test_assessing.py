"""Assessments, awards and rubrics in combinations that the manual pages do not show."""

from pathlib import Path

import pytest

from tests.rules.smallworld import PROGRAMME, RUBRIC, found, places

COVERAGE = ("MC401", "MC402", "MC413", "MC414", "MC417", "MC418", "MC421")
OUTCOMES = {
    "outcomes/s.yaml": "kind: outcome\nid: s\nstatement: Mediate a dispute\ntype: skill\n",
    "outcomes/k.yaml": "kind: outcome\nid: k\nstatement: Explain a law\ntype: knowledge\n",
    "outcomes/t.yaml": "kind: outcome\nid: t\nstatement: Cite a law\ntype: knowledge\nreusability: transversal\n",
}


def assessment(identity: str, method: str, outcomes: str, kind: str = "oral-examination") -> str:
    return f"  - {{id: {identity}, title: A, type: {kind}, method: {method}, assesses: [{outcomes}]}}\n"


@pytest.mark.parametrize(
    ("outcomes", "assessments", "expected"),
    [
        ("s, k", [("case-analysis", "s"), ("written-test", "k")], []),
        ("s, k", [("case-analysis", "k"), ("written-test", "s")], ["MC417"]),
        ("s, k, t", [("case-analysis", "s"), ("written-test", "k, t")], ["MC417"]),
        ("s, k", [("written-test", "s, k")], ["MC418"]),
        ("s", [("written-test", "s"), ("portfolio", "s")], []),
        ("s", [("attendance", "s"), ("portfolio", "s")], []),
        ("s, k", [("attendance", "s, k"), ("portfolio", "k")], ["MC402"]),
        ("s", [("attendance", "s")], ["MC402"]),
        ("s", [("attendance", "s"), ("attendance", "s")], ["MC402", "MC402"]),
        ("s", [("attendance", "s"), ("written-test", "s")], ["MC418"]),
        ("s, k", [("portfolio", "s")], ["MC401"]),
        ("s", [("portfolio", "s, k")], ["MC421"]),
        ("", [("portfolio", "s")], ["MC413"]),
        ("s, k", [], ["MC414"]),
    ],
)
def test_each_fault_of_coverage_is_reported_once(
    tmp_path: Path, outcomes: str, assessments: list[tuple[str, str]], expected: list[str]
) -> None:
    lines = "".join(assessment(f"a{at}", *one) for at, one in enumerate(assessments))
    programme = f"{PROGRAMME}outcomes: [{outcomes}]\n" + (f"assessments:\n{lines}" if lines else "")
    findings = found(tmp_path, {**OUTCOMES, "p.yaml": programme}, *COVERAGE)
    assert [finding.code for finding in findings] == expected


def test_the_european_type_alone_makes_it_attendance(tmp_path: Path) -> None:
    programme = f"{PROGRAMME}outcomes: [s]\nassessments:\n" + assessment("a", "portfolio", "s", "level-of-attendance")
    findings = found(tmp_path, {**OUTCOMES, "p.yaml": programme}, *COVERAGE, "MC419")
    assert places(findings) == [("MC402", 7, "29-48")]


@pytest.mark.parametrize(
    ("award", "expected"),
    [
        ("{outcomes: all}", []), ("{at_least: 2}", []), ("{required: [s]}", []), ("{at_least: 3}", ["MC416"]),
        ("{at_least: 0}", ["MC415"]), ("{required: []}", ["MC415"]), ("{required: [t]}", ["MC416"]),
        ("{outcomes: all, at_least: 0}", []), (None, ["MC415"]),
    ],
)  # fmt: skip
def test_what_an_award_demands(tmp_path: Path, award: str | None, expected: list[str]) -> None:
    programme = f"{PROGRAMME}outcomes: [s, k]\n" + (f"award: {award}\n" if award else "")
    findings = found(tmp_path, {**OUTCOMES, "p.yaml": programme}, "MC415", "MC416")
    assert [finding.code for finding in findings] == expected


LEVELS = ("MC403", "MC404", "MC406", "MC407", "MC408", "MC409", "MC410")


def rubric(head: str, descriptors: str = "{low: Low., mid: Mid., high: High.}", own: str = "") -> dict[str, str]:
    criterion = f"  - {{id: c, outcome: s, title: C, descriptors: {descriptors}{own}}}\n"
    return {**OUTCOMES, "r.yaml": f"{RUBRIC}{head}\ncriteria:\n{criterion}"}


@pytest.mark.parametrize(
    ("head", "descriptors", "own", "expected"),
    [
        ("levels: [low, mid, high]\nminimum: mid\ndistinction: high", None, "", []),
        ("levels: [low, mid, high]\nminimum: mid", None, ", minimum: high", []),
        ("levels: [low, mid, high]", None, "", ["MC404"]),
        ("levels: [low, mid, high]", None, ", minimum: low", ["MC404"]),
        ("levels: [low, mid, high]\nminimum: low", None, "", ["MC410"]),
        ("levels: [low, mid, high]\nminimum: low", None, ", minimum: mid", []),
        ("levels: [low, mid, high]\nminimum: mid", None, ", minimum: low", ["MC409"]),
        ("levels: [low, mid, high]\nminimum: mid\ndistinction: low", None, "", ["MC408"]),
        ("levels: [low, mid, high]\nminimum: medium\ndistinction: high", None, "", ["MC406"]),
        ("levels: [low, mid, high]\nminimum: mid", None, ", minimum: top", ["MC406"]),
        ("levels: [high]\nminimum: high", "{high: High.}", "", ["MC410"]),
        ("levels: [low, mid, high]\nminimum: mid", "{low: Low., mid: Mid.}", "", ["MC403"]),
        ("levels: [low, mid, high]\nminimum: mid", "{}", "", ["MC403"]),
        # A misspelt level is one fault, not a missing description beside an unknown level.
        ("levels: [low, mid, high]\nminimum: mid", "{low: Low., mid: Mid., hihg: High.}", "", ["MC406"]),
        ("levels: [low, mid, high]\nminimum: mid", "{low: Low., mid: Same, high: same.}", "", ["MC407"]),
    ],
)
def test_each_fault_of_a_rubric_is_reported_once(
    tmp_path: Path, head: str, descriptors: str | None, own: str, expected: list[str]
) -> None:
    files = rubric(head, descriptors, own) if descriptors else rubric(head, own=own)
    assert [finding.code for finding in found(tmp_path, files, *LEVELS)] == expected


def test_a_rubric_with_an_unserved_criterion_is_not_blamed_for_the_outcome_too(tmp_path: Path) -> None:
    criteria = "levels: [low, high]\nminimum: high\ncriteria:\n  - {id: c, title: C}\n"
    scenario = "{id: a, title: A, type: oral-examination, method: portfolio, rubric: r, assesses: [s]}"
    files = {
        **OUTCOMES,
        "r.yaml": RUBRIC + criteria,
        "p.yaml": f"{PROGRAMME}outcomes: [s]\nassessments: [{scenario}]\n",
    }
    assert [finding.code for finding in found(tmp_path, files, "MC405", "MC420")] == ["MC405"]


def test_indicators_are_read_in_every_language(tmp_path: Path) -> None:
    criterion = "  - {id: c, outcome: s, title: C, indicators: [{en: Asks first, pl: Rozumie drugą osobę}]}\n"
    files = {
        **OUTCOMES,
        "mctool.yaml": "mctool: 1\nlanguages: [en, pl]\n",
        "r.yaml": f"{RUBRIC}levels: [low, high]\ncriteria:\n{criterion}",
    }
    assert places(found(tmp_path, files, "MC412")) == [("MC412", 6, "69-76")]


def test_thousands_of_levels_are_compared_in_one_pass(tmp_path: Path) -> None:
    names = [f"l{number}" for number in range(3000)]
    descriptors = ", ".join(f"{name}: Same" for name in names)
    files = rubric(f"levels: [{', '.join(names)}]\nminimum: l1", f"{{{descriptors}}}")
    assert len(found(tmp_path, files, *LEVELS)) == 2999
