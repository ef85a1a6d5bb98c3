"""The review report laid out in sections."""

from collections.abc import Iterator

from mctool.reports.cells import day, head, place, spoken, versions
from mctool.reports.rendering.document import (
    Block,
    Column,
    Content,
    Document,
    Facts,
    Mark,
    Paragraph,
    Section,
    Table,
    Tone,
)
from mctool.reports.review import Attainment, OutcomeReview, ProgrammeReview, ReviewReport

_TONES = {
    Attainment.ALWAYS: Tone.MIXED, Attainment.HARDLY: Tone.BAD, Attainment.MIXED: Tone.GOOD,
    Attainment.UNTOLD: Tone.PLAIN,
}  # fmt: skip


def page(report: ReviewReport) -> Document:
    """The document."""
    language = report.provenance.languages[0]
    name = report.provenance.institution.to(language) if report.provenance.institution else "no institution"
    overdue = sum(one.overdue for one in report.duties)
    return Document(
        title="Reviews: due, done and learned", subtitle=name,
        facts=head(
            report.provenance, ("Programmes", len(report.programmes)),
            ("Overdue", Mark(str(overdue), Tone.BAD) if overdue else "nothing"),
        ),
        sections=(
            Section("What is due when", "due", (_due(report),)),
            *(_programme(one, language) for one in report.programmes),
            Section("How to read this, and provenance", "reading", tuple(_reading(report))),
        ),
    )  # fmt: skip


def _due(report: ReviewReport) -> Table:
    columns = (Column("Due", 0.8), Column("What", 2.4), Column("Who", 1.4), Column("State", 0.8), Column("Where", 1.6))
    rows = tuple(
        (day(one.due), one.what, one.who, Mark("overdue", Tone.BAD) if one.overdue else "ahead", place(one.place))
        for one in report.duties
    )
    return Table("What is due", columns, rows, empty="Nothing has a date.")


def _programme(one: ProgrammeReview, language: str) -> Section:
    due: Content = day(one.next) or Mark("not planned", Tone.BAD)
    if one.overdue:
        due = ((Mark("overdue", Tone.BAD),), day(one.next))
    facts = Facts("Review", (
        ("Last review", day(one.last) or Mark("never", Tone.BAD)), ("By", one.by or None), ("Next review", due),
        ("What it found", spoken(one.findings) or Mark("not recorded", Tone.MIXED)),
        ("Feedback on record", one.feedback or Mark("none", Tone.MIXED)), ("Where", place(one.place)),
    ), of=one.id)  # fmt: skip
    columns = (Column("Rule", 0.6), Column("What", 3), Column("Severity", 0.7), Column("Where", 1.6))
    rows = tuple(
        (found.code, (found.message, found.help), found.severity.value, f"{found.path}:{found.line}")
        for found in one.open
    )
    open_ = Table("Open about reviews and consultation", columns, rows, of=one.id, empty="No rule finds anything.")
    return Section(
        one.title.to(language), f"programme-{one.id}", (facts, _outcomes(one, language), open_)
    )  # fmt: skip


def _outcomes(one: ProgrammeReview, language: str) -> Table:
    columns = (
        Column("Outcome", 2.6),
        Column("Over all editions", 1),
        Column("Edition by edition", 1.8),
        Column("Where", 1.4),
    )
    rows = tuple(
        (
            outcome.statement.to(language) if outcome.statement else outcome.id,
            Mark(outcome.attainment.value, _TONES[outcome.attainment]), _editions(outcome), place(outcome.place),
        )
        for outcome in one.outcomes
    )  # fmt: skip
    return Table("Outcomes over the editions", columns, rows, of=one.id, empty="The programme has no outcomes.")


def _editions(one: OutcomeReview) -> Content:
    if not one.editions:
        return "no edition yet"
    return tuple(
        f"{item.cohort}: " + ("not shown" if item.passing is None else f"{item.passing} of {item.learners}")
        for item in one.editions
    )


def _reading(report: ReviewReport) -> Iterator[Block]:
    yield Paragraph(
        "An outcome that everybody reaches in every edition may ask for too little, one that hardly anybody reaches "
        "(fewer than one in four) may ask for too much or be taught too little. Both are questions for the next "
        "review. «Not shown» means that in some edition the number would speak of a few learners."
    )
    yield versions(report.provenance)
