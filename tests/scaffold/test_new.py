"""``mctool new``: every template is approved once its blanks are filled, and nothing is overwritten."""

import re
from pathlib import Path

import pytest

from mctool.drafting import themes
from tests.cli.conftest import Mctool

BLANK = re.compile(r"<[A-Za-z][^<>\n]*>")


@pytest.fixture
def empty(mctool: Mctool, tmp_path: Path) -> Path:
    """An empty workspace in English and Polish."""
    folder = tmp_path / "ws"
    given = ("--name", "Example University", "--country", "POL", "--language", "en", "--language", "pl")
    assert mctool("init", folder, *given).code == 0
    return folder


def fill(folder: Path) -> int:
    """Fills every blank below *folder* and says how many there were."""
    filled = 0
    for path in folder.rglob("*.yaml"):
        text, number = BLANK.subn("Micro-credential Office, room 12", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        filled += number
    return filled


def approve(mctool: Mctool, folder: Path) -> int:
    return mctool("approve", "mine", "--body", "Senate", "--reference", "S/1", "-C", folder).code


def test_there_are_twelve_themes() -> None:
    assert len(themes()) >= 12


@pytest.mark.parametrize("theme", themes())
def test_a_template_is_approved_once_its_blanks_are_filled(mctool: Mctool, empty: Path, theme: str) -> None:
    made = mctool("new", "programme", "mine", "--from", theme, "-C", empty, "--format", "json")
    assert made.code == 0
    assert len(made.json["written"]) == 4
    found = mctool("validate", "-C", empty, "--format", "json").json["findings"]
    assert "MC008" in {one["code"] for one in found}
    assert approve(mctool, empty) == 1
    assert fill(empty) >= 5
    found = mctool("validate", "-C", empty, *made.json["written"], "--format", "json").json["findings"]
    left = [one for one in found if one["severity"] == "error" and one["path"] in made.json["written"]]
    assert [(one["code"], one["message"]) for one in left if one["code"] != "MC501"] == []
    assert {one["code"] for one in found if one["path"].startswith(("outcomes", "rubrics"))} == set()
    assert approve(mctool, empty) == 0


def test_a_language_without_a_template_is_left_to_translate(mctool: Mctool, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    assert mctool("init", folder, "--name", "U", "--country", "DEU", "--language", "de").code == 0
    assert mctool("new", "programme", "zuhoeren", "--from", "active-listening", "-C", folder).code == 0
    assert 'de: "TODO: Active listening"' in (folder / "programmes/zuhoeren.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["outcome", "rubric", "programme", "institution"])
def test_a_blank_descriptor_can_be_read(mctool: Mctool, empty: Path, kind: str) -> None:
    made = mctool("new", kind, "fresh", "-C", empty, "--format", "json")
    assert made.code == 0
    found = mctool("validate", "-C", empty, *made.json["written"], "--format", "json").json["findings"]
    assert not {one["code"] for one in found} & {"MC001", "MC002", "MC003", "MC006"}
    assert "MC008" in {one["code"] for one in found} or kind == "rubric"


def test_a_copy_leaves_out_what_was_decided_for_the_first(mctool: Mctool, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    assert mctool("init", folder, "--example", "equini").code == 0
    assert mctool("new", "programme", "next", "--from", "inclusive-communication", "-C", folder).code == 0
    text = (folder / "programmes/next.yaml").read_text(encoding="utf-8")
    assert "id: next" in text
    assert "# Plain words for an employer" in text
    assert "approvals" not in text
    assert "review" not in text
    assert mctool("new", "cohort", "next-1", "--from", "next", "-C", folder).code == 0
    assert 'version: "2026.1"' in (folder / "cohorts/next-1.yaml").read_text(encoding="utf-8")
    found = mctool("validate", "-C", folder, "--format", "json").json["findings"]
    assert [one for one in found if one["path"] == "cohorts/next-1.yaml" and one["severity"] == "error"] == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("programme", "../out"), "is no id"),
        (("programme", "x", "--from", "empaty"), "did you mean «empathy»"),
        (("outcome", "x", "--from", "nowhere"), "there is no outcome «nowhere»"),
        (("cohort", "x"), "--from PROGRAMME"),
        (("institution", "institution"), "already there"),
    ],
)
def test_a_refusal_writes_nothing(mctool: Mctool, empty: Path, given: tuple[str, ...], words: str) -> None:
    before = sorted(path for path in empty.rglob("*.yaml"))
    ended = mctool("new", *given, "-C", empty)
    assert ended.code == 2
    assert words in ended.err
    assert sorted(path for path in empty.rglob("*.yaml")) == before


def test_two_programmes_from_one_template_do_not_overwrite(mctool: Mctool, empty: Path) -> None:
    assert mctool("new", "programme", "one", "--from", "bias", "-C", empty).code == 0
    ended = mctool("new", "programme", "two", "--from", "bias", "-C", empty)
    assert ended.code == 2
    assert "already there" in ended.err
    assert not (empty / "programmes/two.yaml").exists()


def test_help_names_every_template(mctool: Mctool) -> None:
    words = "".join(mctool("new", "--help").out.replace("│", " ").split())  # lines break at hyphens too
    assert [theme for theme in themes() if theme not in words] == []
