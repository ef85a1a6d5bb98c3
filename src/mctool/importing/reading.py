"""A file -> a sheet: its bytes decoded, its layout recognised by its headings, nothing guessed silently."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from mctool.errors import MctoolError
from mctool.importing import separated, spreadsheets
from mctool.importing.decoding import decode
from mctool.importing.layouts import canvas, elmo, moodle, moodlerubrics, oneroster, plain
from mctool.importing.layouts.rows import heading_rows, with_banner
from mctool.importing.sheet import SEPARATORS, Format, Options, Problem, Record, Sheet, SourceFile

_MOST_BYTES = 200_000_000
_RECOGNISERS = (
    canvas.recognise_gradebook, canvas.recognise_rubric, moodlerubrics.recognise, moodle.recognise,
)  # fmt: skip


@dataclass(frozen=True)
class ReadFile:
    """A file as it was found, and what it holds; OneRoster's ``line_items`` give its scores their maxima."""

    source: SourceFile
    sheet: Sheet
    line_items: SourceFile | None = None


@dataclass(frozen=True)
class _Table:
    source: SourceFile
    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()


def read(path: Path, options: Options, line_items: Path | None = None) -> ReadFile:
    """Reads the table at *path*; *line_items* is OneRoster's second file, else ``lineItems.csv`` beside it.

    Raises MctoolError when the file cannot be read, or is no table.
    """
    content = _bytes(path)
    if _is_xml(content):
        source = SourceFile(path.name, hashlib.sha256(content).hexdigest(), "xml")
        return ReadFile(source, elmo.read(content, options))
    table = _table(path, content, options)
    if oneroster.is_results(table.records):
        return _with_line_items(table, line_items or _line_items_beside(path))
    sheet = _recognised(table.records, path, options)
    return ReadFile(table.source, replace(sheet, problems=(*table.problems, *sheet.problems)))


def _with_line_items(table: _Table, second: Path) -> ReadFile:
    if not second.exists():
        raise MctoolError(f"OneRoster results have no maximum without their line items; there is no {second}")
    items = _table(second, _bytes(second), Options())
    results = oneroster.read(table.records, items.records)
    problems = (*table.problems, *items.problems, *results.problems)
    return ReadFile(table.source, replace(results, problems=problems), items.source)


def _recognised(records: tuple[Record, ...], path: Path, options: Options) -> Sheet:
    if oneroster.is_line_items(records):
        raise MctoolError("these are OneRoster's line items; import results.csv, and keep lineItems.csv beside it")
    if not any(cell.strip() for one in records for cell in one.cells):
        raise MctoolError(f"{path} is empty: it has not even headings")
    for at in heading_rows(records):
        for recognise in _RECOGNISERS:
            sheet = recognise(records[at:], options.decimals)
            if sheet is not None:
                return with_banner(sheet, records[:at])
    return plain.read(records)


def _line_items_beside(path: Path) -> Path:
    """OneRoster's second file in the folder of the first, however its name is cased."""
    found = (one for one in sorted(path.parent.iterdir()) if one.name.casefold() == "lineitems.csv")
    return next(found, path.with_name("lineItems.csv"))


def _table(path: Path, content: bytes, options: Options) -> _Table:
    digest = hashlib.sha256(content).hexdigest()
    if spreadsheets.is_spreadsheet(content):
        kind: Format = "ods" if spreadsheets.kind_of(content) == "ods" else "xlsx"
        records, name = spreadsheets.records(content, options.sheet)
        return _Table(SourceFile(path.name, digest, kind, sheet=name), records)
    decoded = decode(content, options.encoding)
    dialect = separated.dialect_of(decoded.text, options.separator, options.quote)
    named = next(name for name, sign in SEPARATORS.items() if sign == dialect.separator)
    problems: tuple[Problem, ...] = ()
    if decoded.unclear:
        problems = (Problem(
            "encoding-unclear", 0, 0, "The text may be windows-1250 or windows-1252; names would differ",
            "Say which with --encoding.",
        ),)  # fmt: skip
    source = SourceFile(path.name, digest, "csv", decoded.encoding, named, dialect.quote)
    return _Table(source, separated.records(decoded.text, dialect), problems)


def _is_xml(content: bytes) -> bool:
    head = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith((b"<?xml", b"<elmo")) or (b"elmo" in head and head.startswith(b"<"))


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise MctoolError(f"there is no file {path}")
    if path.stat().st_size > _MOST_BYTES:
        raise MctoolError(f"{path} has more than {_MOST_BYTES // 1_000_000} MB")
    return path.read_bytes()
