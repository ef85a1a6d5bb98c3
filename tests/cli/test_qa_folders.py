"""Where issuing writes: names never where git would take them up, the register nowhere else."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, SPRING, Mctool


def commit(workspace: Path) -> None:
    subprocess.run(["git", "add", "-A"], cwd=workspace, check=True)
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "x"], cwd=workspace, check=True
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("output: issued", "output: .", "MC120"),
        ("output: issued", "output: register/deep", "git does not ignore"),
        ("register: register", "register: issued", "MC120"),
        ("register: register", "register: ../elsewhere", "not kept under git"),
    ],
)
def test_folders_that_would_leak_names_or_lose_the_register_are_refused(
    mctool: Mctool, workspace: Path, before: str, after: str, words: str
) -> None:
    settings = workspace / "mctool.yaml"
    text = settings.read_text(encoding="utf-8")
    assert before in text
    settings.write_text(text.replace(before, after), encoding="utf-8")
    commit(workspace)
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW)
    assert ended.code == 2
    assert words in ended.out + ended.err
    assert not list(workspace.parent.rglob("*.jsonl"))
    assert not list(workspace.parent.rglob("*.pdf"))


def test_credentials_may_go_outside_the_repository(mctool: Mctool, workspace: Path) -> None:
    settings = workspace / "mctool.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("output: issued", "output: ../delivered"), encoding="utf-8")
    commit(workspace)
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW, "--formats", "xml")
    assert ended.code == 0
    assert len(list((workspace.parent / "delivered" / f"TEST-{SPRING}").glob("*.xml"))) == 8
