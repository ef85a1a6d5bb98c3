"""A report as Markdown (CommonMark with tables): for a wiki, a merge request, a mail."""

import re
from collections.abc import Iterator

from mctool.reports.rendering.document import (
    Block,
    Code,
    Content,
    Document,
    Facts,
    Figure,
    Inline,
    Link,
    Mark,
    Paragraph,
    Section,
    Table,
    Tone,
    lines,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&$@:/=^])")
_SIGNS = {Tone.GOOD: "✓ ", Tone.MIXED: "◐ ", Tone.BAD: "✕ ", Tone.PLAIN: ""}


def render(document: Document) -> str:
    """The text. Whatever a person wrote is escaped, so that it is shown and never taken for markup or HTML."""
    parts = [*_top(document), *(part for one in document.sections for part in _section(one, 2))]
    parts += ["---", *(escape(line) for line in document.colophon)] if document.colophon else []
    return "\n\n".join(parts) + "\n"


def _top(document: Document) -> Iterator[str]:
    if document.confidential:
        yield f"> **{escape(document.confidential)}**"
    yield f"# {escape(document.title)}"
    yield escape(document.subtitle)
    yield _facts(document.facts)


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * min(level, 6)} {escape(section.title)}"
    for block in section.blocks:
        yield from _block(block)
    for inner in section.sections:
        yield from _section(inner, level + 1)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(content, tone):
            text = _content(content)
            yield f"> {text}" if tone else text
        case Facts():
            yield _facts(block)
        case Table():
            yield from _table(block)
        case Figure(title, description, _, table):
            yield f"**{escape(title)}.** {escape(description)}"
            yield from _table(table)


def _facts(facts: Facts) -> str:
    return "\n".join(f"- {escape(name)}: {_content(value) or '–'}" for name, value in facts.rows)


def _table(table: Table) -> Iterator[str]:
    name = escape(f"{table.name}, {table.of}" if table.of else table.name)
    if not table.rows:
        yield f"**{name}.** {escape(table.empty)}"
        return
    yield f"**{name}**"
    head = "| " + " | ".join(escape(column.title) for column in table.columns) + " |"
    rule = "|" + "|".join("---:" if column.numeric else "---" for column in table.columns) + "|"
    rows = ["| " + " | ".join(_content(value) or "–" for value in row) + " |" for row in table.rows]
    yield "\n".join([head, rule, *rows])


def _content(content: Content) -> str:
    return "<br>".join("".join(_inline(run) for run in line) for line in lines(content))


def _inline(one: Inline) -> str:
    match one:
        case Code(text):
            return _code(text)
        case Mark(text, tone):
            return f"**{_SIGNS[tone]}{escape(text)}**"
        case Link(text, anchor):
            return f"[{escape(text)}](#{anchor})"
        case _:
            return escape(one.text)


def _code(text: str) -> str:
    """Code, fenced by more backticks than the text has in a row; in a table a bar ends the cell, so it is escaped."""
    if not text:
        return ""
    clean = " ".join(text.split()).replace("|", "\\|")
    longest = max((len(run) for run in re.findall(r"`+", clean)), default=0)
    fence = "`" * (longest + 1)
    space = " " if clean.startswith("`") or clean.endswith("`") else ""
    return f"{fence}{space}{clean}{space}{fence}"


def escape(text: str) -> str:
    """*text* as Markdown that shows exactly it, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
