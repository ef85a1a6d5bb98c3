"""The risk report: the thirteen rows of the guide's operational risk matrix, each with the state of its remedy here."""

from dataclasses import dataclass

from mctool.reports.basis import Basis
from mctool.reports.cells import gaps, head, proven, state, versions
from mctool.reports.provenance import Provenance
from mctool.reports.rendering.document import Column, Document, Facts, Paragraph, Section, Table
from mctool.reports.risktable import RISKS
from mctool.reports.signs import Sign, State, sign, together


@dataclass(frozen=True)
class RiskShown:
    """One row with the state of its remedy, and the signs that it follows from."""

    id: str
    challenge: str
    risk: str
    remedy: str
    state: State
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class RiskReport:
    """The whole report."""

    provenance: Provenance
    rows: tuple[RiskShown, ...]


def risk(basis: Basis) -> RiskReport:
    """The state of the thirteen remedies in the workspace."""
    rows = []
    for one in RISKS:
        signs = tuple(sign(basis, ask) for ask in one.asks)
        together_ = together(item.state for item in signs)
        rows.append(RiskShown(one.id, one.challenge, one.risk, one.remedy, together_, signs))
    return RiskReport(basis.provenance, tuple(rows))


def page(report: RiskReport) -> Document:
    """The document."""
    language = report.provenance.languages[0]
    name = report.provenance.institution.to(language) if report.provenance.institution else "no institution"
    counted = ", ".join(
        f"{number} {one.value}" for one in State if (number := sum(row.state is one for row in report.rows))
    )
    return Document(
        title="Operational risks and their remedies", subtitle=name,
        facts=head(report.provenance, ("Remedies", counted)),
        sections=(
            Section("All thirteen rows", "rows", (_reading(), _overview(report))),
            Section("Row by row, with proof", "proof", (), tuple(_row(one) for one in report.rows)),
            Section("Provenance", "provenance", (versions(report.provenance),)),
        ),
    )  # fmt: skip


def _reading() -> Paragraph:
    return Paragraph(
        "The rows are those of the guide's chapter 4. «In place» means that every sign of the remedy holds everywhere "
        "in this workspace, «missing» that none holds anywhere, «unknown» that there is nothing to look at or the rule "
        "is turned off. A sign is what mctool can see in the files; it is no measure of how well the remedy works."
    )


def _overview(report: RiskReport) -> Table:
    columns = (
        Column("Row", 0.4), Column("Challenge", 1.7), Column("Risk", 1.7), Column("Remedy", 2), Column("State", 0.8),
    )  # fmt: skip
    rows = tuple((one.id, one.challenge, one.risk, one.remedy, state(one.state)) for one in report.rows)
    return Table("Risk matrix", columns, rows)


def _row(one: RiskShown) -> Section:
    facts = Facts(
        "Row", (("Risk", one.risk), ("Remedy", one.remedy), ("State of the remedy", state(one.state))), of=one.id
    )
    columns = (Column("Sign", 2), Column("State", 0.7), Column("Rules", 0.8), Column("Where, or what is missing", 3))
    rows = tuple(
        (item.words, state(item.state), ", ".join(item.codes), (*gaps(item.gaps), *proven(item.proofs)))
        for item in one.signs
    )
    return Section(f"{one.id} {one.challenge}", one.id, (facts, Table("Signs of the remedy", columns, rows, of=one.id)))
