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
from mctool.formats.pictures import pictures
from mctool.formats.typesetting import Document, Typesetter, literal, value

_ACCENT = "#1f4e79"
_SIZES = tuple(10.5 - 0.5 * step for step in range(12))
"""Sizes of the body in points. The largest at which the page holds everything is taken."""


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

    def pages(self, credential: Credential) -> tuple[DisplayPage, ...]:
        """The page in each language, as PNG.

        Raises FormatError, with the learner's id, for a letter that no font has and for what does not fit the page.
        """
        shown = pictures(self._pdf(credential, {}, ""))
        return tuple(
            DisplayPage(language, picture, "image/png")
            for language, picture in zip(self._award.languages, shown, strict=True)
        )

    def pdf(self, credential: Credential, *, attachments: Mapping[str, bytes], keyword: str = "") -> bytes:
        """The PDF with *attachments* (UTF-8 texts by file name) inside. Raises FormatError as ``pages`` does.

        *keyword* stands among the document's keywords, where a seal over the whole PDF can take its place.
        """
        return self._pdf(credential, attachments, keyword)

    def _pdf(self, credential: Credential, attachments: Mapping[str, bytes], keyword: str) -> bytes:
        try:
            pages = certificateview.pages(credential, self._seal)
            document = self._document(pages, self._size(pages))
            keywords = tuple(filter(None, (pages[0].kind, pages[0].credential, keyword)))
            document = replace(document, keywords=keywords, attachments=attachments)
            return self._typesetter.pdf(document, time=credential.issued)
        except FormatError as error:
            raise FormatError(f"{credential.learner.learner}: {error}") from None

    def _size(self, pages: Sequence[Page]) -> float:
        """The size at which each of *pages* fits, found once for all learners whose pages differ in the name only."""
        alike = tuple(replace(page, holder="", direction="ltr", credential="", address="") for page in pages)
        if alike not in self._sizes:
            fitting = self._typesetter.fitting
            self._sizes[alike] = fitting(_SIZES, len(pages), lambda size: self._document(pages, size))
        return self._sizes[alike]

    def _document(self, pages: Sequence[Page], size: float) -> Document:
        first = pages[0]
        arguments = {
            "pages": value([asdict(page) for page in pages]),
            "code": literal(code_svg(first.address or first.credential) if first.credential else ""),
            "accent": f"rgb({literal(readable(self._award.institution.colour or _ACCENT, '#ffffff'))})",
            "size": f"{size}pt",
        }
        return Document("certificate", arguments, f"{first.title} · {first.holder}", first.institution)
