"""The participation certificate: for those who took part and did not reach the criteria. No micro-credential."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from mctool.credentials import Award
from mctool.errors import FormatError
from mctool.formats.certificateview import Fact
from mctool.formats.emblems import logo_svg
from mctool.formats.printedwords import long_date, number, plain, printed_name, right_to_left, sentence, words
from mctool.formats.typesetting import Document, Typesetter, value
from mctool.identities import Identity
from mctool.vocabularies.phrases import phrase

_SIZES = (10, 9, 8, 7, 6, 5)
"""Sizes of the text in points; the largest at which every page holds everything is taken."""


@dataclass(frozen=True)
class ParticipationPage:
    """One page, in one language: no outcome, no level, no credits, no grade, no validity."""

    language: str
    institution: str
    kind: str
    holder: str
    direction: str
    took_part: str
    title: str
    facts: tuple[Fact, ...]
    disclaimer: str


class ParticipationPrinter:
    """Prints the participation certificates of one cohort."""

    def __init__(self, award: Award, *, template_folder: Path | None = None) -> None:
        """*template_folder* is the workspace's own, which goes before ours."""
        self._award = award
        self._typesetter = Typesetter("participation.typ", template_folder, logo_svg(award.logo))

    def pdf(self, identity: Identity, attended_hours: float | None, *, now: datetime) -> bytes:
        """The PDF for the person *identity*, issued *now*: one page in each language.

        Raises FormatError, with the learner's id, for a letter that no font has and for what does not fit the page.
        """
        try:
            return self._pdf(identity, attended_hours, now)
        except FormatError as error:
            raise FormatError(f"{identity.learner}: {error}") from None

    def _pdf(self, identity: Identity, hours: float | None, now: datetime) -> bytes:
        pages = tuple(self._page(identity, hours, now, language) for language in self._award.languages)
        data = value([asdict(page) for page in pages])
        title = f"{pages[0].kind} · {pages[0].holder}"

        def document(size: float) -> Document:
            return Document("participation", {"pages": data, "size": f"{size}pt"}, title, pages[0].institution)

        size = self._typesetter.fitting(_SIZES, len(pages), document)
        return self._typesetter.pdf(document(size), time=now)

    def _page(self, identity: Identity, hours: float | None, now: datetime, language: str) -> ParticipationPage:
        holder = printed_name(identity)
        return ParticipationPage(
            language=language,
            institution=plain(self._award.institution.name.to(language)),
            kind=phrase("participation-title", language),
            holder=holder,
            direction="rtl" if right_to_left(holder) else "ltr",
            took_part=phrase("took-part", language),
            title=plain(self._award.programme.title.to(language)),
            facts=tuple(self._facts(hours, now, language)),
            disclaimer=phrase("no-micro-credential", language),
        )

    def _facts(self, hours: float | None, now: datetime, language: str) -> Iterator[Fact]:
        period, form = self._award.cohort.period, self._award.programme.participation
        dates = " – ".join(dict.fromkeys(long_date(day, language) for day in (period.start, period.end)))
        yield Fact(phrase("period", language), dates)
        if form:
            yield Fact(phrase("form", language), sentence(words("mode", form, language)))
        if hours is not None:
            yield Fact(phrase("hours-attended", language), number(hours, language))
        yield Fact(phrase("issued-on", language), long_date(now.date(), language))
