"""A report as a PDF for signing and filing: PDF/A-3 and tagged for PDF/UA, set by typst from one template."""

import json
import re
import string
from datetime import UTC, datetime
from typing import Any

from mctool import resources
from mctool.colours import readable
from mctool.errors import FormatError
from mctool.reports.rendering.document import (
    INK,
    Block,
    Code,
    Content,
    Document,
    Facts,
    Figure,
    Inline,
    Mark,
    Paragraph,
    Section,
    Table,
    lines,
    plain,
)

_MOST = 40
"""How many places with letters that no font has are mended before we give up."""
_LONG = 1500
"""Letters in a cell from which on a row may break across pages."""
_SUBSTITUTE = "\u25a1"
_GLYPH = re.compile(r"the text (.+?) could not be displayed", re.DOTALL)
_STANDARDS = ["a-3a", "ua-1"]


def render(document: Document, made: datetime) -> bytes:
    """The PDF's bytes, dated *made*. A letter that no packaged font has is shown as a box.

    Text reaches the template as data only, so no markup in it is ever run. Raises FormatError when there are too many
    letters without a font, or the template is wrong.
    """
    import typst

    templates = resources.folder("templates")
    path = templates / "reports" / "report.typ"
    compiler = typst.Compiler(
        input=str(path), root=str(path.parent), font_paths=[str(templates / "certificate" / "fonts")],
        ignore_system_fonts=True,
    )  # fmt: skip
    data = json.dumps(_document(document, made), ensure_ascii=False)
    for _ in range(_MOST):
        try:
            return _compiled(compiler, data, made)
        except typst.TypstError as error:
            glyph = _GLYPH.search(error.message)
            if glyph is None:
                raise FormatError(f"the report cannot be set: {error.message}") from None
            for letter in set(glyph[1]) & set(data) - _PLAIN:
                data = data.replace(letter, _SUBSTITUTE)
    raise FormatError("the report has too many letters that no packaged font shows; choose html")


_PLAIN = set(string.printable)


def _compiled(compiler: Any, data: str, made: datetime) -> bytes:
    return bytes(
        compiler.compile(
            sys_inputs={"data": data}, format="pdf", pdf_standards=_STANDARDS, timestamp=made.astimezone(UTC)
        )
    )


def _document(document: Document, made: datetime) -> dict[str, Any]:
    return {
        "title": document.title, "subtitle": document.subtitle, "language": document.language,
        "confidential": document.confidential, "made": made.strftime("%Y-%m-%d"), "facts": _block(document.facts),
        "colour": readable(document.colour, "#ffffff"), "logo": document.logo,
        "sections": [_section(one) for one in document.sections], "colophon": list(document.colophon),
    }  # fmt: skip


def _section(one: Section) -> dict[str, Any]:
    return {
        "title": one.title, "language": one.language, "blocks": [_block(block) for block in one.blocks],
        "sections": [_section(inner) for inner in one.sections],
    }  # fmt: skip


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(content, tone):
            return {"kind": "paragraph", "content": _content(content), "tone": tone.value if tone else ""}
        case Facts():
            return {"kind": "facts", "rows": [[name, _content(value)] for name, value in block.rows]}
        case Figure(title, description, svg, table):
            drawing = svg.replace(INK, "#1c2733")
            return {
                "kind": "figure",
                "title": title,
                "description": description,
                "svg": drawing,
                "table": _block(table),
            }
        case Table():
            return _table(block)


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table", "name": table.name, "of": table.of, "empty": table.empty,
        "columns": [{"title": one.title, "weight": one.weight, "numeric": one.numeric} for one in table.columns],
        "rows": [[_content(value) for value in row] for row in table.rows],
        "numeric": [[isinstance(value, int | float) for value in row] for row in table.rows],
        "long": any(len(plain(value)) > _LONG for row in table.rows for value in row),
    }  # fmt: skip


def _content(content: Content) -> list[list[dict[str, str]]]:
    return [[_inline(run) for run in line] for line in lines(content)]


def _inline(one: Inline) -> dict[str, str]:
    match one:
        case Code(text):
            return {"kind": "code", "text": text}
        case Mark(text, tone):
            return {"kind": "mark", "text": text, "tone": tone.value}
        case _:
            return {"kind": "text", "text": one.text, "language": getattr(one, "language", "")}
