"""``mctool demo`` from a clean folder, and ``approve`` on the way to a changed programme."""

from pathlib import Path

import pytest

from tests.cli.conftest import NOW, SPRING, Mctool


def test_the_demonstration_ends_well_and_names_its_files(mctool: Mctool, tmp_path: Path) -> None:
    ended = mctool("demo", tmp_path / "tour")
    assert ended.code == 0
    places = dict(line.rsplit(None, 1) for line in ended.out.partition("== Where everything is\n")[2].splitlines())
    assert len(places) == 7
    assert all(Path(path).exists() for path in places.values())
    assert {"MC701", "MC702", "MC703"} <= set(ended.out.split())
    assert mctool("demo", tmp_path / "tour").code == 2


def test_a_changed_programme_is_issued_on_only_after_approval(mctool: Mctool, workspace: Path) -> None:
    path = workspace / "programmes" / "inclusive-communication.yaml"
    before = path.read_text()
    path.write_text(before.replace("attempts: 2", "attempts: 3", 1))
    codes = {
        one["code"] for one in mctool("validate", "-C", workspace, "--format", "json", "--now", NOW).json["findings"]
    }
    assert "MC502" in codes
    given = ("--body", "Senate committee", "--reference", "Resolution 3/2026", "--date", "2026-02-20", "-C", workspace)
    done = mctool("approve", "inclusive-communication", *given, "--now", NOW, "--format", "json")
    assert done.code == 0
    after = path.read_text()
    assert done.json["digest"] in after
    assert [line for line in before.splitlines() if line.lstrip().startswith("#")] == [
        line for line in after.splitlines() if line.lstrip().startswith("#")
    ]
    findings = mctool("validate", "-C", workspace, "--format", "json", "--now", NOW).json["findings"]
    assert not {one["code"] for one in findings} & {"MC501", "MC502"}


@pytest.mark.parametrize(
    ("spoiling", "words"),
    [("title:\n  en: x: y\n", "cannot be read"), ("unknown_key: 1\n", "cannot be read")],
)
def test_a_programme_that_cannot_be_read_is_not_approved(
    mctool: Mctool, workspace: Path, spoiling: str, words: str
) -> None:
    path = workspace / "programmes" / "inclusive-communication.yaml"
    path.write_text(spoiling + path.read_text())
    ended = mctool("approve", "inclusive-communication", "--body", "b", "--reference", "r", "-C", workspace)
    assert ended.code == 2
    assert words in ended.err


def test_a_programme_with_errors_is_not_approved(mctool: Mctool, workspace: Path) -> None:
    rubric = workspace / "rubrics" / "conflict-scenario.yaml"
    rubric.write_text(rubric.read_text().replace("minimum: acceptable\n", "", 1))
    before = (workspace / "programmes" / "inclusive-communication.yaml").read_text()
    ended = mctool("approve", "inclusive-communication", "--body", "b", "--reference", "r", "-C", workspace)
    assert ended.code == 1
    assert "MC404" in ended.out
    assert (workspace / "programmes" / "inclusive-communication.yaml").read_text() == before


def test_decide_shows_everybody_and_writes_nothing(mctool: Mctool, workspace: Path) -> None:
    ended = mctool("decide", SPRING, "-C", workspace, "--format", "json", "--now", NOW)
    assert ended.code == 0
    assert sum(ended.json["summary"].values()) == len(ended.json["decisions"]) == 12
    assert not (workspace / "issued").exists()
