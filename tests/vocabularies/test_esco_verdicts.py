"""Verdicts on ESCO mappings with what comes with mctool alone: no more is claimed than the core subset says."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mctool.vocabularies import tables
from mctool.vocabularies.esco import ATTRIBUTION, Judgement, Library, Verdict, installed, judge
from mctool.vocabularies.esco.concepts import SKILL, fold, respelt
from mctool.vocabularies.esco.core import core_subset, label_changes, retired

CORE = Library()
LISTEN = SKILL + "a17286c5-238d-4f0b-bc24-29e9121345de"
EMPATHY = SKILL + "77b636e8-fab3-41a8-8022-1e0a354059dc"
APPLY_CONFLICT_MANAGEMENT = SKILL + "0ee94af1-b445-4973-9c3f-459fab250342"
CONFLICT_MANAGEMENT = SKILL + "afd49651-9119-4327-91fc-844a6dda1254"


def judged(
    uri: str, label: str | None = None, outcome_type: str | None = None, version: str | None = None
) -> Judgement:
    return judge(uri, label, outcome_type, version, CORE)


@pytest.mark.parametrize(
    ("uri", "label"),
    [
        (EMPATHY, "show empathy"),
        (LISTEN, "listen actively"),
        (LISTEN, "  Listen\u00a0 ACTIVELY "),
        (LISTEN, None),
        (SKILL + "c10d5d87-36cf-42f5-8a12-e560fb5f4af8", "demonstrate intercultural competence"),
    ],
)
def test_a_concept_of_the_subset_with_its_label_is_ok(uri: str, label: str | None) -> None:
    found = judged(uri, label, "skill")
    assert found.verdict is Verdict.OK
    assert found.detail == found.type_detail == ""
    assert found.data == "ESCO 1.2.0 core subset (142 of 13,939 concepts)"
    assert found.version == "1.2.0"


@pytest.mark.parametrize(
    ("uuid", "old", "new", "version"),
    [
        ("96de2e86-e287-41f2-88ab-15a2343afc6f", "handle conflicts", "resolve conflicts", "1.0"),
        ("7a147904-22b3-498a-b4d9-7bceeb86b45d", "cope with pressure", "cope with stress", "1.0"),
        ("409a0245-0e6c-4aac-ba16-0920ecb76a8d", "perform self-assessment", "exercise self-reflection", "1.0"),
        (
            "fbdfc3bf-56a0-4454-a17d-2f513fe57b53",
            "manage stress in organisation",
            "manage stress in the work place",
            "1.1.1",
        ),
    ],
)
def test_an_old_label_is_named_with_its_version_and_may_be_fixed(uuid: str, old: str, new: str, version: str) -> None:
    found = judged(SKILL + uuid, old)
    assert found.verdict is Verdict.LABEL_DIFFERS
    assert found.label == new
    assert f"its label in ESCO {version};" in found.detail
    assert found.relabel


def test_the_label_of_another_concept_is_never_fixed() -> None:
    found = judged(APPLY_CONFLICT_MANAGEMENT, "Conflict management")
    assert found.verdict is Verdict.LABEL_DIFFERS
    assert "label of another concept" in found.detail
    assert [candidate.uri for candidate in found.candidates] == [CONFLICT_MANAGEMENT]
    assert not found.relabel


def test_a_label_of_which_nothing_is_known_is_not_fixed_on_the_strength_of_a_subset() -> None:
    found = judged(LISTEN, "active listening")
    assert found.verdict is Verdict.LABEL_DIFFERS
    assert found.label == "listen actively"
    assert not found.relabel


def test_an_older_version_is_checked_by_its_own_labels() -> None:
    uri = SKILL + "fbdfc3bf-56a0-4454-a17d-2f513fe57b53"
    found = judged(uri, "manage stress in organisation", version="1.1.1")
    assert found.verdict is Verdict.OK
    assert found.data.startswith("ESCO 1.1.1 core subset")
    assert judged(uri, "manage stress in the work place", version="1.1.1").verdict is Verdict.LABEL_DIFFERS


@pytest.mark.parametrize(
    ("uuid", "label", "last_seen", "candidate"),
    [
        (
            "117df904-d348-4f14-bc92-feaaccba4ece",
            "promote inclusion in organisations",
            "1.1.1",
            "promote inclusion",
        ),
        ("eefe0ee1-273b-470c-b67a-a80667a3cfd4", "be empathic to production team", "1.1.1", None),
        (
            "4e2ce047-1912-468f-8c04-ab7374c4a761",
            "support cultural diversity",
            "1.0",
            "respect the diversity of cultural values and norms",
        ),
        ("a9dc530e-0e1f-4eef-a739-47bdfe11930e", "show social competences", "1.0", None),
    ],
)
def test_a_retired_concept_is_obsolete_with_its_candidate(
    uuid: str, label: str, last_seen: str, candidate: str | None
) -> None:
    found = judged(SKILL + uuid, label)
    assert found.verdict is Verdict.OBSOLETE
    assert found.label == label
    assert f"last in ESCO {last_seen}" in found.detail
    assert [one.label for one in found.candidates] == ([candidate] if candidate else [])
    assert all(one.evidence for one in found.candidates)
    assert ("no successor is known" in found.detail) == (candidate is None)


def test_a_concept_is_not_obsolete_in_the_version_that_still_had_it() -> None:
    uri, label = SKILL + "117df904-d348-4f14-bc92-feaaccba4ece", "promote inclusion in organisations"
    assert judged(uri, label, version="1.1.1").verdict is Verdict.OK
    assert judged(SKILL + "a9dc530e-0e1f-4eef-a739-47bdfe11930e", version="1.1.1").verdict is Verdict.OBSOLETE


@given(st.uuids())
def test_the_subset_never_calls_a_concept_unknown(uuid: object) -> None:
    found = judged(f"{SKILL}{uuid}", "whatever")
    assert found.verdict is Verdict.NOT_LOADED
    assert "core subset (142 of 13,939 concepts)" in found.detail
    assert "mctool esco import" in found.detail


@pytest.mark.parametrize("tail", ["skill/T4.3", "skill/S1.7.3", "isced-f/0031", "isced-f/00"])
def test_a_group_is_known_by_its_address(tail: str) -> None:
    assert judged("http://data.europa.eu/esco/" + tail).verdict is Verdict.GROUP


@pytest.mark.parametrize(
    "written",
    [
        LISTEN.replace("http:", "https:"),
        LISTEN + "/",
        LISTEN.upper(),
        f" {LISTEN}\n",
        "a17286c5-238d-4f0b-bc24-29e9121345de",
        LISTEN + "?language=pl",
    ],
)
def test_another_spelling_of_the_address_is_set_right(written: str) -> None:
    found = judged(written, "listen actively")
    assert found.verdict is Verdict.MALFORMED
    assert [(one.uri, one.label) for one in found.candidates] == [(LISTEN, "listen actively")]


@pytest.mark.parametrize("written", ["", "skill", "javascript:alert(1)", "http://data.europa.eu/esco/skill/", "\0"])
def test_what_is_no_address_of_a_skill_is_said_to_be_none(written: str) -> None:
    found = judged(written)
    assert found.verdict is Verdict.MALFORMED
    assert found.candidates == ()
    assert "no ESCO skill" in found.detail


def test_an_occupation_is_named_as_such() -> None:
    assert "an ESCO occupation" in judged("http://data.europa.eu/esco/occupation/" + LISTEN[-36:]).detail


@given(st.text(), st.text())
def test_nothing_a_person_writes_is_a_fault_of_ours(uri: str, label: str) -> None:
    assert judged(uri, label, label).verdict in Verdict
    assert respelt(respelt(uri) or "") is None


def test_the_type_of_the_concept_is_held_against_the_outcome() -> None:
    found = judged(CONFLICT_MANAGEMENT, "conflict management", "skill")
    assert found.verdict is Verdict.OK
    assert found.type_detail == "«conflict management» is knowledge in ESCO, and the outcome is a skill"
    assert judged(CONFLICT_MANAGEMENT, "conflict management", "knowledge").type_detail == ""
    assert judged(CONFLICT_MANAGEMENT, "conflict management").type_detail == ""


def test_a_version_that_is_not_there_is_checked_against_what_is_and_says_so() -> None:
    assert judged(LISTEN, version="1.2.1").version == "1.2.0"
    assert judged(LISTEN, version="9").data == "ESCO 1.2.0 core subset (142 of 13,939 concepts)"


def test_without_a_data_folder_there_is_the_core_subset(tmp_path: Path) -> None:
    assert installed(tmp_path / "none").indexes == installed(tmp_path).indexes == ()


def test_what_is_carried_is_a_named_and_attributed_subset() -> None:
    assert len(core_subset().concepts) == len(core_subset("1.1.1").concepts) == 142
    assert len(retired()) == 300
    assert sum(len(changes) for changes in label_changes().values()) == 604
    for name in ("esco-core", "esco-retired", "esco-label-changes"):
        about = tables.read(name).about
        assert about["attribution"] == ATTRIBUTION
        assert about["source"].startswith("adapted from ESCO v")
    assert "core subset, 142 of the 13939 skills" in tables.read("esco-core").about["table"]
    assert tables.read("esco-core").columns == ("uuid", "type", "reuse", "label")
    assert not set(core_subset().concepts) & set(retired())


def test_labels_are_folded_before_they_are_compared() -> None:
    assert fold(" plan\u00a0\n ") == "plan"
    assert fold("ﬁnd  Straße") == "find strasse"


@pytest.mark.official
def test_the_concepts_of_the_official_samples_are_ok_or_not_loaded(official: Path) -> None:
    uris = set()
    for sample in (official / "samples").rglob("*"):
        if sample.suffix in (".jsonld", ".json", ".xml"):
            text = sample.read_text(encoding="utf-8", errors="replace")
            uris |= set(re.findall(re.escape(SKILL) + "[0-9a-f-]{36}", text))
    assert len(uris) >= 4
    assert {judged(uri).verdict for uri in uris} <= {Verdict.OK, Verdict.NOT_LOADED}


@pytest.mark.official
def test_the_tables_hold_what_the_official_files_hold(official: Path) -> None:
    folder = official / "esco"
    chosen = tables.parse((folder / "ei-concepts.tsv").read_text(encoding="utf-8"))
    for row in chosen:
        concept = core_subset().concepts[row["uri"]]
        assert fold(concept.label) == fold(row["preferredLabel"])
        assert fold(core_subset("1.1.1").concepts[row["uri"]].label) == fold(row["labelInV1_1_1"])
    gone = tables.parse((folder / "obsolete-skills-v1.0-to-v1.2.0.tsv").read_text(encoding="utf-8"))
    for row in gone:
        ours = retired()[row["uri"]]
        assert (ours.concept.label, "v" + ours.last_seen) == (row["label"], row["lastSeen"])
        assert (ours.candidate.uri if ours.candidate else "") == row["replacementCandidate"]
