"""The consistency report laid out in sections."""

from collections.abc import Iterator

from mctool.reports.cells import day, head, learners, place, spread_lines, versions
from mctool.reports.charts import MANY, MOST, Bar, bar, stacked
from mctool.reports.consistency import ConsistencyReport, ProgrammeConsistency
from mctool.reports.editions import FOLDER, Edition, Step
from mctool.reports.figures import CriterionFigures
from mctool.reports.rendering.document import (
    Block,
    Code,
    Column,
    Content,
    Document,
    Figure,
    Mark,
    Paragraph,
    Section,
    Table,
    Tone,
    Words,
)

_MOST_BARS = 60


def page(report: ConsistencyReport) -> Document:
    """The document. Raises MissingExtraError without the extra «reports»."""
    language = report.provenance.languages[0]
    name = report.provenance.institution.to(language) if report.provenance.institution else "no institution"
    sections = tuple(_programme(report, one, language) for one in report.programmes)
    weaker = sum(len(step.weaker) for one in report.programmes for step in one.steps)
    return Document(
        title="Consistency of editions", subtitle=name,
        facts=head(
            report.provenance, ("Editions", sum(len(one.editions) for one in report.programmes)),
            ("Where the standard got weaker", Mark(f"{weaker} places", Tone.BAD) if weaker else "nowhere"),
        ),
        sections=(
            *sections,
            Section("Competences that programmes share", "shared", (_shared(report),)),
            Section("How to read this, and provenance", "reading", tuple(_reading(report))),
        ),
    )  # fmt: skip


def _programme(report: ConsistencyReport, one: ProgrammeConsistency, language: str) -> Section:
    blocks: list[Block] = [_editions(one, report.least), *_steps(one)]
    rated = [(edition, criterion) for edition in one.editions for criterion in _criteria(edition)]
    if rated:
        blocks.append(_figure(one, rated, report.least, language, draw=len(report.programmes) <= MOST))
        blocks.append(_by_assessor(one, rated, report.least, language))
    return Section(one.title.to(language), f"programme-{one.id}", tuple(blocks))


def _criteria(edition: Edition) -> Iterator[CriterionFigures]:
    for assessment in edition.figures.assessments if edition.figures else ():
        yield from assessment.criteria


def _editions(one: ProgrammeConsistency, least: int) -> Table:
    columns = (
        Column("Edition", 1.7), Column("Began", 0.8), Column("Version", 0.7), Column("Held on", 1.1),
        Column("Learners", 0.7, numeric=True), Column("Decisions", 2), Column("File", 1.7),
    )  # fmt: skip
    rows = tuple(
        (
            edition.id, day(edition.start), edition.version, _held(edition),
            learners(edition.figures.decisions.learners, least) if edition.figures else None,
            spread_lines(edition.figures.decisions, least) if edition.figures else None, place(edition.place),
        )
        for edition in one.editions
    )  # fmt: skip
    return Table("Editions", columns, rows, of=one.id, empty="No edition has been held yet.")


def _held(edition: Edition) -> Content:
    return edition.content if " " in edition.content else Code(edition.content[:12])


def _steps(one: ProgrammeConsistency) -> Iterator[Block]:
    for step in one.steps:
        yield _step(step)
        if step.changes:
            columns = (Column("What", 1.6), Column("Before", 2), Column("After", 2))
            rows = tuple((change.where, change.before, change.after) for change in step.changes)
            yield Table("What changed", columns, rows, of=f"{one.id}: {step.before} → {step.after}")


def _step(step: Step) -> Paragraph:
    title = f"{step.before} → {step.after}. "
    if step.note:
        tone = Tone.MIXED if step.note.startswith("Nobody") else Tone.GOOD
        return Paragraph(((Words(title), Words(step.note)),), tone)
    if step.weaker:
        head_ = (Words(title), Mark("The standard got weaker", Tone.BAD))
        return Paragraph((head_, *((Words(f"– {words}"),) for words in step.weaker)), Tone.BAD)
    words = "The content changed; nowhere weaker by what can be compared. Changed wording is for people to read."
    return Paragraph(((Words(title), Words(words)),), Tone.MIXED)


def _figure(
    one: ProgrammeConsistency,
    rated: list[tuple[Edition, CriterionFigures]],
    least: int,
    language: str,
    *,
    draw: bool,
) -> Figure | Table:
    ordered = sorted(rated, key=lambda pair: pair[1].id)  # the editions of a criterion beside each other
    bars = [
        Bar(f"{criterion.title.to(language)}, {edition.id.removeprefix(one.id).strip('-') or edition.id}", drawn.parts)
        for edition, criterion in ordered
        for drawn in [bar("", criterion.spread, criterion.minimum, criterion.distinction)]
    ]
    columns = (
        Column("Criterion", 1.3), Column("Edition", 1.6), Column("Minimum", 0.8), Column("At it or above", 0.8),
        Column("Learners by level", 2),
    )  # fmt: skip
    rows = tuple(
        (
            criterion.title.to(language), edition.id, criterion.minimum.replace("-", " "), _passing(criterion),
            spread_lines(criterion.spread, least),
        )
        for edition, criterion in ordered
    )  # fmt: skip
    described = (
        "Each bar is a criterion in one edition and shows how many learners stand at each level, worst on the left; "
        "levels with few learners are joined with their neighbours. The table gives the same numbers."
    )
    table = Table("Ratings by edition", columns, rows, of=one.id)
    if not draw or len(bars) > _MOST_BARS:
        return table
    return Figure("Ratings by edition", described, stacked(bars, "Learners"), table)


def _passing(one: CriterionFigures) -> str:
    return "not shown" if one.spread.passing is None else f"{one.spread.passing} of {one.spread.learners}"


def _by_assessor(
    one: ProgrammeConsistency, rated: list[tuple[Edition, CriterionFigures]], least: int, language: str
) -> Table:
    columns = (Column("Criterion", 1.3), Column("Edition", 1.6), Column("Assessor", 1), Column("Ratings given", 2.4))
    rows = tuple(
        (criterion.title.to(language), edition.id, by, spread_lines(given, least))
        for edition, criterion in sorted(rated, key=lambda pair: pair[1].id)
        for by, given in criterion.by_assessor
    )
    return Table("Ratings by assessor", columns, rows, of=one.id)


def _shared(report: ConsistencyReport) -> Table:
    columns = (Column("Competence", 2), Column("Outcomes that serve it", 3))
    rows = tuple((one.competence, tuple((Code(str(place_)),) for place_ in one.outcomes)) for one in report.shared)
    empty = "No two outcomes serve the same competence in the same words."
    return Table("Shared competences", columns, rows, empty=empty)


def _reading(report: ConsistencyReport) -> Iterator[Block]:
    if len(report.programmes) > MOST:
        yield MANY
    yield Paragraph(
        f"An edition that was issued is compared by the commit it was issued on; one that was not, by {FOLDER} or the "
        "newest commit with its version. What counts as weaker: less work or a lower level, outcomes, criteria or "
        "assessments that are gone, lower minimums, easier award rules, more attempts, less supervision, fewer "
        "safeguards."
    )
    yield Paragraph(
        "Different ratings in two editions, or by two assessors, may come from different learners. They are a reason "
        "to look, not a finding."
    )
    yield versions(report.provenance)
