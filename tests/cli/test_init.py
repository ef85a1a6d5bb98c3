"""``mctool init``: an empty workspace that can be validated at once, and refusals that change nothing."""

import subprocess
from pathlib import Path

import pytest

from mctool.models import Settings
from mctool.yamlsource import Source
from tests.cli.conftest import Mctool

GIVEN = ("--name", "Uniwersytet «Przykład»: Łódź", "--country", "POL", "--language", "en", "--language", "pl")


def test_an_empty_workspace_is_read_and_committed(mctool: Mctool, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    assert mctool("init", folder, *GIVEN, "--ci", "github").code == 0
    status = subprocess.run(["git", "status", "--porcelain"], cwd=folder, capture_output=True, text=True, check=True)
    assert status.stdout == ""
    ended = mctool("validate", "-C", folder, "--format", "json")
    assert ended.json["files"] == 2
    assert {one["path"] for one in ended.json["findings"]} <= {"institution.yaml", "mctool.yaml"}
    assert not {one["code"] for one in ended.json["findings"]} & {"MC001", "MC002", "MC003", "MC004", "MC005"}
    assert "mctool validate" in (folder / ".github/workflows/mctool.yml").read_text()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--name", "U", "--country", "PL", "--language", "en"), "did you mean «POL»"),
        (("--name", "U", "--country", "POL", "--language", "english"), "did you mean «en»"),
        (("--name", " ", "--country", "POL", "--language", "en"), "has a name"),
        (("--name", "U", "--country", "POL"), "--language is missing"),
    ],
)
def test_wrong_answers_make_nothing(mctool: Mctool, tmp_path: Path, given: tuple[str, ...], words: str) -> None:
    ended = mctool("init", tmp_path / "ws", *given)
    assert ended.code == 2
    assert words in ended.err
    assert not (tmp_path / "ws").exists()


def test_an_occupied_folder_stays_as_it_is(mctool: Mctool, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    assert mctool("init", tmp_path, *GIVEN).code == 2
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("name", ["we: ird, #x", "łódź", "two words", "{a}", "-", "line\nbreak"])
def test_names_of_folders_come_into_the_settings_whole(mctool: Mctool, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    assert mctool("init", "--", folder).code == 2  # nothing was asked without a terminal, nothing made
    assert mctool("init", *GIVEN, "--", folder).code == 0
    settings = Settings.model_validate(Source.from_bytes((folder / "mctool.yaml").read_bytes()).data)
    assert settings.identities == f"../{name}-identities/learners.csv"
    assert settings.trust == (f"../{name}-keys/seal.pem",)


def test_the_folder_somebody_is_in_has_a_name_too(
    mctool: Mctool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert mctool("init", ".", *GIVEN).code == 0
    assert "\nidentities: ../here-identities/learners.csv\n" in Path("mctool.yaml").read_text(encoding="utf-8")
