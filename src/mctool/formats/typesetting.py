"""typst, kept warm: one compiler for many documents, and its errors in words a coordinator can act on.

A document is handed over as a short main file of calls into the template, with all text in string literals. The
template and what it draws stay the same from learner to learner, so that typst, which remembers, sets only what is
new: a third of the work. Inputs, the usual way, would make it forget.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from mctool import resources
from mctool.errors import FormatError

STANDARDS = ["a-3a", "ua-1"]
"""PDF/A-3 with attachments, for archives; PDF/UA, for people who read with their ears."""

_DRAWN = ["a-3b"]
"""The least that refuses letters which no font has."""

_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed|contains the codepoint `"\\u\{(\w+)\}"`', re.DOTALL)
_PLACE = re.compile(r"┌─ (.+?):(\d+):\d+$", re.MULTILINE)
_MAIN = "__typst_py_bytes__.typ"
_NAMED = Path("templates/certificate")
"""How a message names a template, packaged or the workspace's."""
_MEDIA = {".xml": "application/xml", ".jsonld": "application/ld+json", ".json": "application/json"}


@dataclass(frozen=True)
class Document:
    """What a PDF is made of.

    *function* of the template gets *arguments*, typst expressions in its order: make those of texts by ``literal`` or
    ``value``. *attachments* are texts in UTF-8 by file name.
    """

    function: str
    arguments: Mapping[str, str]
    title: str
    author: str
    keywords: tuple[str, ...] = ()
    attachments: Mapping[str, bytes] = field(default_factory=dict)


class Typesetter:
    """Compiles one template again and again."""

    def __init__(self, template: str, override: Path | None, logo: str) -> None:
        """*template* is a packaged one; a file of that name in the folder *override* goes before.

        *logo* is SVG, the same for all documents, or empty.
        """
        own = override / template if override is not None else None
        packaged = resources.folder("templates") / "certificate"
        self._folder = packaged
        self._path = own if own is not None and own.is_file() else packaged / template
        self._logo = logo

    @property
    def packaged(self) -> bool:
        """Whether the template is the one that comes with mctool."""
        return self._path.parent == self._folder

    @cached_property
    def _fonts(self) -> Any:
        import typst

        return typst.Fonts(include_system_fonts=False, font_paths=[str(self._folder / "fonts")])

    @cached_property
    def _compiler(self) -> Any:
        return self._compiler_of(str(self._path))  # on first use: its threads would not survive a worker's fork

    def _compiler_of(self, main: str | bytes) -> Any:
        import typst

        return typst.Compiler(
            input=main, root=str(self._path.parent), font_paths=self._fonts, sys_inputs={"logo": self._logo}
        )

    def pdf(self, document: Document, *, time: datetime) -> bytes:
        """The PDF of *document*, dated *time*. Raises FormatError for a letter no font has, or a wrong template."""
        made = self._compile(document, format="pdf", pdf_standards=STANDARDS, timestamp=time.astimezone(UTC))
        return bytes(made)

    def drawing(self, document: Document) -> bytes:
        """A PDF that looks the same, without what helps those who read or keep it. Raises FormatError as ``pdf``."""
        return bytes(self._compile(document, format="pdf", pdf_standards=_DRAWN, pdf_tags=False, timestamp=0))

    def marks(self, document: Document, label: str) -> list[Any]:
        """What the elements ``metadata(…) <label>`` of *document*, which compiles, hold, in their order."""
        compiler = self._compiler_of(_source(self._path.name, document).encode())
        found: list[Any] = json.loads(compiler.query(f"<{label}>", field="value"))
        return found

    def fitting(self, sizes: Sequence[float], pages: int, document: Callable[[float], Document]) -> float:
        """The first of *sizes*, given to *document*, at which it takes no more than *pages*.

        Raises FormatError when there is none, or for a wrong template.
        """
        for size in sizes:
            made = self._compile(document(size), format="png", ppi=1)
            count = 1 if isinstance(made, bytes) else len(made)
            if count == pages:
                return size
            if count < pages:
                raise FormatError(f"{_NAMED / self._path.name}: pages for {count} of {pages} languages")
        raise FormatError("the certificate does not fit on one page; shorten its texts")

    def _compile(self, document: Document, **how: Any) -> Any:
        import typst

        try:
            return self._compiler.compile(input=_source(self._path.name, document).encode(), **how)
        except typst.TypstError as error:
            raise FormatError(self._words(error, document)) from None

    def _words(self, error: Any, document: Document) -> str:
        glyph = _GLYPH.search(error.message)
        if glyph:
            letters = " ".join(f"«{one}» (U+{ord(one):04X})" for one in glyph[1] or chr(int(glyph[2], 16)))
            return f"no font of the certificate has {letters}"
        if "SVG" in error.message and self.packaged:
            return f"the institution's logo cannot be drawn: {error.message}"
        place = _PLACE.search(error.diagnostic or "")
        if place is None or place[1].endswith(_MAIN):
            wanted = f"{document.function}({', '.join(document.arguments)})"
            return f"{_NAMED / self._path.name}: {error.message}; the template has to define {wanted}"
        where = Path(place[1]).resolve().relative_to(self._path.parent.resolve())
        return f"{_NAMED / where}, line {place[2]}: {error.message}"


def literal(text: str) -> str:
    """*text* as a string of typst, in which nothing is markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def value(data: Mapping[str, Any] | Sequence[Any]) -> str:
    """*data* as an expression of typst, by way of JSON."""
    return f"json(bytes({literal(json.dumps(data, ensure_ascii=False, separators=(',', ':')))}))"


def _source(template: str, document: Document) -> str:
    """The main file. Title and keywords come last: before the pages, they would be a part of the style of each text."""
    keywords = "".join(f"{literal(one)}, " for one in document.keywords)
    lines = [
        f"#import {literal(template)}: {document.function}",
        f"#{document.function}({', '.join(document.arguments.values())})",
        *(_attachment(name, content) for name, content in document.attachments.items()),
        f"#set document(title: {literal(document.title)}, author: {literal(document.author)}, keywords: ({keywords}))",
        "#metadata(none)",
    ]
    return "\n".join(lines)


def _attachment(name: str, content: bytes) -> str:
    return (
        f'#pdf.attach({literal(name)}, bytes({literal(content.decode())}), relationship: "alternative", '
        f"mime-type: {literal(_MEDIA[Path(name).suffix])}, description: {literal(f'The sealed credential: {name}')})"
    )
