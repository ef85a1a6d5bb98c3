"""The programme report laid out: each programme, in each language of the workspace."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mctool.formats.printedwords import long_date, number
from mctool.models.values import Period
from mctool.reports.programme import Care, ProgrammeReport, ProgrammeShown, Terms
from mctool.reports.rendering.document import (
    Block,
    Column,
    Content,
    Document,
    Facts,
    Line,
    Paragraph,
    Section,
    Table,
    Words,
)
from mctool.reports.spoken import Spoken
from mctool.vocabularies import tables
from mctool.vocabularies.phrases import phrase


@dataclass(frozen=True)
class _Tongue:
    """One language: the fixed words in it, and what is said in it."""

    language: str
    words: Mapping[str, str]

    def __call__(self, key: str, what: str = "") -> str:
        return self.words[key].replace("{what}", what)

    def fixed(self, key: str, what: str = "") -> str:
        """A phrase that certificates use too."""
        return phrase(key, self.language).replace("{what}", what)

    def recognised(self, one: str) -> Words:
        """What a programme counts for, in words of the table where it has them, else as the programme writes it."""
        known = self.words.get(f"recognition-{one}")
        return Words(known, self.language) if known else Words(one.replace("-", " "), "en")

    def said(self, texts: Sequence[Spoken]) -> str:
        """What *texts* say in this language, else in the first that there is."""
        own = [one.text for one in texts if one.text and one.language in ("", self.language)]
        other = [one.text for one in texts if one.text]
        return ", ".join(own) or (other[0] if other else "")

    def period(self, one: Period) -> str:
        """A period in words."""
        parts = (("years", one.years), ("months", one.months), ("days", one.days))
        return ", ".join(self(f"{unit}-{self._form(number)}", str(number)) for unit, number in parts if number)

    def _form(self, number: int) -> str:
        """Which form of a noun a number takes; only Polish has another for a few."""
        few = self.language == "pl" and 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14
        return "one" if number == 1 else "few" if few else "many"


def tongue(language: str) -> _Tongue:
    """The fixed words in *language*, in English where the table has none."""
    rows = tables.read("report-phrases")
    return _Tongue(language, {row["key"]: row.get(language) or row["en"] for row in rows})


def page(report: ProgrammeReport) -> Document:
    """The document."""
    languages = report.provenance.languages
    speak = tongue(languages[0])
    name = report.provenance.institution.to(languages[0]) if report.provenance.institution else "–"
    one = len(report.programmes) == 1
    return Document(
        title=report.programmes[0].title.to(languages[0]) if one else speak("programmes"), subtitle=name,
        facts=_head(report, speak),
        sections=tuple(_programme(report, shown) for shown in report.programmes)
        or (Section(speak("programmes"), "none", (Paragraph(speak("none-yet")),)),),
        colophon=(report.attribution,) if report.attribution else (), language=languages[0],
    )  # fmt: skip


def _head(report: ProgrammeReport, speak: _Tongue) -> Facts:
    institution = report.provenance.institution
    rows: list[tuple[str, Content]] = [
        (speak("awarding-body"), institution.to(speak.language) if institution else None),
        (speak("country"), speak.said(report.country)),
        (speak.fixed("quality-assurance"), ", ".join(filter(None, (
            speak.said(report.quality_assurance), speak.said(report.agency),
        )))),
        (speak("contact"), tuple(part for part in (report.homepage, report.email) if part)),
        (speak("made-on"), long_date(report.provenance.made.date(), speak.language)),
    ]  # fmt: skip
    return Facts(speak("glance"), tuple(row for row in rows if row[1]))


def _programme(report: ProgrammeReport, one: ProgrammeShown) -> Section:
    languages = report.provenance.languages
    anchor = f"programme-{one.id}"
    first, *others = (tongue(language) for language in languages)
    title = one.title.to(first.language)
    further = tuple(
        Section(
            one.title.to(speak.language), f"{anchor}-{speak.language}", tuple(_intro(one, speak)),
            tuple(_parts(one, speak, anchor)), language=speak.language,
        )
        for speak in others
    )  # fmt: skip
    return Section(title, anchor, tuple(_intro(one, first)), (*_parts(one, first, anchor), *further))


def _intro(one: ProgrammeShown, speak: _Tongue) -> Iterator[Block]:
    for words in (speak.said(one.summary), speak.said(one.description)):
        if words:
            yield Paragraph(words)
    yield Facts(speak("glance"), tuple(row for row in _facts(one, speak) if row[1]), of=one.id)


def _facts(one: ProgrammeShown, speak: _Tongue) -> Iterator[tuple[str, Content]]:
    extent = one.extent
    eqf = speak.fixed("eqf-level", extent.eqf) if extent.eqf else ""
    yield speak.fixed("level"), tuple(part for part in (eqf, extent.nqf) if part)
    yield speak.fixed("workload"), _workload(one, speak)
    yield speak.fixed("form"), speak.said(one.participation)
    yield speak("languages"), speak.said(one.languages)
    yield speak("prerequisites"), speak.said(one.terms.prerequisites)
    yield speak("fee"), speak(f"fee-{one.terms.fee}") if one.terms.fee else ""
    yield speak.fixed("field"), speak.said(one.field)
    approved = long_date(one.approved_on, speak.language) if one.approved_on else ""
    yield speak("decided-by"), f"{one.approved_by}, {approved}" if approved else speak("not-approved")


def _workload(one: ProgrammeShown, speak: _Tongue) -> Content:
    extent = one.extent
    if extent.hours is None:
        return speak("not-stated")
    hours = speak.fixed("hours", number(extent.hours, speak.language))
    contact = speak("contact-hours-of", number(extent.contact_hours, speak.language)) if extent.contact_hours else ""
    ects = speak.fixed("ects-credits", number(extent.ects, speak.language)) if extent.ects else ""
    return tuple(part for part in (hours, contact, ects or speak.fixed("non-credit-short")) if part)


def _parts(one: ProgrammeShown, speak: _Tongue, anchor: str) -> Iterator[Section]:
    end = f"-{speak.language}"
    yield Section(speak("can-do"), f"{anchor}-outcomes{end}", (_outcomes(one, speak),))
    yield Section(speak("how-assessed"), f"{anchor}-assessment{end}", (
        _tasks(one, speak), Facts(speak("award-rule"), tuple(_award(one.terms, speak)), of=one.id),
    ))  # fmt: skip
    care = tuple(_care(one.care, speak))
    if care:
        yield Section(speak("safeguards"), f"{anchor}-care{end}", (Paragraph(care),))
    yield Section(speak("form-of-award"), f"{anchor}-award{end}", (
        Paragraph(speak("digital")), Facts(speak("validity"), tuple(_worth(one.terms, speak)), of=one.id),
    ))  # fmt: skip
    use: tuple[Line, ...] = tuple((Words(speak(key)),) for key in ("use-cv", "use-network", "use-portfolio"))
    yield Section(speak("use"), f"{anchor}-use{end}", (Paragraph(use),))


def _outcomes(one: ProgrammeShown, speak: _Tongue) -> Table:
    titles = {task.id: speak.said(task.title) for task in one.tasks}
    columns = (Column(speak("outcome"), 3), Column(speak("shown-in"), 1.4), Column(speak("esco-skill"), 1.4))
    rows = tuple(
        (
            speak.said(outcome.statement), tuple(titles[task] for task in outcome.assessed_by),
            tuple((Words(label, "en"),) for label in outcome.esco),
        )
        for outcome in one.outcomes
    )  # fmt: skip
    return Table(speak("can-do"), columns, rows, of=one.id, empty=speak("not-stated"))


def _tasks(one: ProgrammeShown, speak: _Tongue) -> Table:
    columns = (
        Column(speak("assessment"), 1.3), Column(speak("task"), 2.4), Column(speak("method"), 1.2),
        Column(speak("supervision"), 1.3), Column(speak("attempts"), 0.6, numeric=True),
    )  # fmt: skip
    rows = tuple(
        (
            speak.said(task.title), speak.said(task.description), speak.fixed(f"method-{task.method}"),
            speak.said(task.supervision), task.attempts,
        )
        for task in one.tasks
    )  # fmt: skip
    return Table(speak("how-assessed"), columns, rows, of=one.id, empty=speak("not-stated"))


def _award(terms: Terms, speak: _Tongue) -> Iterator[tuple[str, Content]]:
    rule: list[str] = [speak("all-outcomes")] if terms.all_outcomes else []
    if terms.at_least and not terms.all_outcomes:
        rule.append(speak("at-least", str(terms.at_least)))
    rule += [speak("among-them", speak.said(one)) for one in terms.required]
    yield speak("award-rule"), (*rule, speak("not-by-attendance"))
    if terms.participation_certificate:
        yield speak("not-met"), speak("participation")


def _care(care: Care, speak: _Tongue) -> Iterator[str]:
    if care.voluntary:
        yield speak("voluntary")
    if care.criteria_before:
        yield speak("criteria-before")
    if care.feedback_within:
        yield speak("feedback-within", speak.period(care.feedback_within))
    yield from (words for words in (speak.said(care.ground_rules), speak.said(care.support)) if words)


def _worth(terms: Terms, speak: _Tongue) -> Iterator[tuple[str, Content]]:
    said = speak.said(terms.validity_words)
    if terms.indefinite or terms.validity:
        counts = speak.fixed("without-expiry")
        if terms.validity:
            counts = speak("period-from-award", speak.period(terms.validity))
        yield speak("validity"), tuple(part for part in (counts, said) if part)
    if terms.counts_towards:
        towards = [speak.said(one) for one in terms.counts_towards]
        rules = speak.said(terms.stacking_rules)
        yield speak.fixed("stacking"), (*towards, *([rules] if rules else []))
    elif terms.standalone:
        yield speak.fixed("status"), speak.fixed("stacking-alone")
    if terms.recognition:
        yield speak("recognition"), tuple((speak.recognised(one),) for one in terms.recognition)
