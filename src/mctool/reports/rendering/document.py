"""What a report looks like on paper: sections of paragraphs, facts, tables and charts, before any format.

Every text here may have been written by anybody. A renderer escapes all of it; no block carries markup.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Tone(StrEnum):
    """How a mark is meant; its word says the same, so that no colour carries meaning alone."""

    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text; ``language`` is named where it is not the document's."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A path, a digest, an id: set in a type that tells 0 from O."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A state in one or two words."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to the section with that anchor."""

    text: str
    anchor: str


Inline = Words | Code | Mark | Link
Line = tuple[Inline, ...]
Content = str | int | float | Inline | tuple["str | int | float | Inline | Line", ...] | None
"""What fills a cell: one thing, or a tuple of lines, a line being one thing or a tuple of them. None is empty."""


def lines(content: Content) -> tuple[Line, ...]:
    """*content* as lines of runs, which is all that a renderer needs to know."""
    if content is None or content == "":
        return ()
    if isinstance(content, tuple):
        return tuple(one if isinstance(one, tuple) else (_inline(one),) for one in content)
    return ((_inline(content),),)


def plain(content: Content) -> str:
    """*content* as plain text, a line each."""
    return "\n".join("".join(run.text for run in line) for line in lines(content))


def _inline(one: str | float | Inline) -> Inline:
    return Words(number(one) if isinstance(one, int | float) else one) if isinstance(one, str | int | float) else one


def number(value: float) -> str:
    """A number as people write it: no needless zeros, at most two decimals."""
    return str(value) if isinstance(value, int) else f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, or a remark that stands out when it has a tone."""

    content: Content
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, whether it holds numbers."""

    title: str
    weight: float = 1.0
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. Tables of one ``name`` are one sheet of a workbook, told apart by ``of``."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    of: str = ""
    empty: str = "Nothing to list."


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with values. Facts of one ``name`` are one sheet of a workbook, told apart by ``of``."""

    name: str
    rows: tuple[tuple[str, Content], ...]
    of: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: what it shows in one sentence, its drawing as SVG, and the numbers it is drawn from.

    In the SVG ``#010203`` stands for the colour of the text around it.
    """

    title: str
    description: str
    svg: str
    table: Table


INK = "#010203"
"""The colour in a figure's SVG that renderers replace with that of their text."""


COLOUR = "#1d4f7c"
"""The colour of headings where the institution has none of its own."""

Block = Paragraph | Table | Facts | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks, and the sections below it."""

    title: str
    anchor: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. ``confidential`` is said on every page when it names people.

    ``colour`` (``#rrggbb``) is that of headings and links, ``logo`` an SVG or nothing; both are the institution's.
    """

    title: str
    subtitle: str
    facts: Facts
    sections: tuple[Section, ...]
    colophon: tuple[str, ...] = ()
    language: str = "en"
    confidential: str = ""
    colour: str = COLOUR
    logo: str = ""

    def blocks(self) -> Iterator[tuple[Section | None, Block]]:
        """All blocks in reading order, each with the section it stands in."""
        yield None, self.facts
        yield from _blocks(self.sections)


def _blocks(sections: Sequence[Section]) -> Iterator[tuple[Section, Block]]:
    for section in sections:
        for block in section.blocks:
            yield section, block
        yield from _blocks(section.sections)


@dataclass
class Anchors:
    """Anchors for headings, each given once: ids that differ in case or repeat get a number."""

    _given: set[str] = field(default_factory=set)

    def of(self, *parts: str) -> str:
        """An anchor made of *parts*."""
        base = "-".join(part for part in parts if part)
        made, at = base, 2
        while made in self._given:
            made, at = f"{base}-{at}", at + 1
        self._given.add(made)
        return made
