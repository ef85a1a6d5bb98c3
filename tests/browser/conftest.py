"""Two workspaces' reports as HTML files, a browser, and axe-core."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from mctool.cli.app import run
from mctool.decisions import decide
from mctool.demonstration import spoil
from mctool.rules.world import World
from mctool.workspace import load
from tests.browser.chromium import axe_script, chromium
from tests.cli.conftest import NOW, SPRING, laid_out
from tests.conftest import ROOT, TODAY

KINDS = ("audit", "programme", "cohort", "consistency", "risk", "review")
ARTEFACTS = Path(os.environ.get("MCTOOL_ARTEFACTS") or ROOT / ".ci" / "artefacts")

__all__ = ["ARTEFACTS", "KINDS", "laid_out"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; pictures it takes go to ARTEFACTS."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    with chromium() as one:
        yield one


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core."""
    return axe_script(tmp_path_factory.mktemp("axe"))


@pytest.fixture(scope="session")
def issued(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The six reports on the example after issuing, with three refusals and a waiver."""
    folder = tmp_path_factory.mktemp("issued")
    workspace = _copy(laid_out, folder)
    (workspace / "waivers.yaml").write_text(
        "kind: waivers\nid: waivers\nwaivers:\n- rule: MC524\n  in: programmes/inclusive-communication.yaml\n"
        "  reason: the pilot's feedback is being evaluated\n  approved_by: Quality Office\n  expires: 2026-12-31\n",
        encoding="utf-8",
    )
    world = World(load(workspace), TODAY)
    spoil(
        world.workspace, SPRING, [one for one in decide(world, world.workspace.cohorts[SPRING]) if one.verdict.awards]
    )
    assert run(["issue", SPRING, "-C", str(workspace), "--yes", "--formats", "xml", "--now", NOW]) == 1
    return _reports(workspace, folder)


@pytest.fixture(scope="session")
def marred(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The six reports on an example with gaps everywhere, an unreadable file, and words that no line holds."""
    folder = tmp_path_factory.mktemp("marred")
    workspace = _copy(laid_out, folder)
    path = workspace / "programmes" / "inclusive-communication.yaml"
    text = path.read_text(encoding="utf-8")
    before = "title:\n  en: Inclusive communication in academic teams\n"
    assert before in text
    text = text.replace(
        before, f"title:\n  en: {'Unbroken' * 20} <script>alert(1)</script> \u05e9\u05dc\u05d5\u05dd\n", 1
    )
    path.write_text(text.replace("eqf_level: 6\n", "", 1), encoding="utf-8")
    institution = workspace / "institution.yaml"
    text = institution.read_text(encoding="utf-8")
    institution.write_text(text[: text.index("quality_assurance:")], encoding="utf-8")
    (workspace / "outcomes" / f"{'long-name-' * 12}end.yaml").write_text("kind: outcome\n\tid: *x\n", encoding="utf-8")
    return _reports(workspace, folder)


def _copy(laid_out: Path, folder: Path) -> Path:
    shutil.copytree(laid_out, folder / "place", symlinks=True)
    return folder / "place" / "ws"


def _reports(workspace: Path, folder: Path) -> Path:
    for kind in KINDS:
        code = run(["report", kind, "-C", str(workspace), "-o", str(folder / f"{kind}.html"), "--now", NOW])
        assert code == 0, kind
    return folder
