"""The audit of a programme laid out in sections."""

from collections.abc import Iterator

from mctool.reports.annex import Element, Standing
from mctool.reports.auditprogrammes import MarkShown, ProgrammeAudit
from mctool.reports.cells import day, digest, gaps, place, spoken, state, text
from mctool.reports.rendering.document import Block, Code, Column, Content, Facts, Mark, Section, Table, Tone, Words
from mctool.reports.retention import NOTHING_YET, RetainedDocument


def programme_section(one: ProgrammeAudit, languages: tuple[str, ...]) -> Section:
    """The section on one programme; titles in *languages*, the primary one first."""
    anchor = f"programme-{one.id}"
    facts = Facts("Programme", (
        ("Title", text(one.title, languages)), ("Version", one.version), ("File", place(one.place)),
        ("Approval", _approval(one)),
    ), of=one.id)  # fmt: skip
    return Section(one.title.to(languages[0]), anchor, (facts,), (
        Section("Seven characteristics", f"{anchor}-marks", (_marks(one),)),
        Section("Annex I, element by element", f"{anchor}-annex", (_elements(one),)),
        Section("Outcomes and how they are assessed", f"{anchor}-outcomes", (_outcomes(one),)),
        Section("Approvals", f"{anchor}-approvals", tuple(_approvals(one))),
        Section("Documents to be retained", f"{anchor}-retained", (_retained(one),)),
        Section("Why this programme", f"{anchor}-why", (_why(one),)),
    ))  # fmt: skip


def _approval(one: ProgrammeAudit) -> Content:
    found = one.approvals
    if found.standing is None:
        return Mark(found.state, Tone.BAD)
    return ((Mark(found.state, Tone.GOOD),), f"{found.standing.body}, {day(found.standing.date)}")


def _marks(one: ProgrammeAudit) -> Table:
    columns = (Column("Characteristic", 1), Column("State", 0.7), Column("What is said", 2.6), Column("Where", 1.3))
    rows = tuple(
        (mark.name, state(mark.sign.state), _says(mark), place(mark.place))
        for mark in one.marks
    )  # fmt: skip
    return Table("Seven characteristics", columns, rows, of=one.id)


def _says(mark: MarkShown) -> Content:
    return (*mark.says, *gaps(mark.sign.gaps))


STANDINGS = {
    Standing.GIVEN: Tone.GOOD, Standing.AT_ISSUING: Tone.GOOD, Standing.IN_PART: Tone.MIXED,
    Standing.MISSING: Tone.BAD, Standing.NOT_STATED: Tone.PLAIN,
}  # fmt: skip


def _elements(one: ProgrammeAudit) -> Table:
    columns = (
        Column("Element", 1.3), Column("State", 0.9), Column("Value", 2.7), Column("Where", 1.3),
        Column("Carried by", 1.9),
    )  # fmt: skip
    rows = tuple(_element(element) for element in one.elements)
    return Table("Annex I", columns, rows, of=one.id)


def _element(one: Element) -> tuple[Content, ...]:
    kind = "" if one.mandatory else " (optional)"
    carriers = (
        (Words("ELM "), Code(one.carrier.elm)), (Words("XML "), Code(one.carrier.xml)),
        (Words("Certificate: printed" if one.carrier.certificate else "Certificate: not printed"),),
    )  # fmt: skip
    mark = Mark(one.standing.value, STANDINGS[one.standing])
    return f"{one.id} {one.name}{kind}", mark, spoken(one.values), place(one.place), carriers


def _outcomes(one: ProgrammeAudit) -> Table:
    columns = (Column("Outcome", 2.4), Column("ESCO", 1.4), Column("Assessed by", 1.6), Column("Where", 1.4))
    rows = tuple(
        (
            (*spoken(outcome.statement), *((Mark(words, Tone.MIXED),) for words in outcome.exceptions)),
            outcome.esco or Mark("not mapped", Tone.MIXED),
            outcome.assessed_by or Mark("not assessed", Tone.BAD), place(outcome.place),
        )
        for outcome in one.outcomes
    )  # fmt: skip
    return Table("Outcomes", columns, rows, of=one.id, empty="The programme has no outcomes.")


def _approvals(one: ProgrammeAudit) -> Iterator[Block]:
    found = one.approvals
    revised = f"{found.revisions} times" if found.revisions != 1 else "once"
    yield Facts("Approval", (
        ("State", _approval(one)), ("Digest of the present content", Code(found.digest)),
        ("Approved content replaced", revised if found.revisions else "never"),
    ), of=one.id)  # fmt: skip
    columns = (
        Column("Stage"), Column("Body", 1.4), Column("Date", 0.7), Column("Reference"), Column("Content", 0.9),
        Column("Where", 1.4),
    )  # fmt: skip
    rows = tuple(
        (
            item.stage.replace("-", " "), item.body, day(item.date), item.reference,
            Mark("the present one", Tone.GOOD) if item.stands else Mark("another", Tone.MIXED), place(item.place),
        )
        for item in found.all
    )  # fmt: skip
    yield Table("Approvals", columns, rows, of=one.id, empty="No approval is recorded.")


def _retained(one: ProgrammeAudit) -> Table:
    columns = (
        Column("Document", 1.3), Column("Which", 2), Column("State", 0.9), Column("Where", 1.7), Column("Date", 0.8),
        Column("SHA-256", 1),
    )  # fmt: skip
    rows = tuple(
        (
            item.document, item.what,
            _kept(item), place(item.place), day(item.date), digest(item.digest),
        )
        for item in one.retained
    )  # fmt: skip
    return Table("Documents to be retained", columns, rows, of=one.id)


def _kept(item: RetainedDocument) -> Mark:
    if not item.missing:
        return Mark("there", Tone.GOOD)
    return Mark(item.missing, Tone.PLAIN if item.missing == NOTHING_YET else Tone.BAD)


def _why(one: ProgrammeAudit) -> Table:
    columns = (Column("What", 2), Column("Date", 0.7), Column("What came of it", 2.5), Column("Where", 1.3))
    rows = tuple((item.what, day(item.date), spoken(item.says), place(item.place)) for item in one.why)
    return Table("Why this programme", columns, rows, of=one.id, empty="No needs analysis, consultation or strategy.")
