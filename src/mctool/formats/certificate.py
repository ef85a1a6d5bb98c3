"""The certificate: a PDF for people with the sealed files inside, and its pages as pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from mctool.colours import readable
from mctool.credentials import Award, Credential
from mctool.errors import FormatError
from mctool.formats import certificateview
from mctool.formats.certificateview import Page, Seal
from mctool.formats.display import DisplayPage
from mctool.formats.emblems import code_svg, logo_svg
from mctool.formats.pictures import Sheet, Strip, drawn
from mctool.formats.typesetting import Document, Typesetter, literal, value

_ACCENT = "#1f4e79"
_SIZES = tuple(10.5 - 0.5 * step for step in range(12))
"""Sizes of the body in points. The largest at which the page holds everything is taken."""


_KINDS = 32
"""Kinds of pages that are kept drawn, each about 1.5 MB; a cohort has few: with distinction, without."""


class CertificatePrinter:
    """Prints the certificates of one cohort."""

    def __init__(
        self, award: Award, *, seal_level: str, seal_name: str, test: bool, template_folder: Path | None = None
    ) -> None:
        """*seal_level* is B or T, empty where another issuer seals; *seal_name* the seal certificate's common name.

        *test* prints TEST across every page. *template_folder* is the workspace's own, which goes before ours.
        """
        self._award = award
        self._seal = Seal(seal_level, seal_name, test)
        self._typesetter = Typesetter("certificate.typ", template_folder, logo_svg(award.logo))
        self._sizes: dict[Sequence[Page], float] = {}
        self._sheets: dict[Sequence[Page], Sequence[Sheet]] = {}
        self._last: tuple[Credential, Sequence[Page], Document] | None = None

    def pages(self, credential: Credential) -> tuple[DisplayPage, ...]:
        """The page in each language, as PNG.

        Raises FormatError, with the learner's id, for a letter that no font has and for what does not fit the page.
        """
        try:
            pages, document = self._prepared(credential)
            with drawn(self._typesetter.drawing(document)) as own:
                if len(own) != len(pages):
                    raise FormatError("the certificate does not fit on one page; shorten its texts")
                sheets = self._shared(pages) if self._typesetter.packaged else map(Sheet, own)
                shown = [sheet.filled(page) for sheet, page in zip(sheets, own, strict=True)]
        except FormatError as error:
            raise FormatError(f"{credential.learner.learner}: {error}") from None
        return tuple(DisplayPage(page.language, one, "image/png") for page, one in zip(pages, shown, strict=True))

    def pdf(self, credential: Credential, *, attachments: Mapping[str, bytes], keyword: str = "") -> bytes:
        """The PDF with *attachments* (UTF-8 texts by file name) inside. Raises FormatError as ``pages`` does.

        *keyword* stands among the document's keywords, where a seal over the whole PDF can take its place.
        """
        try:
            _, document = self._prepared(credential)
            keywords = (*document.keywords, keyword) if keyword else document.keywords
            document = replace(document, keywords=keywords, attachments=attachments)
            return self._typesetter.pdf(document, time=credential.issued)
        except FormatError as error:
            raise FormatError(f"{credential.learner.learner}: {error}") from None

    def _prepared(self, credential: Credential) -> tuple[Sequence[Page], Document]:
        """The pages and the document; the last ones are kept, for they are drawn and then printed."""
        if self._last is None or self._last[0] is not credential:
            pages = certificateview.pages(credential, self._seal)
            self._last = credential, pages, self._document(pages, self._size(pages))
        return self._last[1:]

    def _size(self, pages: Sequence[Page]) -> float:
        """The size at which each of *pages* fits; with our template found once for all that differ in the name only."""
        alike = _of_nobody(pages) if self._typesetter.packaged else tuple(pages)
        if alike in self._sizes:
            return self._sizes[alike]
        size = self._typesetter.fitting(_SIZES, len(alike), lambda size: self._document(alike, size))
        if self._typesetter.packaged:
            self._sizes[alike] = size
        return size

    def _shared(self, pages: Sequence[Page]) -> Sequence[Sheet]:
        """What is the same on the pages of all learners that differ in the name only, drawn once."""
        alike = _of_nobody(pages)
        if alike not in self._sheets:
            if len(self._sheets) == _KINDS:
                self._sheets.clear()
            document = self._document(alike, self._size(pages))
            edges = self._typesetter.marks(document, "edge")
            with drawn(self._typesetter.drawing(document)) as blank:
                self._sheets[alike] = [Sheet(page, _strips(edges, place)) for place, page in enumerate(blank, 1)]
        return self._sheets[alike]

    def _document(self, pages: Sequence[Page], size: float) -> Document:
        first = pages[0]
        arguments = {
            "pages": value([asdict(page) for page in pages]),
            "code": literal(code_svg(first.address or first.credential) if first.credential else ""),
            "accent": f"rgb({literal(readable(self._award.institution.colour or _ACCENT, '#ffffff'))})",
            "size": f"{size}pt",
        }
        keywords = tuple(filter(None, (first.kind, first.credential)))
        return Document("certificate", arguments, f"{first.title} · {first.holder}", first.institution, keywords)


def _of_nobody(pages: Sequence[Page]) -> tuple[Page, ...]:
    return tuple(page.of_nobody() for page in pages)


def _strips(edges: Sequence[tuple[int, float]], place: int) -> Sequence[Strip]:
    """The strips of the page at that *place*, out of their upper and lower *edges* with the number of their page."""
    heights = [height for page, height in edges if page == place]
    return [Strip(top, bottom) for top, bottom in zip(heights[::2], heights[1::2], strict=True)]
