"""MC120, MC121, and MC502 beside a file that cannot be read."""

from pathlib import Path

import pytest

from mctool.checking import check
from mctool.rules import ALL
from mctool.rules.world import World
from mctool.workspace import load
from tests.conftest import TODAY
from tests.rules.smallworld import OUTCOME, found


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("output: mctool.yaml", "is a file"),
        ("output: .", "holds the whole workspace"),
        ("output: ../..", "holds the whole workspace"),
        ("output: data", "holds descriptors"),
        ("register: ./data/outcomes/", "holds descriptors"),
        ("register: issued", "in one folder"),
        ("output: loop", "is no name of a folder"),
        ("output: data/issued", None),
        ("output: elsewhere/issued", None),
        ("output: ../issued", None),
    ],
)
def test_folders_that_mctool_can_write_to(tmp_path: Path, setting: str, words: str | None) -> None:
    root = tmp_path / "ws"
    root.mkdir()
    (root / "loop").symlink_to("loop")
    files = {
        "mctool.yaml": f"mctool: 1\nlanguages: [en]\n{setting}\n",
        "data/outcomes/o.yaml": f"{OUTCOME}statement: Explain rules\n",
    }
    hits = found(root, files, "MC120")
    assert [words in one.message for one in hits if words] == ([True] if words else [])
    assert [one.span.line for one in hits] == ([3] if words else [])


def test_a_text_in_none_of_the_languages(tmp_path: Path) -> None:
    settings = "mctool: 1\nlanguages: [de, fr]\n"
    outcome = f"{OUTCOME}statement: {{en: Explain rules}}\nlayers:\n  behaviour: {{pl: Wyjaśnia, fr: Explique}}\n"
    [hit] = found(tmp_path, {"mctool.yaml": settings, "o.yaml": outcome}, "MC121")
    assert (hit.span.line, hit.span.column, hit.message) == (
        3, 17, "The text is in none of the workspace's languages (de, fr)",
    )  # fmt: skip


def test_a_file_that_cannot_be_read_is_not_called_a_change(example: Path) -> None:
    cues = example / "outcomes" / "describe-emotional-cues.yaml"
    text = cues.read_text(encoding="utf-8")

    def told() -> str:
        rules = [rule for rule in ALL if rule.code == "MC502"]
        [hit] = check(World(load(example), TODAY), rules=rules)
        return hit.message

    cues.write_text(text + "no_esco_reason: {en: none}\n", encoding="utf-8")
    assert "has changed since" in told()
    cues.write_text(text + "unknown: 1\n", encoding="utf-8")
    assert "Nobody can tell" in told()
    assert "the outcome «describe-emotional-cues» cannot be read" in told()
    cues.unlink()
    assert "has changed since" in told()
