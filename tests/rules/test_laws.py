"""Laws that every rule keeps: documented, fires on its Example, silent on its Fix, unique, sorted, with sources."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from mctool.checking import check
from mctool.findings import Finding
from mctool.rules import ALL
from mctool.rules.registry import SCOPES, Rule, Snippet, snippets
from mctool.rules.world import World
from mctool.workspace import load
from tests.conftest import ROOT, TODAY

SOURCE = re.compile(r"(G[23]\.\d(\.\d)?|R(1[0-3]|[1-9])|Q(2[0-4]|1\d|[1-9])|M(1[01]|[1-9])|O[1-5])\Z")
BY_CODE = pytest.mark.parametrize("rule", ALL, ids=[rule.code for rule in ALL])


def test_codes_are_unique_and_sorted() -> None:
    codes = [rule.code for rule in ALL]
    assert codes == sorted(set(codes))


def test_names_are_unique() -> None:
    assert len({rule.name for rule in ALL}) == len(ALL)


@BY_CODE
def test_rule_is_documented(rule: Rule) -> None:
    page = rule.page
    assert page.fault.endswith(".")
    assert len(page.fault) <= 110
    assert page.why
    assert snippets(page.example)
    assert snippets(page.fix)
    assert rule.over in SCOPES
    assert rule.sources
    assert all(SOURCE.match(source) for source in rule.sources)


def apply(snippet: Snippet, root: Path) -> None:
    """Makes the change that a manual page shows."""
    path = root / snippet.path
    if snippet.how == "removed":
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if snippet.how == "whole":
        path.write_text(snippet.text, encoding="utf-8")
        return
    yaml = YAML()
    yaml.width = 1000
    before: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"))
    for key in snippet.without:
        del before[key]
    before.update(yaml.load(snippet.text) or {})
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(before, file)


def findings(rule: Rule, section: str, tmp_path: Path) -> list[Finding]:
    """The findings of *rule* on the example workspace, changed as *section* of its manual page says."""
    root = tmp_path / "equini"
    shutil.copytree(ROOT / "examples" / "equini", root)
    shutil.copytree(ROOT / "examples" / "equini-identities", tmp_path / "equini-identities")
    for snippet in snippets(section):
        apply(snippet, root)
    return [finding for finding in check(World(load(root), TODAY), rules=[rule]) if finding.waived is None]


@BY_CODE
def test_rule_fires_on_its_example(rule: Rule, tmp_path: Path) -> None:
    found = findings(rule, rule.page.example, tmp_path)
    assert found
    assert {finding.code for finding in found} == {rule.code}
    changed = {snippet.path for snippet in snippets(rule.page.example)}
    assert changed & {finding.path for finding in found} or rule.over == "workspace"


@BY_CODE
def test_rule_is_silent_on_its_fix(rule: Rule, tmp_path: Path) -> None:
    assert findings(rule, rule.page.fix, tmp_path) == []


def test_the_example_workspace_has_no_finding(tmp_path: Path) -> None:
    root = tmp_path / "equini"
    shutil.copytree(ROOT / "examples" / "equini", root)
    shutil.copytree(ROOT / "examples" / "equini-identities", tmp_path / "equini-identities")
    assert list(check(World(load(root), TODAY))) == []
