"""Findings: what a rule says about a place in a file. They are values; nothing here prints or raises."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: nothing is issued on an *error*; a reviewer must see a *warning*."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: lines and columns count from 1, in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


TOP = Span(1, 1, 1, 1)


def printable(path: str) -> str:
    """*path* as findings carry it: what of a file's name is no UTF-8, which no report could hold, is written out."""
    return path.encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True, slots=True)
class Waived:
    """Why a finding was set aside, who said so, and until when (ISO 8601 date)."""

    reason: str
    approved_by: str
    expires: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place.

    ``path`` is relative to the workspace, with forward slashes; ``subject`` is the id of what the finding is
    about (a descriptor, or a learner in a cohort); ``sources`` are rows of the guide (``G2.2.1``, ``R2``, …).
    """

    path: str
    span: Span
    code: str
    name: str
    severity: Severity
    message: str
    help: str = ""
    sources: tuple[str, ...] = ()
    subject: str = ""
    waived: Waived | None = None

    @property
    def line(self) -> int:
        """The line where it begins, from 1."""
        return self.span.line

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Findings are listed by file, place, code and words, so that two runs print the same."""
        return (self.path, self.span.line, self.span.column, self.code, self.message)


@dataclass(frozen=True)
class Findings:
    """All findings of one run, in their stable order."""

    items: tuple[Finding, ...]

    @classmethod
    def of(cls, found: Iterable[Finding]) -> "Findings":
        """The findings in *found*, sorted, each once."""
        return cls(tuple(sorted(set(found), key=lambda finding: finding.sort_key)))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def active(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity that nobody waived."""
        return tuple(f for f in self.items if f.severity is severity and f.waived is None)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings that a waiver sets aside."""
        return tuple(f for f in self.items if f.waived is not None)

    def summary(self) -> dict[str, int]:
        """Counts by severity, and of the waived ones."""
        counts = {severity.value: len(self.active(severity)) for severity in Severity}
        return {**counts, "waived": len(self.waived)}
