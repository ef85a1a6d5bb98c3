"""Findings in the forms that other programs read: SARIF 2.1.0, GitHub annotations, GitLab code quality, JUnit."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from mctool import __version__
from mctool.findings import Finding, Findings, Severity
from mctool.reports import manual
from mctool.reports.excerpts import visible
from mctool.reports.findings import sentence
from mctool.rules import ALL
from mctool.workspace import Workspace

_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://github.com/equini/mctool"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def fingerprint(finding: Finding) -> str:
    """What stays the same of a finding when lines move: file, rule, subject and words."""
    parts = (finding.path, finding.code, finding.subject, finding.message)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _place(workspace: Workspace, finding: Finding) -> str:
    """The file from the current folder, where CI services look, or from the workspace when that is elsewhere."""
    full, here = workspace.root / finding.path, Path.cwd()
    return full.relative_to(here).as_posix() if full.is_relative_to(here) else finding.path


def _text(finding: Finding) -> str:
    return f"{sentence(finding.message)} {finding.help}".strip()


def sarif(workspace: Workspace, found: Findings) -> str:
    """A SARIF log with every rule and its manual page; waived findings are suppressed."""
    index = {rule.code: at for at, rule in enumerate(ALL)}
    rules = [
        {
            "id": rule.code,
            "name": rule.name,
            "shortDescription": {"text": rule.page.fault},
            "fullDescription": {"text": rule.page.why},
            "help": {"text": manual.page(rule), "markdown": manual.page(rule)},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"sources": list(rule.sources)},
        }
        for rule in ALL
    ]
    driver = {"name": "mctool", "semanticVersion": __version__, "informationUri": _HOME, "rules": rules}
    results = [_result(workspace, one, index[one.code]) for one in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _result(workspace: Workspace, finding: Finding, rule: int) -> dict[str, Any]:
    span = finding.span
    region = {
        "startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column
    }  # fmt: skip
    waived = finding.waived
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _text(finding)},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": _uri(_place(workspace, finding))}, "region": region}}
        ],
        "partialFingerprints": {"mctool/v1": fingerprint(finding)},
        "suppressions": [{"kind": "external", "justification": waived.reason}] if waived else [],
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


def github(workspace: Workspace, found: Findings) -> str:
    """Workflow commands, which GitHub shows beside the lines."""
    return "\n".join(
        f"::{_GITHUB[one.severity]} file={_property(_place(workspace, one))},line={one.span.line},"
        f"col={one.span.column},endLine={one.span.end_line},endColumn={one.span.end_column},"
        f"title={_property(f'{one.code} {one.name}')}::{_data(_text(one))}"
        for one in found
        if one.waived is None
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(workspace: Workspace, found: Findings) -> str:
    """A code quality report. Of findings alike each has a number, since GitLab takes equal fingerprints for one."""
    alike: Counter[str] = Counter()
    listed = []
    for one in found:
        if one.waived is None:
            name = fingerprint(one)
            alike[name] += 1
            listed.append({
                "description": f"{one.code} {_text(one)}",
                "check_name": f"{one.code} {one.name}",
                "fingerprint": hashlib.sha256(f"{name} {alike[name]}".encode()).hexdigest(),
                "severity": _GITLAB[one.severity],
                "location": {"path": _place(workspace, one), "lines": {"begin": one.span.line}},
            })  # fmt: skip
    return json.dumps(listed, ensure_ascii=False, indent=1)


def junit(workspace: Workspace, found: Findings) -> str:
    """A test report with a case for each file; errors and warnings fail it, notes and waived findings do not.

    Characters that XML has no place for are shown by a sign.
    """
    failing = [one for one in found if one.waived is None and one.severity is not Severity.NOTE]
    files = sorted({*workspace.files, *(one.path for one in failing)})
    cases: list[str] = []
    for path in files:
        own = [one for one in failing if one.path == path]
        inner = "".join(
            f"<failure type={quoteattr(f'{one.code} {one.name}')} message={quoteattr(visible(one.message))}>"
            f"{escape(visible(f'{path}:{one.span.line}:{one.span.column} {_text(one)}'))}</failure>"
            for one in own
        )
        cases.append(f'<testcase classname="mctool" name={quoteattr(visible(path))}>{inner}</testcase>')
    bad = len({one.path for one in failing})
    head = f'<testsuite name="mctool" tests="{len(files)}" failures="{bad}" errors="0">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>{head}{"".join(cases)}</testsuite></testsuites>'


FORMATS: Mapping[str, Callable[[Workspace, Findings], str]] = {
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
    "junit": junit,
}
"""The forms by name."""
