"""The participation certificate: for those who took part and did not reach the criteria. No micro-credential."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from mctool.credentials import Award
from mctool.errors import FormatError
from mctool.formats.certificate import dumps, logo_svg
from mctool.formats.certificateview import Fact, long_date, number
from mctool.formats.typesetting import Typesetter
from mctool.identities import Identity
from mctool.vocabularies.phrases import phrase


@dataclass(frozen=True)
class ParticipationPage:
    """One page, in one language: no outcome, no level, no credits, no grade, no validity."""

    language: str
    institution: str
    kind: str
    holder: str
    took_part: str
    title: str
    facts: tuple[Fact, ...]
    disclaimer: str


class ParticipationPrinter:
    """Prints the participation certificates of one cohort."""

    def __init__(self, award: Award, *, template_folder: Path | None = None) -> None:
        """*template_folder* is the workspace's own, which goes before ours."""
        self._award = award
        self._typesetter = Typesetter("participation.typ", template_folder)
        self._logo = logo_svg(award.logo)

    def pdf(self, identity: Identity, attended_hours: float | None, *, now: datetime) -> bytes:
        """The PDF for the person *identity*, issued *now*. Raises FormatError for a letter that no font has."""
        pages = [asdict(self._page(identity, attended_hours, now, language)) for language in self._award.languages]
        try:
            return self._typesetter.pdf({"data": dumps({"pages": pages}), "logo": self._logo}, time=now)
        except FormatError as error:
            raise FormatError(f"{identity.learner}: {error}") from None

    def _page(self, identity: Identity, hours: float | None, now: datetime, language: str) -> ParticipationPage:
        award, period = self._award, self._award.cohort.period
        form = award.programme.participation
        named = [
            ("period", f"{long_date(period.start, language)} – {long_date(period.end, language)}"),
            ("form", form.label(language) if form else ""),
            ("hours-attended", number(hours, language) if hours is not None else ""),
            ("issued-on", long_date(now.date(), language)),
        ]
        return ParticipationPage(
            language, award.institution.name.to(language), phrase("participation-title", language),
            identity.full_name, phrase("took-part", language), award.programme.title.to(language),
            tuple(Fact(phrase(key, language), value) for key, value in named if value),
            phrase("no-micro-credential", language),
        )  # fmt: skip
