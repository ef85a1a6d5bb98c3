"""Levels and ESCO mappings where the manual pages show one case only."""

from pathlib import Path

import pytest

from tests.rules.smallworld import OUTCOME, PROGRAMME, found, places

SKILL = "http://data.europa.eu/esco/skill/"
LISTEN, COMMUNICATION = f"{SKILL}a17286c5-238d-4f0b-bc24-29e9121345de", f"{SKILL}15d76317-c71a-4fa2-aadc-2ecc34e627b7"
ESCO = ("MC301", "MC302", "MC303", "MC304", "MC315", "MC316", "MC317")


@pytest.fixture(autouse=True)
def only_the_core_subset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have imported all of ESCO."""
    monkeypatch.setenv("MCTOOL_DATA", str(tmp_path / "no-data"))


@pytest.mark.parametrize(
    ("mappings", "expected"),
    [
        (f"{{uri: '{LISTEN}', label: listen actively}}", []),
        (f"{{uri: '{LISTEN}', label: LISTEN  Actively}}", []),
        (f"{{uri: '{LISTEN}'}}", []),
        (f"{{uri: '{LISTEN}', label: communication}}", ["MC304"]),
        (f"{{uri: '{COMMUNICATION}', match: broad}}", ["MC316"]),
        (f"{{uri: '{LISTEN}'}}, {{uri: '{COMMUNICATION}', match: broad}}", []),
        (f"{{uri: '{LISTEN}'}}, {{uri: '{COMMUNICATION}', match: close}}", ["MC316"]),
        (f"{{uri: '{LISTEN}/'}}", ["MC302"]),
        ("{uri: 'http://data.europa.eu/esco/occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34'}", ["MC302"]),
        ("{uri: javascript}", ["MC302"]),
        ("{uri: 'http://data.europa.eu/esco/isced-f/0031'}", ["MC315"]),
        (f"{{uri: '{SKILL}3481d400-2eaa-4ab3-bb06-5f45b4380052'}}", ["MC303"]),
        (f"{{uri: '{SKILL}00000000-0000-4000-8000-000000000000'}}", ["MC317"]),
    ],
)
def test_one_mapping_gets_one_verdict(tmp_path: Path, mappings: str, expected: list[str]) -> None:
    outcome = f"{OUTCOME}statement: Paraphrase a view\ntype: skill\nesco: [{mappings}]\n"
    assert [finding.code for finding in found(tmp_path, {"o.yaml": outcome}, *ESCO)] == expected


def test_each_mapping_is_judged_at_its_own_line(tmp_path: Path) -> None:
    outcome = (
        f"{OUTCOME}statement: Paraphrase a view\nesco:\n  - {{uri: '{LISTEN}'}}\n"
        f"  - {{uri: '{LISTEN}', label: hear}}\n  - {{uri: S1.7}}\n"
    )
    assert [place[:2] for place in places(found(tmp_path, {"o.yaml": outcome}, *ESCO))] == [("MC304", 6), ("MC302", 7)]


@pytest.mark.parametrize(("level", "fires"), [(4, True), (5, False), (6, False), (7, False), (8, True)])
def test_an_outcome_may_be_one_level_off(tmp_path: Path, level: int, *, fires: bool) -> None:
    files = {
        "o.yaml": f"{OUTCOME}statement: Paraphrase a view\neqf_level: {level}\n",
        "p.yaml": f"{PROGRAMME}outcomes: [o]\neqf_level: 6\n",
    }
    assert bool(found(tmp_path, files, "MC319")) is fires


@pytest.mark.parametrize(
    ("national", "expected"),
    [
        ("level: '6', uri: pqf-level-6", []),
        ("level: PQF level 6", []),
        ("level: Level 6, uri: pqf-level-6", []),
        ("level: '7', uri: pqf-level-6", ["6:36-39"]),
        ("level: '7', uri: pqf-level-7", ["6:46-57"]),
        ("level: '16', uri: pqf-level-6", ["6:36-40"]),
        ("level: '6', uri: bh-nqf-level-6", []),  # its EQF level is not told
    ],
)
def test_a_national_level_fits_the_european_one(tmp_path: Path, national: str, expected: list[str]) -> None:
    programme = f"{PROGRAMME}eqf_level: 6\nnqf_level: {{framework: PRK, {national}}}\n"
    findings = found(tmp_path, {"p.yaml": programme}, "MC306")
    assert [f"{one.span.line}:{one.span.column}-{one.span.end_column}" for one in findings] == expected
