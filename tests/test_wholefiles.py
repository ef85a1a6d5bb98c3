"""Files written whole or not at all, and who may read them afterwards."""

import os
import stat
from pathlib import Path

import pytest

from mctool.errors import WorkspaceError
from mctool.wholefiles import write_whole


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_and_its_folders_are_made_as_the_system_makes_files(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.write_bytes(b"")
    path = tmp_path / "a" / "b" / "c.yaml"
    write_whole(path, b"content")
    assert path.read_bytes() == b"content"
    assert mode(path) == mode(usual)


def test_who_may_read_a_file_stays_and_a_private_one_is_its_owners(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o640)
    write_whole(path, b"newer", private=True)
    assert (path.read_bytes(), mode(path)) == (b"newer", 0o600)
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def test_what_a_killed_run_left_is_no_hindrance_and_gives_nobody_a_look(tmp_path: Path) -> None:
    left = tmp_path / f".names.csv.{os.getpid()}.tmp"
    left.write_bytes(b"half")
    left.chmod(0o644)
    write_whole(tmp_path / "names.csv", b"whole", private=True)
    assert mode(tmp_path / "names.csv") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["names.csv"]


@pytest.mark.parametrize("name", ["file/below", "folder", "x" * 250])
def test_what_cannot_be_written_is_one_line_and_leaves_everything_as_it_was(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"here")
    (tmp_path / "folder" / "kept").mkdir(parents=True)
    with pytest.raises(WorkspaceError, match=r"cannot be written: [A-Z]"):
        write_whole(tmp_path / name, b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"here"
