"""A real YAML language server completes our keys and values and underlines what our schemas refuse."""

import json
from pathlib import Path

import pytest

from mctool.fixing.schemacomment import SCHEMAS
from tests.cli.conftest import Mctool
from tests.conftest import ROOT
from tests.editors.languageserver import LanguageServer, installed

GIVEN = ("--name", "U", "--country", "POL", "--language", "en")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed server."""
    return installed(tmp_path_factory.mktemp("server"))


def test_settings_of_the_workspace_are_enough_without_a_network(mctool: Mctool, tmp_path: Path, packages: Path) -> None:
    folder = tmp_path / "ws"
    assert mctool("init", folder, *GIVEN, "--editor", "vscode").code == 0
    assert mctool("new", "programme", "mine", "--from", "empathy", "-C", folder).code == 0
    told = json.loads((folder / ".vscode/settings.json").read_text(encoding="utf-8"))
    yaml = {"validate": True, "completion": True, "schemaStore": {"enable": False}, "schemas": {
        (folder / name).as_uri(): f"/{pattern}" for name, pattern in told["yaml.schemas"].items()
    }}  # fmt: skip
    with LanguageServer(packages, folder, {"yaml": yaml}) as server:
        for path in ("mctool.yaml", "institution.yaml", "programmes/mine.yaml"):
            server.open(path, (folder / path).read_text(encoding="utf-8"))
            assert server.faults(path) == [], path
        server.open("outcomes/fresh.yaml", "kind: outcome\nid: fresh\n\n")
        assert {"statement", "layers", "esco", "no_esco_reason"} <= server.completed("outcomes/fresh.yaml", 2, 0)
        server.open("programmes/other.yaml", "kind: programme\nparticipation: \n")
        assert {"blended", "online"} <= server.completed("programmes/other.yaml", 1, 15)
        server.open("rubrics/odd.yaml", "kind: rubric\nid: odd\nminimun: acceptable\n")
        assert any("minimun" in one and one.startswith("3:") for one in server.faults("rubrics/odd.yaml"))


def test_the_comment_of_a_descriptor_is_enough(mctool: Mctool, tmp_path: Path, packages: Path) -> None:
    folder = tmp_path / "ws"
    assert mctool("init", folder, *GIVEN).code == 0
    assert mctool("new", "outcome", "mine", "-C", folder).code == 0
    published = (ROOT / "schemas").as_uri()  # what will be at that address is in this folder
    with LanguageServer(packages, folder, {"yaml": {"validate": True, "schemaStore": {"enable": False}}}) as server:
        for path in ("mctool.yaml", "outcomes/mine.yaml"):
            text = (folder / path).read_text(encoding="utf-8")
            assert text.count(SCHEMAS) == 1
            server.open(path, text.replace(SCHEMAS, published))
            assert server.faults(path) == [], path
        wrong = (folder / "outcomes/mine.yaml").read_text(encoding="utf-8").replace("type: skill", "type: skil")
        server.open("outcomes/wrong.yaml", wrong.replace(SCHEMAS, published))
        assert any("Value is not accepted" in one for one in server.faults("outcomes/wrong.yaml"))
