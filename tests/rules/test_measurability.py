"""Where and in which languages an outcome is read, and what sets a reading aside."""

from pathlib import Path

import pytest

from tests.rules.smallworld import OUTCOME, PROGRAMME, found, places

BILINGUAL = "mctool: 1\nlanguages: [en, pl]\n"
ASSESSMENT = "assessments: [{id: a, title: Talk, type: oral-examination, method: observed-behaviour, assesses: [o]}]\n"
MEASURED = ("MC203", "MC204", "MC205", "MC206", "MC207", "MC208", "MC219")


def test_statement_and_behaviour_are_read_in_every_language_and_each_is_reported_once(tmp_path: Path) -> None:
    outcome = (
        f"{OUTCOME}statement:\n  en: Understand the complaint procedure\n  pl: Rozumie procedurę skargową\n"
        "layers:\n  behaviour: {en: Know the complaint procedure, pl: Wyjaśnia procedurę skargową}\n"
    )
    findings = found(tmp_path, {"mctool.yaml": BILINGUAL, "o.yaml": outcome}, *MEASURED)
    assert places(findings) == [("MC203", 4, "7-17"), ("MC203", 5, "7-14"), ("MC203", 7, "19-23")]
    assert "In «pl» it can be observed" in findings[2].help
    assert "can be observed" not in findings[0].help


def test_a_bare_string_is_underlined_too(tmp_path: Path) -> None:
    findings = found(tmp_path, {"o.yaml": f"{OUTCOME}statement: Be aware of bias in peer review\n"}, *MEASURED)
    assert places(findings) == [("MC203", 3, "12-20")]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Understand bias in peer review", ["MC203"]),
        ("Demonstrate an understanding of bias in peer review", ["MC204"]),
        ("Understand and describe bias in peer review", ["MC205"]),
        ("Describe bias in a peer review", ["MC219"]),
    ],
)
def test_an_exception_holds_for_an_assessment_of_the_outcome(
    tmp_path: Path, statement: str, expected: list[str]
) -> None:
    outcome = f"{OUTCOME}statement: {statement}\nmeasurable_by: {{reason: Seen in the talk, assessment: a}}\n"
    files = {"o.yaml": outcome, "p.yaml": PROGRAMME + ASSESSMENT}
    holds = [finding.code for finding in found(tmp_path, files, *MEASURED)]
    assert holds == (["MC219"] if expected == ["MC219"] else [])
    files["p.yaml"] = PROGRAMME + ASSESSMENT.replace("[o]", "[other]")
    files["other.yaml"] = "kind: outcome\nid: other\nstatement: Describe bias\n"
    elsewhere = [finding.code for finding in found(tmp_path, files, *MEASURED)]
    assert elsewhere == [*expected] if expected == ["MC219"] else [*expected, "MC219"]


def test_the_institution_decides_over_the_table_and_its_reason_shows(tmp_path: Path) -> None:
    verbs = (
        "kind: verbs\nid: verbs\nverbs:\n"
        "  - {phrase: describe, language: en, label: unobservable, reason: Too vague for us}\n"
        "  - {phrase: understand, language: en, label: measurable, reason: We test it orally}\n"
    )
    outcome = f"{OUTCOME}statement: Describe bias in peer review\nlayers: {{behaviour: Understand bias in a text}}\n"
    (finding,) = found(tmp_path, {"o.yaml": outcome, "verbs.yaml": verbs}, *MEASURED)
    assert finding.code == "MC203"
    assert "Too vague for us" in finding.message


def test_a_language_without_a_table_is_told_once_and_not_guessed_at(tmp_path: Path) -> None:
    settings = "mctool: 1\nlanguages: [fi]\n"
    files = {"mctool.yaml": settings, "o.yaml": f"{OUTCOME}statement: Ymmärtää valitusmenettelyn\n"}
    assert places(found(tmp_path, files, *MEASURED, "MC117")) == [("MC117", 2, "13-15")]


def test_stock_phrases_are_not_reported_where_the_verb_already_is(tmp_path: Path) -> None:
    outcome = f"{OUTCOME}statement: Develop communication skills for project teams\n"
    assert [one.code for one in found(tmp_path, {"o.yaml": outcome}, *MEASURED, "MC214")] == ["MC204"]


@pytest.mark.parametrize(
    ("statement", "fires"),
    [
        ("Mediate", True), ("Mediate.", True), ("Be able to mediate", True), ("Mediate it", True),
        ("Mediate disputes", False), ("Mediate a dispute", False), ("Understand", False),
    ],
)  # fmt: skip
def test_an_act_needs_an_object(tmp_path: Path, statement: str, *, fires: bool) -> None:
    assert bool(found(tmp_path, {"o.yaml": f"{OUTCOME}statement: {statement}\n"}, "MC218")) is fires


@pytest.mark.parametrize(("count", "fires"), [(25, False), (26, True)])
def test_twenty_five_words_are_enough(tmp_path: Path, count: int, *, fires: bool) -> None:
    statement = "Describe " + " ".join(f"w{number}" for number in range(count - 1))
    assert bool(found(tmp_path, {"o.yaml": f"{OUTCOME}statement: {statement}\n"}, "MC210")) is fires
