"""The cohort report laid out in sections."""

from collections.abc import Iterator

from mctool.reports.agreement import Agreement
from mctool.reports.auditcohortpages import learner_table, refusal_table
from mctool.reports.cells import day, head, learners, period, place, share, spread_lines, text, versions
from mctool.reports.charts import MANY, MOST, Bar, bar, stacked
from mctool.reports.cohort import CohortReport, CohortShown
from mctool.reports.figures import AssessmentFigures, CohortFigures, CriterionFigures
from mctool.reports.naming import CONFIDENTIAL
from mctool.reports.rendering.document import (
    Block,
    Column,
    Content,
    Document,
    Facts,
    Figure,
    Mark,
    Paragraph,
    Section,
    Table,
    Tone,
    number,
)


def page(report: CohortReport) -> Document:
    """The document. Raises MissingExtraError without the extra «reports»."""
    language = report.provenance.languages[0]
    name = report.provenance.institution.to(language) if report.provenance.institution else "no institution"
    sections = tuple(_cohort(report, one, language) for one in report.cohorts)
    return Document(
        title="Cohorts: ratings, agreement and awards", subtitle=name,
        facts=head(report.provenance, ("Cohorts", len(report.cohorts))),
        sections=(*sections, Section("How to read this, and provenance", "reading", tuple(_reading(report)))),
        confidential=CONFIDENTIAL if report.named else "",
    )  # fmt: skip


def _cohort(report: CohortReport, one: CohortShown, language: str) -> Section:
    anchor = f"cohort-{one.id}"
    if one.figures is None:
        words = f"The programme «{one.programme}» cannot be read, so nobody can decide on this cohort."
        return Section(one.id, anchor, (Paragraph(words, Tone.BAD),))
    found = one.figures
    blocks: list[Block] = [_facts(report, one, found), _outcomes(found, report.least, one.id, language)]
    if any(assessment.criteria for assessment in found.assessments):
        figure = _figure(found, report.least, one.id, language, draw=len(report.cohorts) <= MOST)
        blocks.append(figure)
    blocks += [_assessments(found, report.least, one.id, language), _agreement(one, found, language)]
    blocks.append(refusal_table(one.refusals, one.id))
    if report.named:
        blocks.append(learner_table(one.learners, one.id))
    return Section(one.id, anchor, tuple(blocks))


def _facts(report: CohortReport, one: CohortShown, found: CohortFigures) -> Facts:
    passing = found.decisions.passing
    awarded = "not shown" if passing is None else f"{passing} ({share(found.decisions.passing_share)})"
    days = one.register.days_to_issue
    tried = ", with a TEST seal" if one.register.tried_out else ""
    return Facts("Cohort", (
        ("Programme", text(one.title, report.provenance.languages)), ("Version", one.version),
        ("Period", f"{day(one.start)} to {day(one.end)}"),
        ("Learners", learners(found.decisions.learners, report.least)), ("Awarded", awarded),
        ("Decisions", spread_lines(found.decisions, report.least)),
        ("Issued", f"{days} days after the end{tried}" if days is not None else "nothing issued yet"),
        ("File", place(one.place)),
    ), of=one.id)  # fmt: skip


def _outcomes(found: CohortFigures, least: int, of: str, language: str) -> Table:
    columns = (Column("Outcome", 3), Column("Reached, with proof", 0.9), Column("All learners", 2))
    rows = tuple(
        (
            one.statement.to(language) if one.statement else one.id, _passing(one.spread.passing, one.spread.learners),
            spread_lines(one.spread, least),
        )
        for one in found.outcomes
    )  # fmt: skip
    return Table("Outcomes reached", columns, rows, of=of)


def _passing(passing: int | None, of: int | None) -> Content:
    return "not shown" if passing is None else f"{passing} of {of}"


def _figure(found: CohortFigures, least: int, of: str, language: str, *, draw: bool) -> Figure | Table:
    rated = [(assessment, one) for assessment in found.assessments for one in assessment.criteria]
    bars = [bar(one.title.to(language), one.spread, one.minimum, one.distinction) for _, one in rated]
    columns = (
        Column("Assessment", 1.2), Column("Criterion", 1.2), Column("Minimum", 0.8), Column("At it or above", 0.8),
        Column("Learners by level", 2),
    )  # fmt: skip
    rows = tuple(_criterion(assessment, one, least, language) for assessment, one in rated)
    table = Table("Ratings by criterion", columns, rows, of=of)
    if not draw:
        return table
    return Figure(
        "Ratings by criterion",
        "Each bar is a criterion and shows how many learners stand at each level, worst on the left; levels with few "
        "learners are joined with their neighbours. The table gives the same numbers.",
        stacked(_unique(bars), "Learners"), table,
    )  # fmt: skip


def _criterion(assessment: AssessmentFigures, one: CriterionFigures, least: int, language: str) -> tuple[Content, ...]:
    return (
        assessment.title.to(language), one.title.to(language), one.minimum.replace("-", " "),
        _passing(one.spread.passing, one.spread.learners), spread_lines(one.spread, least),
    )  # fmt: skip


def _unique(bars: list[Bar]) -> list[Bar]:
    """Two bars of one name would fall into one; the second gets a number."""
    made: list[Bar] = []
    for one in bars:
        same = sum(1 for other in made if other.name.split(" (")[0] == one.name)
        made.append(Bar(f"{one.name} ({same + 1})", one.parts) if same else one)
    return made


def _assessments(found: CohortFigures, least: int, of: str, language: str) -> Table:
    columns = (
        Column("Assessment", 1.4), Column("Attempt that counted", 1.5),
        Column("Feedback, median days", 0.9, numeric=True), Column("Promised", 0.8), Column("Feedback", 1.5),
    )  # fmt: skip
    rows = tuple(
        (
            one.title.to(language), spread_lines(one.attempts, least),
            "not shown" if one.feedback.median is None else one.feedback.median,
            period(one.feedback.promised) or Mark("no promise", Tone.MIXED), spread_lines(one.feedback.spread, least),
        )
        for one in found.assessments
    )  # fmt: skip
    return Table("Attempts and feedback", columns, rows, of=of)


def _agreement(one: CohortShown, found: CohortFigures, language: str) -> Table:
    columns = (
        Column("Assessment", 1.4), Column("Alpha", 0.6, numeric=True), Column("95 % interval", 0.9),
        Column("Assessors", 0.7, numeric=True), Column("How to read it", 2.6),
    )  # fmt: skip
    rows = tuple((task.title.to(language), *_alpha(one.agreements[task.id])) for task in found.assessments)
    return Table("Agreement of assessors", columns, rows, of=one.id)


def _alpha(one: Agreement) -> tuple[Content, ...]:
    if one.alpha is None or one.low is None or one.high is None:
        return None, None, one.assessors, one.reading
    return round(one.alpha, 2), f"{one.low:.2f} to {one.high:.2f}", one.assessors, one.reading


def _reading(report: CohortReport) -> Iterator[Block]:
    if len(report.cohorts) > MOST:
        yield MANY
    yield Paragraph(
        "Numbers of learners are given in bands: levels with few learners are joined with their neighbours until the "
        f"band holds at least {number(report.least)} or nobody, so that no number, and no difference of two, speaks of "
        "fewer. «Not shown» says that a number would."
    )
    yield Paragraph(
        "Agreement is Krippendorff's alpha for ordered levels: 1 is perfect agreement, 0 what chance would give. It "
        "rests on the ratings that assessors gave before they settled differences. The interval comes from drawing the "
        "learners again 1,000 times; with few learners it is wide. Where nearly everybody is given the same level, "
        "alpha is low even if assessors hardly differ."
    )
    yield Paragraph(
        "Refused means that the ratings would award but a proof is missing; it says nothing against the learner. "
        "Incomplete means not all assessed, or withdrawn. Hours attended enter no number here."
    )
    yield versions(report.provenance)
