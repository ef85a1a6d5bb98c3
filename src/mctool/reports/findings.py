"""Findings as text with the line they are about, and as JSON (interface.md, *validate*)."""

import json
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from mctool import __version__
from mctool.findings import Finding, Findings, Severity
from mctool.reports.excerpts import excerpt, visible
from mctool.rules.privacy import personal_data_in_tracked_file
from mctool.workspace import Workspace, read_bytes

_STYLES = {"error": "1;31", "warning": "1;33", "note": "1;36", "place": "1", "source": "2"}
"""ANSI colours: what must be mended stands out, where to look it up steps back."""


@dataclass(frozen=True, slots=True)
class Look:
    """How findings are shown to people: for a file or pipe unless told otherwise."""

    colours: bool = False
    columns: int = 118
    waived: bool = False
    """Whether findings that are set aside are shown, too."""

    def paint(self, text: str, style: str) -> str:
        """*text* in the colour of a severity or part, where colours are wanted."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colours else text


PLAIN = Look()


def as_json(workspace: Workspace, found: Findings, only: Collection[str] | None = None) -> dict[str, Any]:
    """The findings in the shape that scripts rely on; *only* are the files looked at (None: all)."""
    return {
        "mctool": __version__,
        "workspace": ".",
        "files": _looked_at(workspace, only),
        "findings": [finding_json(one) for one in found],
        "summary": found.summary(),
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding in that shape."""
    span, waived = finding.span, finding.waived
    return {
        "path": finding.path, "line": span.line, "column": span.column, "end_line": span.end_line,
        "end_column": span.end_column, "code": finding.code, "name": finding.name,
        "severity": finding.severity.value, "message": finding.message, "help": finding.help,
        "sources": list(finding.sources), "subject": finding.subject,
        "waived": None if waived is None
        else {"reason": waived.reason, "approved_by": waived.approved_by, "expires": waived.expires},
    }  # fmt: skip


def as_text(workspace: Workspace, found: Findings, only: Collection[str] | None = None, look: Look = PLAIN) -> str:
    """The findings for people: place, excerpt with the words underlined, what to write instead; the sum at the end.

    A line that holds personal data is shown by no finding: terminals and CI logs keep what they print.
    """
    lines = _Lines(workspace)
    private = {(one.path, one.line) for one in found if one.code == personal_data_in_tracked_file.code}
    blocks = [
        text_block(one, None if (one.path, one.line) in private else lines.line(one.path, one.line), look)
        for one in found
        if one.waived is None or look.waived
    ]
    return "\n".join([*blocks, summary_line(workspace, found, only)])


def text_block(finding: Finding, line: str | None, look: Look = PLAIN) -> str:
    """One finding for people; *line* is the line of the file it is about, None where there is none to show."""
    place = look.paint(visible(f"{finding.path}:{finding.span.line}:{finding.span.column}"), "place")
    severity = look.paint(finding.severity.value, finding.severity.value)
    parts = [f"{place} {finding.code} {severity} {finding.name}"]
    if line is not None and line.strip():
        shown, marks = excerpt(finding.span, line, look.columns)
        parts += [shown, look.paint(marks, finding.severity.value)]
    parts.append(visible(f"  {sentence(finding.message)} {finding.help}".rstrip()))
    if (waived := finding.waived) is not None:
        parts.append(visible(f"  Waived until {waived.expires} by {waived.approved_by}: {waived.reason}"))
    parts.append(look.paint(f"  Source {', '.join(finding.sources)} · mctool explain {finding.code}", "source"))
    return "\n".join(parts) + "\n"


def sentence(message: str) -> str:
    """*message* with a full stop where it has no end yet."""
    return message if message.endswith((".", "!", "?")) else f"{message}."


def summary_line(workspace: Workspace, found: Findings, only: Collection[str] | None = None) -> str:
    """Counts of files and findings, in one line."""
    counts = found.summary()
    words = [f"{counts[name]} {name}{'' if counts[name] == 1 else 's'}" for name in ("error", "warning", "note")]
    waived = f", {counts['waived']} waived" if counts["waived"] else ""
    clean = not any(found.active(severity) for severity in Severity)
    verdict = "no findings" if clean else ", ".join(words)
    total, looked = len(workspace.files), _looked_at(workspace, only)
    part = "" if only is None else f"{looked} of "
    return f"{part}{total} file{'' if total == 1 else 's'} checked: {verdict}{waived}"


def statistics_text(found: Findings) -> str:
    """How many findings each rule has, by code, and the sum."""
    lines = [f"{number:>6}  {code} {severity:<7}  {name}" for code, severity, name, number in _by_rule(found)]
    total = sum(number for *_, number in _by_rule(found))
    return "\n".join([*lines, f"{total:>6}  {'finding' if total == 1 else 'findings'}"])


def statistics_json(found: Findings) -> str:
    """The same for programs."""
    rules = [
        {"code": code, "name": name, "severity": severity, "count": number}
        for code, severity, name, number in _by_rule(found)
    ]
    return json.dumps({"mctool": __version__, "statistics": rules, "summary": found.summary()}, indent=2)


def _by_rule(found: Findings) -> list[tuple[str, str, str, int]]:
    counted = Counter((one.code, one.severity.value, one.name) for one in found if one.waived is None)
    return [(*rule, number) for rule, number in sorted(counted.items())]


def _looked_at(workspace: Workspace, only: Collection[str] | None) -> int:
    return sum(only is None or path in only for path in workspace.files)


class _Lines:
    """The lines of files, each read once."""

    def __init__(self, workspace: Workspace) -> None:
        self._root = workspace.root
        self._read: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str | None:
        if path not in self._read:
            content = read_bytes(self._root, path)
            text = "" if isinstance(content, str) else content.decode("utf-8-sig", "replace")
            self._read[path] = re.split("\r\n|\r|\n", text)  # as lines are counted; splitlines knows more ends
        lines = self._read[path]
        return lines[number - 1] if 0 < number <= len(lines) else None
