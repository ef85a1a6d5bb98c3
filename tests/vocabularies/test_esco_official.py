"""Import, verdicts and search on the official files of ESCO 1.1.1 and 1.2.0."""

import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mctool.vocabularies.esco import Library, Verdict, judge
from mctool.vocabularies.esco.building import build
from mctool.vocabularies.esco.concepts import SKILL, fold
from mctool.vocabularies.esco.core import label_changes, retired
from mctool.vocabularies.esco.files import read
from mctool.vocabularies.esco.index import Index
from mctool.vocabularies.esco.search import Grade, search
from mctool.vocabularies.esco.succession import computed

pytestmark = pytest.mark.official


@pytest.fixture(scope="module")
def library(official: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Both versions, imported as a user would."""
    data, esco = tmp_path_factory.mktemp("data"), official / "esco"
    now = datetime(2026, 11, 24, tzinfo=UTC)
    given = (
        [esco / "ESCO-v1.1.1-classification-en-csv.zip"],
        [esco / "v1.2.0", esco / "skills_en-v1.2.0-rebuilt.zip"],
    )
    return Library(tuple(build(read(paths), data, now).index for paths in given))


@pytest.fixture(scope="module")
def older(library: Library) -> Index:
    return library.indexes[0]


@pytest.fixture(scope="module")
def newer(library: Library) -> Index:
    return library.indexes[1]


def test_both_layouts_are_read_whole(older: Index, newer: Index) -> None:
    assert older.about == "ESCO 1.1.1, 13,896 concepts, language en"
    assert newer.about == "adapted from ESCO 1.2.0, 13,939 concepts, language en"
    assert older.complete
    assert newer.complete
    for index in (older, newer):
        assert index.path.stat().st_size < 25 * 2**20
        assert index.rows("SELECT count(*) FROM concept WHERE kind = 'group'") == [(640,)]
    assert newer.rows("SELECT count(*) FROM broader") == [(20_822,)]
    assert dict(newer.rows("SELECT type, count(*) FROM concept WHERE kind = 'skill' GROUP BY type")) == {
        "skill": 10_715,
        "knowledge": 3_219,
        "": 5,
    }


def test_two_versions_differ_by_what_is_carried_about_them(older: Index, newer: Index) -> None:
    before = {concept.uri: concept for concept in older.skills()}
    now = {concept.uri: concept for concept in newer.skills()}
    gone = before.keys() - now.keys()
    changed = {uri for uri in before.keys() & now.keys() if fold(before[uri].label) != fold(now[uri].label)}
    assert (len(gone), len(now.keys() - before.keys()), len(changed)) == (194, 237, 101)
    assert gone == {uri for uri, one in retired().items() if one.last_seen == "1.1.1"}
    assert changed == {uri for uri, changes in label_changes().items() if "1.1.1" in [one.version for one in changes]}


def test_candidates_are_those_that_carry_or_share_labels(older: Index, newer: Index) -> None:
    kinds: Counter[str] = Counter()
    several = 0
    for uri, known in retired().items():
        if known.last_seen != "1.1.1":
            continue
        candidates = computed(known.concept.label, older.alternatives(uri), newer)
        several += len(candidates) > 1
        if candidates:
            kinds[candidates[0].evidence.split()[0]] += 1
        assert (known.candidate is None) == (not candidates), known.concept.label
        if known.candidate is not None:
            assert known.candidate.uri in {candidate.uri for candidate in candidates}
    assert kinds == {"carries": 137, "its": 5, "shares": 7}
    assert several == 4


@pytest.mark.parametrize(
    ("uuid", "label", "version", "verdict", "words"),
    [
        ("77b636e8-fab3-41a8-8022-1e0a354059dc", "show empathy", "1.2.0", Verdict.OK, ""),
        ("77b636e8-fab3-41a8-8022-1e0a354059dc", "show empathy", "1.1.1", Verdict.OK, ""),
        ("a17286c5-238d-4f0b-bc24-29e9121345de", "active listening", "1.2.0", Verdict.LABEL_DIFFERS, "alternative"),
        ("96de2e86-e287-41f2-88ab-15a2343afc6f", "handle conflicts", "1.2.0", Verdict.LABEL_DIFFERS, "ESCO 1.0;"),
        (
            "fbdfc3bf-56a0-4454-a17d-2f513fe57b53",
            "manage stress in organisation",
            "1.2.0",
            Verdict.LABEL_DIFFERS,
            "ESCO 1.1.1;",
        ),
        ("0ee94af1-b445-4973-9c3f-459fab250342", "conflict management", "1.2.0", Verdict.LABEL_DIFFERS, "another"),
        ("117df904-d348-4f14-bc92-feaaccba4ece", None, "1.2.0", Verdict.OBSOLETE, "1.1.1"),
        ("117df904-d348-4f14-bc92-feaaccba4ece", None, "1.1.1", Verdict.OK, ""),
        ("a9dc530e-0e1f-4eef-a739-47bdfe11930e", None, "1.2.0", Verdict.OBSOLETE, "no successor"),
        ("036afa6e-cdde-4b38-a53a-8e7910a840e1", None, "1.2.0", Verdict.GROUP, "(T4.3)"),
        ("b1115b14-fa16-4c1e-be6c-91fd49a1808b", None, "1.1.1", Verdict.GROUP, "(S5.6.3)"),
        ("b17f4305-741a-4a1c-8fe8-6f11cb3d5c0a", "business communication", "1.2.0", Verdict.OK, ""),
        ("b17f4305-741a-4a1c-8fe8-6f11cb3d5c0a", None, "1.1.1", Verdict.NEWER, "1.2.0 has it"),
        ("00000000-0000-4000-8000-000000000000", "x", "1.2.0", Verdict.UNKNOWN, "searched: 1.2.0, 1.1.1"),
    ],
)
def test_verdicts(library: Library, uuid: str, label: str | None, version: str, verdict: Verdict, words: str) -> None:
    found = judge(SKILL + uuid, label, None, version, library)
    assert (found.verdict, found.version) == (verdict, version)
    assert words in found.detail


def test_the_knowledge_of_a_pair_names_the_skill(library: Library) -> None:
    found = judge(SKILL + "afd49651-9119-4327-91fc-844a6dda1254", "conflict management", "skill", "1.2.0", library)
    assert "knowledge in ESCO" in found.type_detail


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("active listening", "listen actively"),
        ("handling conflicts", "resolve conflicts"),
        ("giving feedback that is constructive", "give constructive feedback"),
        ("Verhandlung", None),
        ("empathise with others", "relate empathetically"),
    ],
)
def test_what_is_meant_comes_first(newer: Index, query: str, label: str | None) -> None:
    hits = search(newer, query, 3)
    if label is None:
        assert all(hit.grade is Grade.WEAK for hit in hits)
    else:
        assert label in [hit.concept.label for hit in hits]


@pytest.mark.parametrize(
    "query", ["", "  ", '""', "AND", "x OR", "-", "a:b", "NEAR(", "*", "^a", "{label}:x", "\0", "'; --"]
)
def test_nothing_that_is_typed_is_syntax(newer: Index, query: str) -> None:
    assert len(search(newer, query, 5)) <= 5


def test_a_text_of_any_length_is_searched(newer: Index) -> None:
    assert search(newer, "listen actively " + "word " * 50_000, 1)
    assert search(newer, " ".join(f"w{number}" for number in range(50_000)) + " listen", 1) == ()


def test_an_exact_label_is_graded_so(newer: Index) -> None:
    first = search(newer, "Active Listening", 1)[0]
    assert (first.grade, first.score, first.matched) == (Grade.EXACT, 100, "active listening")


def test_preferring_transversal_moves_and_removes_nothing(newer: Index) -> None:
    plain = search(newer, "solve conflicts", 200)
    preferred = search(newer, "solve conflicts", 200, "transversal")
    assert {hit.concept.uri for hit in plain} == {hit.concept.uri for hit in preferred}

    def places(hits: tuple[object, ...], reuse: str) -> float:
        found = [place for place, hit in enumerate(hits) if hit.concept.reuse == reuse]  # type: ignore[attr-defined]
        return sum(found) / len(found)

    assert places(preferred, "transversal") < places(plain, "transversal")
    assert places(preferred, "occupation-specific") > places(plain, "occupation-specific")


def test_a_check_of_a_mapping_costs_microseconds(library: Library) -> None:
    uri = SKILL + "a17286c5-238d-4f0b-bc24-29e9121345de"
    judge(uri, "listen actively", "skill", "1.2.0", library)
    start = time.process_time()
    for _ in range(1000):
        judge(uri, "listen actively", "skill", "1.2.0", library)
    assert time.process_time() - start < 0.5
