"""A workspace of a few lines, for rules whose boundaries the manual pages do not show."""

from collections.abc import Mapping
from pathlib import Path

from mctool.checking import check
from mctool.findings import Finding
from mctool.rules import ALL
from mctool.rules.world import World
from mctool.workspace import load
from tests.conftest import TODAY

SETTINGS = "mctool: 1\nlanguages: [en]\n"
OUTCOME = "kind: outcome\nid: o\n"
PROGRAMME = 'kind: programme\nid: p\nversion: "1"\ntitle: Talks\n'
INSTITUTION = "kind: institution\nid: institution\nname: Example University\naddress: {country: POL}\n"
RUBRIC = "kind: rubric\nid: r\ntitle: Talk\n"


def found(root: Path, files: Mapping[str, str | bytes], *codes: str) -> list[Finding]:
    """The findings of the rules with these *codes* on a workspace of *files*; settings are added where missing."""
    for name, content in {"mctool.yaml": SETTINGS, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    workspace = load(root)
    assert workspace.faults == ()
    rules = [rule for rule in ALL if rule.code in codes]
    assert len(rules) == len(codes)
    return list(check(World(workspace, TODAY), rules=rules))


def places(findings: list[Finding]) -> list[tuple[str, int, str]]:
    """Code, line and underlined columns of each finding."""
    return [(one.code, one.span.line, f"{one.span.column}-{one.span.end_column}") for one in findings]
