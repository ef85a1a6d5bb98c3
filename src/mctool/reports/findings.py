"""Findings as text with the line they are about, and as JSON (interface.md, *validate*)."""

from typing import Any

from mctool import __version__
from mctool.findings import Finding, Findings, Severity, Span
from mctool.rules.privacy import personal_data_in_tracked_file
from mctool.workspace import Workspace, read_bytes

_WIDTH = 110


def as_json(workspace: Workspace, found: Findings) -> dict[str, Any]:
    """The findings in the shape that scripts rely on."""
    return {
        "mctool": __version__,
        "workspace": ".",
        "files": len(workspace.files),
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


def as_text(workspace: Workspace, found: Findings) -> str:
    """The findings for people: place, excerpt with the words underlined, what to write instead; the sum at the end.

    A line that holds personal data is shown by no finding: terminals and CI logs keep what they print.
    """
    lines = _Lines(workspace)
    private = {(one.path, one.line) for one in found if one.code == personal_data_in_tracked_file.code}
    blocks = [
        text_block(one, None if (one.path, one.line) in private else lines.line(one.path, one.line))
        for one in found
        if one.waived is None
    ]
    return "\n".join([*blocks, summary_line(workspace, found)])


def text_block(finding: Finding, excerpt: str | None) -> str:
    """One finding for people; *excerpt* is its line of the file, None where there is none to show."""
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    parts = [f"{place} {finding.code} {finding.severity} {finding.name}"]
    if excerpt is not None and excerpt.strip():
        parts += _excerpt(finding.span, excerpt)
    parts.append(f"  {sentence(finding.message)} {finding.help}".rstrip())
    parts.append(f"  Source {', '.join(finding.sources)} · mctool explain {finding.code}")
    return "\n".join(parts) + "\n"


def sentence(message: str) -> str:
    """*message* with a full stop where it has no end yet."""
    return message if message.endswith((".", "!", "?")) else f"{message}."


def _excerpt(span: Span, line: str) -> list[str]:
    number = f"{span.line:>5}"
    start, stop = span.column - 1, span.end_column - 1 if span.end_line == span.line else len(line)
    if len(line) > _WIDTH:  # a long line is shown around the words it is about
        cut = max(0, min(start - 20, len(line) - _WIDTH))
        line = ("…" if cut else "") + line[cut : cut + _WIDTH] + ("…" if cut + _WIDTH < len(line) else "")
        shift = cut - (1 if cut else 0)
        start, stop = start - shift, min(stop - shift, len(line))
    marks = " " * start + "^" * max(1, stop - start)
    return [f"{number} | {line.rstrip()}", f"      | {marks}"]


def summary_line(workspace: Workspace, found: Findings) -> str:
    """Counts of files and findings, in one line."""
    counts = found.summary()
    words = [f"{counts[name]} {name}{'' if counts[name] == 1 else 's'}" for name in ("error", "warning", "note")]
    waived = f", {counts['waived']} waived" if counts["waived"] else ""
    clean = not any(found.active(severity) for severity in Severity)
    verdict = "no findings" if clean else ", ".join(words)
    files = f"{len(workspace.files)} file{'' if len(workspace.files) == 1 else 's'}"
    return f"{files} checked: {verdict}{waived}"


class _Lines:
    """The lines of files, each read once."""

    def __init__(self, workspace: Workspace) -> None:
        self._root = workspace.root
        self._read: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str | None:
        if path not in self._read:
            content = read_bytes(self._root, path)
            text = "" if isinstance(content, str) else content.decode("utf-8-sig", "replace")
            self._read[path] = text.splitlines()
        lines = self._read[path]
        return lines[number - 1] if 0 < number <= len(lines) else None
