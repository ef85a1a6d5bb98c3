"""typst, kept warm: one compiler for many documents, and its errors in words a coordinator can act on."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from mctool import resources
from mctool.errors import FormatError

_PLACE = re.compile(r"([\w./-]+\.typ):(\d+):\d+")
_GLYPH = re.compile(r"the text (.+?) could not be displayed", re.DOTALL)
STANDARDS = ["a-3a", "ua-1"]
"""PDF/A-3 with attachments, for archives; PDF/UA, for people who read with their ears."""


class MissingGlyphError(FormatError):
    """The text has letters that no packaged font can show."""

    def __init__(self, letters: str) -> None:
        """*letters* are those of the first place where it shows."""
        self.letters = letters
        named = " ".join(f"«{letter}» (U+{ord(letter):04X})" for letter in letters)
        super().__init__(f"no font of the certificate has {named}")


class Typesetter:
    """Compiles one template again and again. Text reaches it as data only, so no markup in a name is ever run."""

    def __init__(self, template: str, override: Path | None = None, *, folder: str = "certificate") -> None:
        """*template* is a file in *folder* of the packaged templates; one of that name in *override* goes before."""
        own = override / template if override is not None else None
        self.path = own if own is not None and own.is_file() else resources.folder("templates") / folder / template

    @cached_property
    def _compiler(self) -> Any:
        import typst

        # made on first use, since its threads would not survive the fork of a worker process
        fonts = resources.folder("templates") / "certificate" / "fonts"
        return typst.Compiler(
            input=str(self.path), root=str(self.path.parent), font_paths=[str(fonts)], ignore_system_fonts=True
        )

    def pdf(self, inputs: Mapping[str, str], *, time: datetime) -> bytes:
        """The PDF for *inputs*, dated *time*. Raises FormatError for a letter no font has, or a wrong template."""
        made = self._compile(inputs, format="pdf", pdf_standards=STANDARDS, timestamp=time.astimezone(UTC))
        return bytes(made)

    def png(self, inputs: Mapping[str, str], *, ppi: float) -> tuple[bytes, ...]:
        """The pages as pictures. A letter that no font has shows as a box here: make the PDF first where it matters."""
        made = self._compile(inputs, format="png", ppi=ppi)
        return (made,) if isinstance(made, bytes) else tuple(made)

    def _compile(self, inputs: Mapping[str, str], **how: Any) -> Any:
        import typst

        try:
            return self._compiler.compile(sys_inputs=dict(inputs), **how)
        except typst.TypstError as error:
            glyph = _GLYPH.search(error.message)
            if glyph:
                raise MissingGlyphError(glyph[1].strip("'\"“”‘’`")) from None
            raise FormatError(self._words(error)) from None

    def _words(self, error: Any) -> str:
        place = _PLACE.search(error.diagnostic or "")
        line = f", line {place[2]}" if place else ""
        return f"the template {self.path}{line}: {error.message}"
