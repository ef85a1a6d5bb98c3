"""How verdicts are told: the answer first, then each check, then what the credential says; or as JSON."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from mctool.verification import CredentialSummary, FileVerdict

_COLOURS = {"valid": "green", "pass": "green", "invalid": "red", "fail": "red"}
REQUIRED = ("format", "seal", "trust")
_HOURS = re.compile(r"^PT(\d+)H$")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LABELS = {
    "holder": "Holder",
    "title": "Title",
    "issuer": "Issuer",
    "awarding_bodies": "Awarding body",
    "outcomes": "Outcomes",
    "levels": "Level",
    "workload": "Workload",
    "assessments": "Assessment",
    "grades": "Grade",
    "issued": "Issued",
    "valid_from": "Valid from",
    "valid_until": "Valid until",
}
_OFFICIAL_VIEWER = (
    "The official Europass viewer expects a qualified seal, for JSON-LD at level LTA; what is valid here need not be "
    "shown as verified there."
)


def as_json(verdicts: "Sequence[FileVerdict]") -> dict[str, Any]:
    """The verdicts as programs read them."""
    return {
        "files": [
            {
                "path": one.path,
                "kind": one.kind,
                "verdict": one.verdict,
                "credential": one.credential,
                "issuer": one.issuer,
                "checks": [
                    {"name": check.name, "verdict": check.verdict.value, "detail": check.detail} for check in one.checks
                ],
            }
            for one in verdicts
        ]
    }


def print_verdicts(verdicts: "Sequence[FileVerdict]") -> None:
    """The verdicts as people read them."""
    from mctool.cli.terminal import out

    console = out()
    for number, verdict in enumerate(verdicts):
        if number:
            console.print()
        _print_one(console, verdict)
    if any(one.check("seal").verdict == "pass" for one in verdicts):
        console.print(f"\n{_OFFICIAL_VIEWER}", style="dim")


def _print_one(console: "Console", verdict: "FileVerdict") -> None:
    from rich.text import Text

    colour = _COLOURS.get(verdict.verdict, "yellow")
    head = (verdict.verdict.upper(), f"bold {colour}")
    console.print(Text.assemble(head, f"  {plain(verdict.path)}: {plain(_answer(verdict))}"))
    rows = [(f"  {one.name}", one.verdict.value, plain(one.detail)) for one in verdict.checks]
    _print_table(console, rows, coloured=1)
    if verdict.says is not None:
        proven = verdict.verdict == "valid"
        console.print("It says:" if proven else "It says, and this is not proven:", style="bold")
        _print_table(console, list(_summary(verdict.says)))


def _answer(verdict: "FileVerdict") -> str:
    """The verdict in a few words."""
    if verdict.verdict == "valid":
        return f"sealed by {verdict.issuer or 'its issuer'}, unchanged, in force"
    if verdict.verdict == "invalid":
        return f"do not rely on it: {', '.join(one.name for one in verdict.checks if one.verdict == 'fail')} failed"
    if verdict.check("seal").verdict == "pass" and verdict.check("format").verdict == "pass":
        return "the seal is sound, but nobody vouches for whose it is"
    open_checks = [one.name for one in verdict.checks if one.verdict == "unknown" and one.name in REQUIRED]
    return f"nobody can tell: {', '.join(open_checks)} unknown"


def _print_table(console: "Console", rows: Sequence[tuple[str, ...]], coloured: int | None = None) -> None:
    """Rows in columns: folded to the width of a terminal, one line each for a file or a program."""
    from rich.table import Table
    from rich.text import Text

    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    if not console.is_terminal:
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            console.print(Text("  ".join([*cells, row[-1]])))
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for row in rows:
        table.add_row(*(Text(c, style=_COLOURS.get(c, "yellow") if n == coloured else "") for n, c in enumerate(row)))
    console.print(table)


def _summary(says: "CredentialSummary") -> Iterator[tuple[str, str]]:
    for name, label in _LABELS.items():
        value = getattr(says, name)
        texts = [text for text in (value if isinstance(value, tuple) else (value,)) if text]
        for number, text in enumerate(texts):
            yield f"  {'' if number else label}", plain(_HOURS.sub(r"\1 hours", text))


def plain(text: str) -> str:
    """A text of a stranger's file without characters that steer a terminal or turn the order of letters."""
    return "".join("\ufffd" if _steers(character) else character for character in text)


def _steers(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _TURNING
