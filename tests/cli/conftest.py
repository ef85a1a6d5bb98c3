"""Commands run in this process, on copies of the example laid out by ``mctool init``."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mctool.cli.app import run
from mctool.workspace import load
from tests.seals.pki import SEAL, SUBJECT, NameOID, Pki, generate

NOW = "2026-11-24T10:00:00Z"
SPRING = "inclusive-communication-2026-spring"
SEALED = f"TEST-{SPRING}"
"""The folder of what a test seal sealed."""
PASSWORD = "correct horse"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


Mctool = Callable[..., Ended]


@pytest.fixture
def mctool(capfd: pytest.CaptureFixture[str]) -> Mctool:
    """Runs a command and says how it ended."""

    def call(*arguments: str | Path) -> Ended:
        capfd.readouterr()
        code = run([str(one) for one in arguments])
        captured = capfd.readouterr()
        assert "Traceback" not in captured.err
        return Ended(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example workspace in ``ws``, its identities, and a test seal beside it; not to be changed."""
    folder = tmp_path_factory.mktemp("laid-out")
    os.environ["MCTOOL_SEAL_PASSWORD"] = PASSWORD
    assert run(["init", str(folder / "ws"), "--example", "equini"]) == 0
    assert run(["seal", "new", str(folder / "ws-keys" / "seal.p12"), "-C", str(folder / "ws"), "--now", NOW]) == 0
    return folder


@pytest.fixture
def workspace(laid_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of the laid-out workspace, with its surroundings."""
    monkeypatch.setenv("MCTOOL_SEAL_PASSWORD", PASSWORD)
    shutil.copytree(laid_out, tmp_path / "place", symlinks=True)
    return tmp_path / "place" / "ws"


@pytest.fixture
def real_seal(workspace: Path) -> Path:
    """A seal whose certificate does not say TEST, for the institution of *workspace*, beside the test seal."""
    institution = load(workspace).institution
    assert institution is not None
    assert institution.model.eidas is not None
    key, pki = generate("p256"), Pki()
    named = {NameOID.ORGANIZATION_NAME: "Example", NameOID.ORGANIZATION_IDENTIFIER: institution.model.eidas.number}
    path = workspace.parent / "ws-keys" / "real.p12"
    path.write_bytes(pki.pkcs12(key, pki.intermediate.issue(key.public_key(), SUBJECT | named, *SEAL), PASSWORD))
    return path
