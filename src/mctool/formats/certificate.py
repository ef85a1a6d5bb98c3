"""The certificate: a PDF for people with the sealed files inside, and its pages as pictures."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mctool.credentials import Award, Credential, Logo
from mctool.errors import FormatError
from mctool.formats import certificateview
from mctool.formats.display import DisplayPage
from mctool.formats.typesetting import Typesetter

PPI = 100
"""Resolution of the pictures: legible on a screen, small enough to sit inside a credential."""

_MEDIA = {"xml": "application/xml", "jsonld": "application/ld+json", "json": "application/json"}


class CertificatePrinter:
    """Prints the certificates of one cohort."""

    def __init__(
        self, award: Award, *, seal_level: str, seal_name: str, test: bool, template_folder: Path | None = None
    ) -> None:
        """*seal_level* is B or T, empty where somebody else seals; *seal_name* the seal certificate's common name.

        *test* prints TEST across every page. *template_folder* is the workspace's own, which goes before ours.
        """
        self._award = award
        self._seal = (seal_level, seal_name, test)
        self._typesetter = Typesetter("certificate.typ", template_folder)
        self._logo = logo_svg(award.logo)
        self._proven: set[str] = set()

    def pages(self, credential: Credential) -> tuple[DisplayPage, ...]:
        """Page 1 in each language, as PNG. Raises FormatError, with the learner's id, for a letter no font has."""
        inputs = self._inputs(credential, {})
        if not set(credential.learner.full_name) <= self._proven:  # a picture would show a box without a word
            self._pdf(credential, inputs)
            self._proven |= set(credential.learner.full_name)
        pictures = self._typesetter.png(inputs, ppi=PPI)
        languages = self._award.languages
        if len(pictures) != len(languages):
            raise FormatError(
                f"{credential.learner.learner}: the certificate takes {len(pictures)} pages for "
                f"{len(languages)} languages; shorten the outcomes or the summary"
            )
        return tuple(
            DisplayPage(language, picture, "image/png") for language, picture in zip(languages, pictures, strict=True)
        )

    def pdf(self, credential: Credential, *, attachments: Mapping[str, bytes], keyword: str = "") -> bytes:
        """The PDF with *attachments* (UTF-8 texts by file name) inside. Raises FormatError as ``pages`` does.

        *keyword* stands among the document's keywords, where a seal over the whole PDF can take its place.
        """
        return self._pdf(credential, self._inputs(credential, attachments) | {"keyword": keyword})

    def _pdf(self, credential: Credential, inputs: Mapping[str, str]) -> bytes:
        try:
            return self._typesetter.pdf(inputs, time=credential.issued)
        except FormatError as error:
            raise FormatError(f"{credential.learner.learner}: {error}") from None

    def _inputs(self, credential: Credential, attachments: Mapping[str, bytes]) -> dict[str, str]:
        level, name, test = self._seal
        pages = certificateview.pages(credential, seal_level=level, seal_name=name, test=test)
        files = [
            {"name": file, "key": f"file-{at}", "type": _MEDIA[file.rpartition(".")[2]]}
            for at, file in enumerate(attachments)
        ]
        data = {"pages": [asdict(page) for page in pages], "files": files}
        contents = {f"file-{at}": content.decode() for at, content in enumerate(attachments.values())}
        return {"data": dumps(data), "logo": self._logo, "code": code_svg(credential.id), "keyword": "", **contents}


def dumps(data: Mapping[str, Any] | Sequence[Any]) -> str:
    """*data* as JSON for a template."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def code_svg(text: str) -> str:
    """A QR code of *text* as SVG, so that it stays sharp in print."""
    import segno

    code = segno.make_qr(text, error="m")
    return str(code.svg_inline(scale=4, border=0, dark="#1d2b3e", omitsize=False))


def logo_svg(logo: Logo | None) -> str:
    """The logo as SVG; a raster picture goes inside one. Empty without a logo."""
    if logo is None:
        return ""
    if logo.media_type == "image/svg+xml":
        try:
            return logo.content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise FormatError("the institution's logo is no SVG text in UTF-8") from None
    content = base64.b64encode(logo.content).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" width="300" height="100">'
        f'<image href="data:{logo.media_type};base64,{content}" width="300" height="100" '
        'preserveAspectRatio="xMinYMid meet"/></svg>'
    )
