"""The official files: pinned whatever the source, and real credentials checked against them."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from mctool.officialfiles import pinned_files
from tests.cli.conftest import NOW, SPRING, Mctool

pytestmark = pytest.mark.official


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("MCTOOL_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "official"


def test_the_files_are_kept_as_pinned(mctool: Mctool, official: Path, cache: Path) -> None:
    assert mctool("official", "pull", "--from", official).code == 0
    for file in pinned_files():
        assert hashlib.sha256((cache / file.path).read_bytes()).hexdigest() == file.sha256


def test_a_file_as_published_becomes_the_pinned_one(
    mctool: Mctool, official: Path, cache: Path, tmp_path: Path
) -> None:
    """Its imports are made local, and JSON is laid out anew; nothing else is forgiven."""
    copy = tmp_path / "copy"
    for name in ("xsd", "shacl", "contexts"):
        shutil.copytree(official / name, copy / name, copy_function=shutil.copyfile)
    schema, context = copy / "xsd" / "XAdES01903v141-201601.xsd", copy / "contexts" / "w3c-credentials-v1.jsonld"
    schema.write_bytes(
        schema.read_bytes().replace(b'"XAdES01903v132', b'"http://uri.etsi.org/01903/v1.3.2/XAdES01903v132')
    )
    context.write_text(json.dumps(json.loads(context.read_bytes())))
    assert mctool("official", "pull", "--from", copy).code == 0
    assert (cache / "xsd" / schema.name).read_bytes() == (official / "xsd" / schema.name).read_bytes()
    context.write_text(context.read_text().replace("1.1", "1.2", 1))
    assert "is another file" in mctool("official", "pull", "--from", copy).err


def test_each_address_names_its_maker() -> None:
    makers = ("https://api.github.com/repos/european-commission-empl/", "https://uri.etsi.org/", "https://www.w3.org/")
    assert all(file.address.startswith(makers) for file in pinned_files())


def test_the_address_in_the_repository_is_the_content(official: Path) -> None:
    """A git blob is called by the SHA-1 of its content."""
    for file in pinned_files():
        content = (official / file.path).read_bytes()
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
        assert file.address.endswith(f"/git/blobs/{blob}") or "api.github.com" not in file.address


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


def test_without_a_source_the_makers_are_asked(mctool: Mctool, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    ended = mctool("official", "pull")
    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert pinned_files()[0].address in ended.err
    assert "--from takes a folder too" in ended.err


def test_issued_files_conform(mctool: Mctool, official: Path, cache: Path, workspace: Path) -> None:
    assert mctool("official", "pull", "--from", official).code == 0
    issued = mctool("issue", SPRING, "-C", workspace, "--yes", "--format", "json", "--now", NOW).json["issued"]
    files = [workspace / one["files"][kind] for one in issued[:2] for kind in ("xml", "jsonld")]
    assert mctool("official", "check", *files, "--now", NOW).code == 0
    files[0].write_text(files[0].read_text().replace("<title>", "<tittle>").replace("</title>", "</tittle>"))
    ended = mctool("official", "check", *files, "--format", "json", "--now", NOW)
    assert ended.code == 1
    assert [one["verdict"] for one in ended.json["files"]] == ["fail", "pass", "pass", "pass"]
