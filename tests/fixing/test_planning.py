"""What may be corrected without asking anybody, and what may not."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mctool.errors import WorkspaceError
from mctool.fixing import Plan, plan, write_plan
from mctool.fixing.spelling import meant_on
from mctool.rules import ALL
from mctool.rules.world import World
from mctool.vocabularies import lists
from mctool.workspace import load
from tests.conftest import TODAY

SKILL = "http://data.europa.eu/esco/skill/"
LISTEN = f"{SKILL}a17286c5-238d-4f0b-bc24-29e9121345de"
FEEDBACK = f"{SKILL}b9bb1f03-15e2-4079-943e-7e483b21725b"
OUTCOME = "kind: outcome\nid: o\nstatement: Explain the rule\ntype: skill\nesco:\n  - {{uri: {uri}, label: {label}}}\n"


def planned(root: Path, files: Mapping[str, str], *, comments: bool = False) -> Plan:
    for name, text in {"mctool.yaml": 'mctool: 1\nlanguages: [en]\nesco: {version: "1.2.0"}\n', **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return plan(World(load(root), TODAY), rules=ALL, schema_comments=comments)


def changes(made: Plan) -> list[tuple[str, str, str]]:
    return [(fix.code, fix.before, fix.after) for fix in made.fixes]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Blended", "blended"), ("BLENDED", "blended"), ("'blended '", "blended"), ("blénded", "blended"),
        ("blendid", None), ("online", None), ("[blended]", None), ("7", None),
    ],
)  # fmt: skip
def test_a_coded_value_is_respelt_and_not_guessed(tmp_path: Path, written: str, meant: str | None) -> None:
    programme = f'kind: programme\nid: p\nversion: "1"\ntitle: Talks\nparticipation: {written}  # how\n'
    made = planned(tmp_path, {"p.yaml": programme})
    assert [fix.after for fix in made.fixes] == ([meant] if meant else [])


def test_spellings_of_every_kind_are_corrected_together(tmp_path: Path) -> None:
    text = (
        'kind: Programme\nid: p\nversion: "1"\ntitle: Talks\nlanguages: [EN]\nfee: Project Funded\n'
        "assessments:\n  - {id: a, title: A, type: Practical Assessment, method: Scenario_Simulation, assesses: [o]}\n"
    )
    made = planned(tmp_path, {"p.yaml": text})
    assert [fix.after for fix in made.fixes] == [
        "programme", "en", "project-funded", "practical-assessment", "scenario-simulation",
    ]  # fmt: skip
    write_plan(tmp_path, made)
    assert load(tmp_path).faults == ()
    assert changes(plan(World(load(tmp_path), TODAY), rules=ALL, schema_comments=False)) == []


def test_settings_are_corrected_too(tmp_path: Path) -> None:
    made = planned(tmp_path, {"mctool.yaml": "mctool: 1\nlanguages: [En, PL]\n"})
    assert [fix.after for fix in made.fixes] == ["en", "pl"]


@pytest.mark.parametrize(
    ("uri", "label", "expected"),
    [
        (LISTEN, "listening actively", [("MC304", "listening actively", "listen actively")]),
        (FEEDBACK, "listen actively", []),  # the label of another concept: which of the two was meant?
        (LISTEN.upper().replace("HTTP://DATA.EUROPA.EU/ESCO/SKILL", SKILL.rstrip("/")), "listen actively",
         [("MC302", SKILL + "A17286C5-238D-4F0B-BC24-29E9121345DE", LISTEN)]),
        (LISTEN.replace("http:", "https:"), "listen actively", [("MC302", LISTEN.replace("http:", "https:"), LISTEN)]),
        (f"{SKILL}04dfd9fb-e0cf-40f6-96c6-9d2280c4347e", "provide technical documentation",  # the same label today
         [("MC303", f"{SKILL}04dfd9fb-e0cf-40f6-96c6-9d2280c4347e", f"{SKILL}2636b3d3-843e-46a9-8b4c-a9d6ca3f5a2d")]),
        (f"{SKILL}01cea4d4-41fa-42a2-9bf7-7ba0a8f439c1", "manage volunteers in second-hand shop", []),  # only akin
        (f"{SKILL}00abcddb-cbd4-477f-9aa0-9f27b32e312b", "utilise advanced clinical skills", []),  # no successor
    ],
)  # fmt: skip
def test_esco_is_corrected_where_it_is_certain(
    tmp_path: Path, uri: str, label: str, expected: list[tuple[str, str, str]]
) -> None:
    assert changes(planned(tmp_path, {"o.yaml": OUTCOME.format(uri=uri, label=label)})) == expected


def test_a_misspelt_file_is_mended_whole_in_one_go(tmp_path: Path) -> None:
    text = OUTCOME.format(uri=LISTEN, label="listening").replace("type: skill", "type: Skill")
    made = planned(tmp_path, {"o.yaml": text}, comments=True)
    assert [(fix.code, fix.after) for fix in made.fixes if fix.path == "o.yaml" and fix.code] == [
        ("MC004", "skill"), ("MC304", "listen actively"),
    ]  # fmt: skip
    write_plan(tmp_path, made)
    assert plan(World(load(tmp_path), TODAY), rules=ALL).files == ()


def test_policy_waivers_and_selection_are_heeded(tmp_path: Path) -> None:
    outcome = {"o.yaml": OUTCOME.format(uri=LISTEN, label="listening")}
    waiver = (
        "kind: waivers\nid: waivers\nwaivers:\n"
        "  - {rule: MC304, in: o.yaml, reason: ours, approved_by: QA, expires: 2027-01-01}\n"
    )
    assert changes(planned(tmp_path, {**outcome, "waivers.yaml": waiver})) == []
    assert changes(planned(tmp_path, {**outcome, "waivers.yaml": waiver.replace("2027", "2026")})) != []
    off = "mctool: 1\nlanguages: [en]\npolicy: {rules: {MC304: {severity: 'off', reason: ours}}}\n"
    assert changes(planned(tmp_path, {**outcome, "mctool.yaml": off})) == []
    world = World(load(tmp_path), TODAY)
    others = [rule for rule in ALL if rule.code != "MC304"]
    assert plan(world, rules=others, schema_comments=False).files == ()
    assert plan(world, rules=ALL, only={"mctool.yaml"}, schema_comments=False).files == ()


def test_what_cannot_be_corrected_in_its_line_is_said(tmp_path: Path) -> None:
    folded = 'kind: programme\nid: p\nversion: "1"\ntitle: Talks\nparticipation: >-\n  Blended\n'
    made = planned(tmp_path, {"p.yaml": folded})
    assert made.files == ()
    assert [(one.fix.line, one.fix.after, one.reason) for one in made.withheld] == [
        (5, "blended", "the value does not stand on one line; correct it by hand")
    ]


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    made = planned(tmp_path, {"o.yaml": OUTCOME.format(uri=LISTEN, label="listening")})
    (tmp_path / "o.yaml").write_text("kind: outcome\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="has changed while"):
        write_plan(tmp_path, made)
    assert (tmp_path / "o.yaml").read_text(encoding="utf-8") == "kind: outcome\n"
    (tmp_path / "o.yaml").unlink()
    with pytest.raises(WorkspaceError, match="has changed while"):
        write_plan(tmp_path, made)


def test_evidence_digests_are_never_touched(tmp_path: Path) -> None:
    cohort = (
        "kind: cohort\nid: c\nprogramme: p\nversion: '1'\nresults:\n  - learner: L-1\n    status: Completed\n"
        "    assessments:\n      - {assessment: a, attempt: 1, date: 2026-05-12, ratings: [], evidence: "
        f"[{{type: Product, file: e.txt, sha256: {'0' * 64}}}]}}\n"
    )
    made = planned(tmp_path, {"c.yaml": cohort, "e.txt": "changed"})
    assert changes(made) == [("MC004", "Completed", "completed"), ("MC004", "Product", "product")]
    [file] = made.files
    assert b"0" * 64 in file.after


LISTS = (
    "modes-of-learning-and-assessment",
    "learning-setting-types",
    "countries",
    "eqf-levels",
    "learning-activity-types",
)


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_every_spelling_of_a_value_leads_back_to_it(data: st.DataObject) -> None:
    """Case, accents, hyphens and spaces are free as long as no other value of the list has that spelling."""
    concept = data.draw(st.sampled_from([one for name in LISTS for one in lists.concepts(name)]))
    letters = [data.draw(st.sampled_from(respelt(one))) for one in concept.slug]
    found = meant_on(concept.list, "".join(letters))
    assert found in (concept.slug, None)
    if len(concept.slug) > 4:
        assert found == concept.slug


def respelt(letter: str) -> list[str]:
    return ["-", " ", "_", "", "\u2013"] if letter == "-" else [letter, letter.upper(), f"{letter}\u0301"]
