"""Files that break YAML or fall into its traps, in tests/cases/yaml: each says in its first line what must be found.

The line holds the rule, the place (``*`` for any column), and words of the message or of the help.
"""

import re
from pathlib import Path

import pytest

from mctool.checking import check
from mctool.rules.world import World
from mctool.workspace import load
from tests.conftest import ROOT, TODAY

CASES = sorted((ROOT / "tests" / "cases" / "yaml").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    expected = re.match(r"# (MC[0-9]{3}) ([0-9]+):([0-9]+|\*) (.+)\n", content.decode())
    assert expected is not None, "the first line says what must be found"
    code, line, column, words = expected.groups()
    (tmp_path / "mctool.yaml").write_text("mctool: 1\nlanguages: [en, pl]\n")
    (tmp_path / "case.yaml").write_bytes(content)
    found = [one for one in check(World(load(tmp_path), TODAY)) if one.path == "case.yaml" and one.code == code]
    assert [one.span.line for one in found] == [int(line)]
    assert column in ("*", str(found[0].span.column))
    assert words in f"{found[0].message} {found[0].help}"
