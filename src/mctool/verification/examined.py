"""What was found in a file before anybody judges whose seal it is and whether it is in force."""

from dataclasses import dataclass, field

from mctool.verification.content import Content, Issuer
from mctool.verification.seal import Seal
from mctool.verification.trust import name_of
from mctool.verification.verdicts import Findings, Outcome


@dataclass(frozen=True)
class Sealed:
    """A sound seal, and the issuer whose it must be; None for the seal around a presentation."""

    seal: Seal
    issuer: Issuer | None


@dataclass
class Examined:
    """A file as it was read: its kind, the checks made so far, its sound seals, and what was sealed."""

    kind: str
    findings: Findings = field(default_factory=Findings)
    seals: tuple[Sealed, ...] = ()
    content: Content | None = None


_TOLD = 5
NOT_SEALED = "the file is not sealed: anybody can have changed it"


def describe_seals(seals: tuple[Seal, ...]) -> str:
    """One line on sound seals: form, level, algorithm and certificate, and what the level leaves open."""
    return "; ".join(_describe(seal) for seal in seals)


def _describe(seal: Seal) -> str:
    level = f"baseline {seal.level}" if seal.level else "below the baseline"
    covered = "the whole content is covered and unchanged"
    beyond = "".join(f"; {note}" for note in seal.notes)
    return f"{seal.form} {level}, {seal.algorithm}, by «{name_of(seal.certificate)}»; {covered}{beyond}"


def add_schema(findings: Findings, content: Content, official: tuple[str, ...] | None, name: str) -> None:
    """Records the schema check: our own structural faults, and those of the official *name* when it was at hand."""
    faults = (*content.errors, *(official or ()))
    if faults:
        more = f" (and {len(faults) - _TOLD} more)" if len(faults) > _TOLD else ""
        findings.add("schema", Outcome.FAIL, "; ".join(faults[:_TOLD]) + more)
        return
    checked = "mctool's structural checks" + (f" and the official {name}" if official is not None else "")
    remarks = f"; remarks: {'; '.join(content.remarks)}" if content.remarks else ""
    findings.add("schema", Outcome.PASS, f"passes {checked}{remarks}")
