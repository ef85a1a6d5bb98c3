"""What an export turns out to be, in words and as JSON, without a personal value."""

from dataclasses import dataclass
from typing import Any

from mctool.importing.cells import decimal_sign, not_assessed
from mctool.importing.choices import Decimals
from mctool.importing.reading import ReadFile
from mctool.importing.sheet import ASSESSED, Column, NumberCell, Problem, Role


@dataclass(frozen=True)
class Seen:
    """A column with what its cells show: the decimal sign they prove, how many hold something."""

    column: Column
    decimals: Decimals | None
    filled: int


@dataclass(frozen=True)
class Detection:
    """A file as it was read, its columns, how many learners it names, and everything that stops an import."""

    file: ReadFile
    columns: tuple[Seen, ...]
    learners: int
    problems: tuple[Problem, ...]
    decimals: Decimals | None = None

    def decimals_of(self, at: int) -> Decimals | None:
        """The decimal sign of a column: as a person fixed it, as its cells prove it, as the language has it."""
        return self.decimals or self.columns[at].decimals or self.file.sheet.decimals


def detect(file: ReadFile, decimals: Decimals | None = None) -> Detection:
    """Looks at every cell of *file*; headings that stand twice and signs that differ in one column are problems.

    *decimals* is the sign that a person fixed.
    """
    sheet = file.sheet
    problems = list(sheet.problems)
    seen = []
    for at, column in enumerate(sheet.columns):
        cells = [row.cells[at] for row in sheet.rows if not not_assessed(row.cells[at])]
        sign: Decimals | None = None
        try:
            sign = decimal_sign(cells) if column.role in ASSESSED | {Role.OTHER, Role.HOURS} else None
        except ValueError:
            message = f"«{column.heading}» has decimal commas and decimal points"
            problems.append(Problem("decimal-signs-differ", 0, column.place, message, "Mend the export."))
        if column.role is Role.PERCENTAGE and _fractions(cells):
            message = f"«{column.heading}» may hold fractions of one or shares of hundred"
            remedy = "Format the cells of the spreadsheet as text, and write 90 or 90 %."
            problems.append(Problem("percentage-unclear", 0, column.place, message, remedy))
        seen.append(Seen(column, sign, len(cells)))
    headings = [column.heading for column in sheet.columns]
    for column in sheet.columns:
        if column.heading and headings.index(column.heading) + 1 < column.place and column.role in ASSESSED:
            message = f"The heading «{column.heading}» stands more than once"
            problems.append(Problem("heading-twice", 0, column.place, message, "Rename the item in the platform."))
    keys = [at for at, _ in sheet.with_role(Role.KEY)]
    learners = len({row.cells[keys[0]].strip() for row in sheet.rows} - {""}) if keys else 0
    return Detection(file, tuple(seen), learners, tuple(problems), decimals)


def _fractions(cells: list[str]) -> bool:
    """Whether a spreadsheet may have turned percentages into fractions: all numbers, none above one, some within."""
    values = [float(cell) for cell in cells if isinstance(cell, NumberCell)]
    return bool(values) and max(values) <= 1 and any(0 < value < 1 for value in values)


def as_json(found: Detection) -> dict[str, Any]:
    """The detection as plain data for JSON."""
    source, sheet = found.file.source, found.file.sheet
    return {
        "file": source.name, "sha256": source.sha256, "layout": sheet.layout.value, "format": source.format,
        "encoding": source.encoding or None, "separator": source.separator or None,
        "quote": source.quote or None, "sheet": source.sheet or None,
        "language": sheet.language or None, "decimal": found.decimals or sheet.decimals,
        "columns": [
            {
                "column": one.column.place or None, "heading": one.column.heading, "role": one.column.role.value,
                "item": one.column.item or None, "decimals": one.decimals, "filled": one.filled,
                "maximum": None if one.column.maximum is None else float(one.column.maximum),
            }
            for one in found.columns
        ],
        "rows": sheet.rows_in, "learner_rows": len(sheet.rows), "learners": found.learners,
        "explained": [{"row": one.line, "kind": one.kind, "reason": one.reason} for one in sheet.explained],
        "findings": [
            {"path": source.name, "line": one.line or None, "column": one.column or None, "name": one.name,
             "message": one.message, "help": one.help}
            for one in found.problems
        ],
    }  # fmt: skip


def as_text(found: Detection) -> str:
    """The detection as people read it."""
    source, sheet = found.file.source, found.file.sheet
    how = ", ".join(part for part in (
        source.format.upper(), source.encoding, source.separator and f"separator {source.separator}",
        source.quote == "single" and "single quotes",
        source.sheet and f"sheet «{source.sheet}»", sheet.language and f"headings in «{sheet.language}»",
        (found.decimals or sheet.decimals) and f"decimal {found.decimals or sheet.decimals} where no cell proves it",
    ) if part)  # fmt: skip
    lines = [f"{source.name}: {sheet.layout.value} ({how})", f"SHA-256 {source.sha256}", ""]
    lines += [_column(one) for one in found.columns]
    refused = sheet.rows_in - len(sheet.rows) - len(sheet.explained)
    lines += ["", f"{sheet.rows_in} rows, the headings aside = {len(sheet.rows)} of learners"
              f" + {len(sheet.explained)} explained + {refused} refused; {found.learners} learners"]  # fmt: skip
    lines += [f"  row {one.line}: {one.reason}" for one in sheet.explained]
    for one in found.problems:
        lines.append(finding_line(source.name, one))
    return "\n".join(lines)


def finding_line(name: str, one: Problem) -> str:
    """A finding in the file *name*, as people read it: file, row and column, what is wrong, what to do."""
    where = f"{name}:{one.line}:{one.column}" if one.line and one.column else f"{name}:{one.line}" if one.line else name
    aside = f" (column {one.column})" if one.column and not one.line else ""
    return f"{where} {one.name}{aside}: {one.message}. {one.help}".rstrip()


def _column(one: Seen) -> str:
    column = one.column
    more = [f"{one.filled} filled"]
    if column.maximum is not None:
        more.append(f"maximum {column.maximum}")
    if one.decimals:
        more.append(f"decimal {one.decimals}")
    place = f"{column.place:>3}" if column.place else "  ·"
    return f"{place}  {column.heading or '(no heading)'}  [{column.role.value}; {', '.join(more)}]"
