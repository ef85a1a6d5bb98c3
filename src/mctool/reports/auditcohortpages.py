"""The audit of cohorts and of their registers laid out in sections."""

from collections.abc import Iterator

from mctool.reports.audit import Audit
from mctool.reports.auditcohorts import CohortAudit, Learner, Refusal
from mctool.reports.cells import day, learners, place, spread_lines
from mctool.reports.rendering.document import (
    Block,
    Code,
    Column,
    Content,
    Facts,
    Mark,
    Paragraph,
    Section,
    Table,
    Tone,
    Words,
)


def overview(audit: Audit) -> Iterator[Block]:
    least = 1 if audit.named else audit.provenance.small_group
    columns = (
        Column("Cohort", 1.6), Column("Version", 0.7), Column("Learners", 0.7, numeric=True), Column("Decisions", 2),
        Column("Refusals, cases", 0.8, numeric=True), Column("Evidence items", 0.8, numeric=True),
        Column("Quality review", 1.3),
    )  # fmt: skip
    rows = tuple(
        (
            one.id, one.version, learners(one.decisions.learners, least) if one.decisions else None,
            spread_lines(one.decisions, least) if one.decisions else Mark("programme unreadable", Tone.BAD),
            len(one.refusals), one.evidence.items,
            (day(one.review_date), one.review) if one.review_date else Mark("missing", Tone.BAD),
        )
        for one in audit.cohorts
    )  # fmt: skip
    yield Paragraph(
        "Nobody writes a decision by hand: each follows from ratings, award rule and evidence. Numbers that would tell "
        "of a few learners are given together with their neighbours. A refusal is a gap in the proof, not a failure of "
        "the learner; every case is listed with its place until it is mended."
    )
    yield Table("Cohorts", columns, rows, empty="There is no cohort.")


def cohort_section(one: CohortAudit, named: bool) -> Section:
    blocks: list[Block] = [_evidence(one)]
    faulty = tuple((item.type.replace("-", " "), Mark(item.state, Tone.BAD), place(item.place)) for item in one.faulty)
    if faulty:
        heads = (Column("Evidence"), Column("State"), Column("Where", 2))
        blocks.append(Table("Evidence that proves nothing", heads, faulty, of=one.id))
    blocks.append(refusal_table(one.refusals, one.id))
    if named:
        blocks.append(learner_table(one.learners, one.id))
    return Section(one.id, f"cohort-{one.id}", tuple(blocks))


def refusal_table(refusals: tuple[Refusal, ...], of: str) -> Table:
    """Each reason of a refusal, with the rule's words and the place."""
    columns = (Column("Rule", 0.6), Column("Reason", 1.6), Column("This case", 2.6), Column("Where", 1.8))
    rows = tuple((one.code, one.fault, (one.message, one.help), place(one.place)) for one in refusals)
    return Table("Refusals by reason", columns, rows, of=of, empty="Nobody is refused.")


def learner_table(learners_: tuple[Learner, ...], of: str) -> Table:
    """The learners of a named report."""
    columns = (Column("Learner"), Column("Name", 1.4), Column("Decision"), Column("Why", 1.6), Column("Credential", 2))
    rows = tuple(
        (Code(one.learner), one.name, one.decision, one.explanation, Code(one.credential)) for one in learners_
    )
    return Table("Learners", columns, rows, of=of)


def _evidence(one: CohortAudit) -> Facts:
    found = one.evidence
    types = ", ".join(name.replace("-", " ") for name in found.types)

    def bad(number: int) -> Content:
        return Mark(str(number), Tone.BAD) if number else 0

    return Facts("Evidence", (
        ("Items of evidence", found.items), ("Of the kinds", types or None),
        ("In the workspace, digest right", found.intact),
        ("Held elsewhere", f"{found.held_elsewhere}, {found.held_with_digest} with a digest"),
        ("Missing", bad(found.missing)), ("Not the file that was recorded", bad(found.differing)),
        ("Without a digest", bad(found.without_digest)),
        ("Programme and period", f"{one.programme} {one.version}, {one.start} to {one.end}"),
        ("Assessors", one.assessors), ("File", place(one.place)),
    ), of=one.id)  # fmt: skip


def register_blocks(audit: Audit) -> Iterator[Block]:
    yield Paragraph(
        "Each line of the register holds the digest of the line before it, and a second file guards its end. "
        "A chain that is whole shows that no line was changed, taken out or put in since. What a test seal sealed "
        "counts only until a real seal was used, so that everything can be tried out."
    )
    least = 1 if audit.named else audit.provenance.small_group
    columns = (
        Column("Cohort", 1.6), Column("Chain", 1.1), Column("Learners issued to", 0.8, numeric=True),
        Column("Revoked", 0.7, numeric=True), Column("Suspended", 0.7, numeric=True), Column("Issued from, to", 1.2),
        Column("Days from end to issuing", 0.8, numeric=True), Column("Where", 1.8),
    )  # fmt: skip
    rows = []
    for one in audit.cohorts:
        found = one.register
        chain = Mark("whole", Tone.GOOD) if found.whole else Mark(f"broken: {found.fault}", Tone.BAD)
        dates = (day(found.first), day(found.last)) if found.first else ("nothing issued yet",)
        tried = ("with a TEST seal",) if found.tried_out else ()
        rows.append((
            one.id, chain if found.first or not found.whole else Mark("empty"), _counted(found.issued, least),
            _counted(found.revoked, least), _counted(found.suspended, least), (*dates, *tried), found.days_to_issue,
            place(found.place),
        ))  # fmt: skip
    yield Table("Register", columns, tuple(rows), empty="There is no cohort.")
    for stray in audit.strays:
        yield Paragraph(((Code(str(stray)), Words(" belongs to no cohort of this workspace.")),), Tone.BAD)


def _counted(number: int | None, least: int) -> Content:
    return "not shown" if number is None else number
