"""What a workspace is made of speaks its language: advice, comments behind values, blanks."""

from pathlib import Path

import pytest

from mctool.yamlsource import Source
from tests.cli.conftest import Mctool
from tests.conftest import ROOT

DESCRIPTORS = ROOT / "templates/descriptors"


def english(language: str) -> set[str]:
    """What templates say in English and otherwise in *language*."""
    advice = Source.from_bytes((DESCRIPTORS / "advice.yaml").read_bytes()).data
    common = Source.from_bytes((DESCRIPTORS / "common.yaml").read_bytes()).data
    said = {text["en"] for text in advice.values() if text[language] != text["en"] and len(text["en"]) > 2}
    return said | {text["en"] for text in common.values() if "en" in text}


@pytest.mark.parametrize("language", ["pl", "de", "fr", "es", "pt", "nl"])
def test_a_workspace_in_another_language_holds_no_english_words(mctool: Mctool, tmp_path: Path, language: str) -> None:
    folder = tmp_path / "ws"
    assert mctool("init", folder, "--name", "U", "--country", "POL", "--language", language).code == 0
    mctool("new", "programme", "themed", "--from", "empathy", "-C", folder)
    mctool("new", "cohort", "spring", "--from", "themed", "-C", folder)
    for kind in ("programme", "outcome", "rubric", "institution"):
        mctool("new", kind, "blank", "--no-input", "-C", folder)
    written = list(folder.rglob("*.yaml"))
    assert len(written) == 11
    for path in written:
        text = path.read_text(encoding="utf-8").replace("\n# ", " ")
        assert {words for words in english(language) if words in text} == set(), path
    found = mctool("validate", "-C", folder, "--format", "json").json["findings"]
    assert "MC001" not in {one["code"] for one in found}
    blanks = [one for one in found if one["code"] == "MC008"]
    assert {one["path"].partition("/")[0] for one in blanks} >= {"programmes", "outcomes"}


def test_advice_is_not_broken_within_a_command(mctool: Mctool, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    mctool("init", folder, "--name", "U", "--country", "POL", "--language", "de")
    mctool("new", "programme", "themed", "--from", "empathy", "-C", folder)
    for path in folder.rglob("*.yaml"):
        ends = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        assert [line for line in ends if line.endswith("-")] == [], path
