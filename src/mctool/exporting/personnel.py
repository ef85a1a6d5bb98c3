"""A table for personnel records: one row a credential. No cell of it runs as a formula, whatever somebody is called."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime

from mctool.exporting.holdings import Holding

COLUMNS = (
    "learner", "given_name", "family_name", "title", "eqf_level", "hours", "ects", "distinction", "awarded", "issued",
    "valid_until", "status", "status_since", "credential", "programme", "version", "cohort", "awarding_body",
)  # fmt: skip
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How cells begin that spreadsheets take for a formula, full-width signs included (OWASP, CSV injection)."""

Cell = str | float | int


def rows(held: Iterable[Holding], awarding_body: str, language: str) -> list[list[Cell]]:
    """The rows below COLUMNS; texts in *language*, dates as in ISO 8601, hours and credits as numbers."""
    return [_row(one, awarding_body, language) for one in held]


def _row(one: Holding, awarding_body: str, language: str) -> list[Cell]:
    entry, programme, workload = one.entry, one.programme, one.programme.workload
    return [
        entry.learner, one.holder.given_name, one.holder.family_name, programme.title.to(language),
        programme.eqf_level.slug if programme.eqf_level else "", _number(workload.hours if workload else None),
        _number(workload.ects if workload else None),
        "yes" if entry.decision == "awarded-with-distinction" else "no", one.awarded.isoformat(),
        _day(entry.time), one.expires.isoformat() if one.expires else "", one.standing.state, _day(one.standing.since),
        entry.credential, entry.programme, entry.version, entry.cohort, awarding_body,
    ]  # fmt: skip


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()


def as_csv(body: Iterable[list[Cell]]) -> bytes:
    """The table as CSV (RFC 4180), UTF-8 with the mark by which spreadsheets know it."""
    stream = io.StringIO()
    csv.writer(stream).writerows([list(COLUMNS), *([guarded(cell) for cell in row] for row in body)])
    return stream.getvalue().encode("utf-8-sig")


def as_xlsx(body: Iterable[list[Cell]]) -> bytes:
    """The table as a workbook; its texts are texts, also when somebody edits their cells."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Micro-credentials"
    sheet.append(list(COLUMNS))
    sheet.freeze_panes = "A2"
    for at, row in enumerate(body, 2):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(at, place, value)
            if isinstance(value, str) and value != guarded(value):
                cell.data_type = "s"
                cell.quotePrefix = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def guarded(cell: Cell) -> Cell:
    """*cell* with an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_STARTS) else cell


def _number(value: float | None) -> Cell:
    if value is None:
        return ""
    return int(value) if float(value).is_integer() else value
