"""What all tests share: the example workspace, and the official files."""

import os
import shutil
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 24)

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as in a job in the background, and processes pass it on
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def official() -> Path:
    """The folder with the official Europass files."""
    name = os.environ.get("MCTOOL_OFFICIAL")
    if not name:
        pytest.skip("MCTOOL_OFFICIAL names no folder with the official Europass files")
    folder = Path(name).resolve()
    assert folder.is_dir(), f"MCTOOL_OFFICIAL names {folder}, which is not a folder"
    return folder


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the packaged example workspace, its identities beside it as in the checkout."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path / "examples" / "equini"


@pytest.fixture(scope="session")
def example_in_place() -> Path:
    """The packaged example workspace itself, for tests that only read."""
    return ROOT / "examples" / "equini"


@pytest.fixture(autouse=True, scope="session")
def _own_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the person who runs the tests has imported must not change them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MCTOOL_DATA", str(tmp_path_factory.mktemp("data")))
        yield
