"""What can be said of a file: one verdict a check, one verdict a file, and what the credential says."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """The verdict of one check; *unknown* is an honest answer, not a soft *pass*."""

    PASS = "pass"  # noqa: S105 — a verdict, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"


CHECK_NAMES = ("format", "seal", "trust", "schema", "validity", "status", "register")
REQUIRED_CHECKS = ("format", "seal", "trust")
WORST_FIRST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS)


@dataclass(frozen=True)
class Check:
    """One named check: its verdict and one line that says what was looked at and found."""

    name: str
    verdict: Outcome
    detail: str


@dataclass(frozen=True)
class CredentialSummary:
    """What a credential says, in its primary language, as a person reads it; nothing here is judged."""

    holder: str | None = None
    title: str | None = None
    issuer: str | None = None
    awarding_bodies: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    workload: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    issued: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True)
class FileVerdict:
    """What can be said of one file.

    *kind* is ``elm-jsonld``, ``edci-xml`` or ``unknown``; *verdict* is ``valid``, ``invalid`` or
    ``indeterminate``; *checks* holds the seven checks in the order of CHECK_NAMES; *attached* names the files inside
    a PDF on which its verdict rests, with their SHA-256.
    """

    path: str
    kind: str
    verdict: str
    credential: str | None
    issuer: str | None
    checks: tuple[Check, ...]
    says: CredentialSummary | None = None
    attached: tuple[tuple[str, str], ...] = ()

    def check(self, name: str) -> Check:
        """The check called *name*; KeyError when there is none."""
        for check in self.checks:
            if check.name == name:
                return check
        raise KeyError(name)


@dataclass
class Findings:
    """Collects the checks of one file; a check that nobody made stays *unknown*."""

    checks: dict[str, Check] = field(default_factory=dict)

    def add(self, name: str, verdict: Outcome, detail: str) -> None:
        """Records the check *name*; each check is made once."""
        if name not in CHECK_NAMES or name in self.checks:
            raise ValueError(name)
        self.checks[name] = Check(name, verdict, detail)

    def in_order(self) -> tuple[Check, ...]:
        """The seven checks, those not made as *unknown*."""
        missing = "not checked: no credential could be read"
        return tuple(self.checks.get(name) or Check(name, Outcome.UNKNOWN, missing) for name in CHECK_NAMES)


def overall(checks: Iterable[Check]) -> str:
    """The verdict of a file: *invalid* when a check fails, *valid* when format, seal and trust pass."""
    verdicts = {check.name: check.verdict for check in checks}
    if Outcome.FAIL in verdicts.values():
        return "invalid"
    if all(verdicts.get(name) is Outcome.PASS for name in REQUIRED_CHECKS):
        return "valid"
    return "indeterminate"


class Refused(Exception):  # noqa: N818 — a verdict, not an error of ours
    """A check fails: the file is refused, and the message says why in one line."""


class Undecided(Exception):  # noqa: N818 — a verdict, not an error of ours
    """A check cannot be decided: the message says what is missing, in one line."""
