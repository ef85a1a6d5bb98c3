"""The official files: pinned whatever the source, and real credentials checked against them."""

import hashlib
import shutil
from pathlib import Path

import pytest

from mctool.officialfiles import pins
from tests.cli.conftest import NOW, SPRING, Mctool

pytestmark = pytest.mark.official


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("MCTOOL_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "official"


def test_the_files_are_kept_as_pinned(mctool: Mctool, official: Path, cache: Path) -> None:
    assert mctool("official", "pull", "--from", official).code == 0
    for path, pinned in pins().items():
        assert hashlib.sha256((cache / path).read_bytes()).hexdigest() == pinned


def test_another_file_is_refused_and_nothing_kept(mctool: Mctool, official: Path, cache: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for name in ("xsd", "shacl", "contexts"):
        shutil.copytree(official / name, copy / name, copy_function=shutil.copyfile)
    changed = copy / "xsd" / "genericschema_1.2.xsd"
    changed.write_bytes(changed.read_bytes() + b" ")
    ended = mctool("official", "pull", "--from", copy)
    assert ended.code == 2
    assert "genericschema_1.2.xsd" in ended.err
    changed.unlink()
    assert "cannot be read" in mctool("official", "pull", "--from", copy).err
    assert not cache.exists()


def test_offline_is_said_in_one_line(mctool: Mctool, official: Path, cache: Path) -> None:
    ended = mctool("official", "pull", "--from", "http://127.0.0.1:9/official")
    assert ended.code == 2
    assert "cannot be fetched" in ended.err
    assert "official pull" in mctool("official", "check", "x.xml").err


def test_issued_files_conform(mctool: Mctool, official: Path, cache: Path, workspace: Path) -> None:
    assert mctool("official", "pull", "--from", official).code == 0
    issued = mctool("issue", SPRING, "-C", workspace, "--yes", "--format", "json", "--now", NOW).json["issued"]
    files = [workspace / one["files"][kind] for one in issued[:2] for kind in ("xml", "jsonld")]
    assert mctool("official", "check", *files, "--now", NOW).code == 0
    files[0].write_text(files[0].read_text().replace("<title>", "<tittle>").replace("</title>", "</tittle>"))
    ended = mctool("official", "check", *files, "--format", "json", "--now", NOW)
    assert ended.code == 1
    assert [one["verdict"] for one in ended.json["files"]] == ["fail", "pass", "pass", "pass"]
