"""A report as a PDF for signing and filing: PDF/A-3 and tagged for PDF/UA, set by typst from one template."""

import json
from datetime import datetime
from typing import Any

from mctool.formats.typesetting import MissingGlyphError, Typesetter
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
)

_TRIES = 40
_SUBSTITUTE = "\u25a1"


def render(document: Document, made: datetime) -> bytes:
    """The PDF's bytes, dated *made*. A letter that no packaged font has is shown as a box.

    Raises FormatError when there are too many of them, or the template is wrong.
    """
    typesetter = Typesetter("report.typ", folder="reports")
    data = json.dumps(_document(document, made), ensure_ascii=False)
    for _ in range(_TRIES):
        try:
            return typesetter.pdf({"data": data}, time=made)
        except MissingGlyphError as error:
            for letter in error.letters:
                data = data.replace(letter, _SUBSTITUTE)
    return typesetter.pdf({"data": data}, time=made)


def _document(document: Document, made: datetime) -> dict[str, Any]:
    return {
        "title": document.title, "subtitle": document.subtitle, "language": document.language,
        "confidential": document.confidential, "made": made.strftime("%Y-%m-%d"), "facts": _block(document.facts),
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
        "columns": [{"title": one.title, "weight": one.weight} for one in table.columns],
        "rows": [[_content(value) for value in row] for row in table.rows],
        "numeric": [[isinstance(value, int | float) for value in row] for row in table.rows],
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
