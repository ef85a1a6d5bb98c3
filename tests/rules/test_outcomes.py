"""Layers of one outcome, and outcomes beside each other."""

from pathlib import Path

import pytest

from tests.rules.smallworld import OUTCOME, PROGRAMME, found, places

BILINGUAL = "mctool: 1\nlanguages: [en, pl]\n"
LISTEN = "http://data.europa.eu/esco/skill/a17286c5-238d-4f0b-bc24-29e9121345de"


def test_every_missing_layer_is_named(tmp_path: Path) -> None:
    findings = found(tmp_path, {"o.yaml": f"{OUTCOME}statement: x\n"}, "MC201")
    assert [finding.message for finding in findings] == [
        "The layer «behaviour» is missing", "The layer «competence» is missing", "The layer «context» is missing",
    ]  # fmt: skip


def test_layers_are_compared_within_a_language_whatever_their_case_and_stop(tmp_path: Path) -> None:
    layers = (
        "layers:\n  competence: {en: Mediate, pl: Mediuje}\n  behaviour: {en: MEDIATE., pl: Pyta}\n"
        "  context: {en: Mediuje, pl: pyta }\n"
    )
    files = {"mctool.yaml": BILINGUAL, "o.yaml": f"{OUTCOME}statement: x\n{layers}"}
    assert places(found(tmp_path, files, "MC202")) == [("MC202", 6, "19-27"), ("MC202", 7, "30-34")]


@pytest.mark.parametrize(
    ("statement", "fires"),
    [
        ("Communicate well", True),
        ("Paraphrases before disagreeing", False),
        ("Speaks in seminars", False),
        ("Be", False),  # too short to compare
    ],
)
def test_the_statement_takes_up_behaviour_or_context(tmp_path: Path, statement: str, *, fires: bool) -> None:
    layers = "layers: {behaviour: Paraphrase a view, context: In a seminar}\n"
    assert bool(found(tmp_path, {"o.yaml": f"{OUTCOME}statement: {statement}\n{layers}"}, "MC213")) is fires


def outcome(identity: str, rest: str) -> dict[str, str]:
    return {f"{identity}.yaml": f"kind: outcome\nid: {identity}\n{rest}"}


def test_a_statement_is_found_twice_in_any_language(tmp_path: Path) -> None:
    files = {
        "mctool.yaml": BILINGUAL,
        **outcome("a", "statement: {en: Mediate a dispute, pl: Mediuje w sporze}\n"),
        **outcome("b", "statement: {en: Settle a dispute, pl: Mediuje w sporze.}\n"),
        **outcome("c", "statement: {en: mediate a dispute, pl: Mediuje w sporze}\n"),
    }
    assert places(found(tmp_path, files, "MC215")) == [("MC215", 3, "39-56"), ("MC215", 3, "17-34")]


def test_competences_of_one_concept_are_compared_unless_the_mapping_is_loose(tmp_path: Path) -> None:
    def mapped(competence: str, match: str) -> str:
        return f"statement: x\nlayers: {{competence: {competence}}}\nesco: [{{uri: '{LISTEN}', match: {match}}}]\n"

    files = {
        **outcome("a", mapped("Listen actively", "close")),
        **outcome("b", mapped("listen actively.", "exact")),
        **outcome("c", mapped("Hear people out", "exact")),
        **outcome("d", mapped("Speak", "broad")),
    }
    assert [finding.path for finding in found(tmp_path, files, "MC217")] == ["c.yaml"]


def test_nothing_is_called_unused_while_a_programme_cannot_be_read(tmp_path: Path) -> None:
    from mctool.checking import check
    from mctool.rules import ALL
    from mctool.rules.world import World
    from mctool.workspace import load
    from tests.conftest import TODAY

    files = {**outcome("a", "statement: x\n"), "p.yaml": PROGRAMME}
    assert [finding.code for finding in found(tmp_path, files, "MC216")] == ["MC216"]
    (tmp_path / "p.yaml").write_text(f"{PROGRAMME}outcome: [a]\n", encoding="utf-8")
    codes = {finding.code for finding in check(World(load(tmp_path), TODAY), rules=ALL)}
    assert "MC003" in codes
    assert "MC216" not in codes
