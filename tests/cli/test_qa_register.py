"""A register that is broken, gone or empty answers nothing: no «valid» with exit code 0, no status list."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, SPRING, Mctool


def garbage(register: Path) -> None:
    with register.open("a", encoding="utf-8") as file:
        file.write("garbage\n")


def gone_with_its_head(register: Path) -> None:
    register.unlink()
    register.with_suffix(".head").unlink()


@pytest.mark.parametrize("spoil", [garbage, Path.unlink, gone_with_its_head])
def test_verify_in_a_spoilt_register_cannot_tell(
    mctool: Mctool, workspace: Path, spoil: Callable[[Path], None]
) -> None:
    issued = mctool("issue", SPRING, "-C", workspace, "--yes", "--format", "json", "--now", NOW, "--formats", "xml")
    file = workspace / issued.json["issued"][0]["files"]["xml"]
    arguments = ("verify", file, "-C", workspace, "--register", "--now", NOW)
    assert mctool(*arguments).code == 0
    spoil(workspace / "register" / f"{SPRING}.jsonl")
    ended = mctool(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "register" in ended.err


def test_no_status_list_is_published_over_a_register_that_is_gone(mctool: Mctool, workspace: Path) -> None:
    assert mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW, "--formats", "xml").code == 0
    (workspace / "register" / f"{SPRING}.jsonl").unlink()
    target = workspace.parent / "statuslist.json"
    ended = mctool("statuslist", "-C", workspace, "-o", target, "--now", NOW)
    assert ended.code == 2
    assert "MC901" in ended.err
    assert not target.exists()
