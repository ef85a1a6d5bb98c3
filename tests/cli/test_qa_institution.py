"""Nothing is issued in the name of an institution that cannot be read."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, SPRING, Mctool


@pytest.mark.parametrize("more", [[], ["--unsealed"], ["--dry-run"]], ids=" ".join)
def test_an_unreadable_institution_stops_everything_with_its_findings(
    mctool: Mctool, workspace: Path, more: list[str]
) -> None:
    (workspace / "institution.yaml").write_text("kind: institution\n", encoding="utf-8")
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qam", "x"], cwd=workspace, check=True
    )
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--format", "json", "--now", NOW, *more)
    assert ended.code == 2
    assert {one["path"] for one in ended.json["findings"]} == {"institution.yaml"}
    assert not (workspace / "issued").exists()
