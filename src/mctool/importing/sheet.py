"""What every layout is read into: columns that say what they hold, rows of learners, and what is neither."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from mctool.importing.choices import Decimals, Quote

Format = Literal["csv", "xlsx", "ods", "xml"]
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "colon": ":", "pipe": "|"}


class Layout(StrEnum):
    """Whose export a table is."""

    MOODLE_GRADEBOOK = "moodle-gradebook"
    MOODLE_RUBRIC = "moodle-advanced-grading"
    MOODLE_COMPONENTS = "moodle-component-grades"
    CANVAS_GRADEBOOK = "canvas-gradebook"
    CANVAS_RUBRIC = "canvas-rubric-assessments"
    ONEROSTER = "oneroster-results"
    ELMO = "elmo"
    PLAIN = "plain-table"


class Role(StrEnum):
    """What a column holds."""

    KEY = "learner id"
    GIVEN = "given name"
    FAMILY = "family name"
    NAME = "full name"
    EMAIL = "e-mail"
    PROFILE = "profile"
    SCORE = "score"
    PERCENTAGE = "percentage"
    LETTER = "letter"
    RATING = "rating"
    DEFINITION = "definition"
    HOURS = "attended hours"
    FEEDBACK = "comment"
    TOTAL = "total"
    TIME = "time"
    OTHER = "not placed"


ASSESSED = frozenset({Role.SCORE, Role.PERCENTAGE, Role.LETTER, Role.RATING, Role.DEFINITION})
"""Columns that say how somebody did: each is mapped, or skipped with a reason."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading as the file writes it, its place (from 1; 0 where the file has no columns), its role.

    ``item`` is what was assessed, ``maximum`` and ``minimum`` what the file says of its scores.
    """

    heading: str
    place: int
    role: Role
    item: str = ""
    maximum: Decimal | None = None
    minimum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: where it begins (line of a text, row of a sheet, from 1) and its cells, one a column."""

    line: int
    cells: tuple[str, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A row that holds no learner's result, and why. ``waits`` for the mapping to say that it is left out."""

    line: int
    kind: str
    reason: str
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that stops the import: its name, row and column (from 1; 0 = none), and what to do."""

    name: str
    line: int
    column: int
    message: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that was read, and how."""

    name: str
    sha256: str
    format: Format
    encoding: str = ""
    separator: str = ""
    quote: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person fixes instead of having it detected."""

    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    absent_status: str | None = None
    decimals: Decimals | None = None
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it stands in the file, before anybody knows what it is."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A file read by its layout. ``long``: a learner has a row a result. ``decimals``: what the language implies."""

    layout: Layout
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    explained: tuple[Explained, ...] = ()
    problems: tuple[Problem, ...] = ()
    long: bool = False
    language: str = ""
    decimals: Decimals | None = None

    @property
    def rows_in(self) -> int:
        """How many rows the file has, its headings aside."""
        lines = {row.line for row in self.rows} | {one.line for one in self.explained}
        return len(lines | {one.line for one in self.problems if one.line and one.name in REFUSED})

    def with_role(self, *roles: Role) -> Iterator[tuple[int, Column]]:
        """The columns of those roles, with their index."""
        return ((at, column) for at, column in enumerate(self.columns) if column.role in roles)


REFUSED = frozenset({"row-width", "row-refused"})
"""Problems of a whole row, which is therefore not among ``rows``."""


class NumberCell(str):
    """A cell that the spreadsheet stores as a number: always with a decimal point, never ambiguous."""

    __slots__ = ()
