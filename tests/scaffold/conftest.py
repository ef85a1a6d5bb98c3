"""The commands, as everywhere, and workspaces to begin in."""

from pathlib import Path

import pytest

from tests.cli.conftest import Mctool, laid_out, mctool, workspace

__all__ = ["laid_out", "mctool", "workspace"]


@pytest.fixture
def english(mctool: Mctool, tmp_path: Path) -> Path:
    """An empty workspace in English."""
    return _empty(mctool, tmp_path, "en")


@pytest.fixture
def two_languages(mctool: Mctool, tmp_path: Path) -> Path:
    """An empty workspace in English and Polish."""
    return _empty(mctool, tmp_path, "en", "pl")


def _empty(mctool: Mctool, tmp_path: Path, *languages: str) -> Path:
    folder = tmp_path / "ws"
    given = [word for one in languages for word in ("--language", one)]
    assert mctool("init", folder, "--name", "U", "--country", "POL", *given).code == 0
    return folder
