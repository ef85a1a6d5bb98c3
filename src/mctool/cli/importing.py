"""``mctool import``."""

from pathlib import Path
from typing import Annotated

import typer

from mctool.cli.context import FormatOption


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("import")(import_)


def import_(
    file: Annotated[Path, typer.Argument(help="An export: CSV, XLSX, ODS or ELMO XML.")],
    detect: Annotated[bool, typer.Option("--detect", help="Print what the file is and holds; write nothing.")] = False,
    encoding: Annotated[str | None, typer.Option("--encoding", help="The encoding, where it is not detected.")] = None,
    separator: Annotated[str | None, typer.Option("--separator", help="comma, semicolon, tab, colon or pipe.")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="The sheet, where several have rows.")] = None,
    line_items: Annotated[
        Path | None, typer.Option("--line-items", help="OneRoster's lineItems.csv; else the one beside FILE.")
    ] = None,
    absent_status: Annotated[
        str | None,
        typer.Option("--absent-status", help="What a result without a status means in ELMO: passed or failed."),
    ] = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> None:
    """Say what an export of a learning platform is: layout, language, columns, learners, and what cannot be placed.

    Exit 1 when something in the file would stop an import. Names and grades are not printed.

    Example: `mctool import grades.csv --detect`
    """
    from mctool.cli.terminal import print_json, print_text
    from mctool.errors import MctoolError
    from mctool.importing import detecting
    from mctool.importing.reading import read
    from mctool.importing.sheet import SEPARATORS, Options

    if not detect:
        raise MctoolError(
            "this version reads exports and says what they hold: add --detect; results are entered by hand"
        )
    if separator is not None and separator not in SEPARATORS:
        raise MctoolError(f"«{separator}» is no separator; choose {', '.join(SEPARATORS)}")
    if absent_status not in (None, "passed", "failed"):
        raise MctoolError(f"«{absent_status}» is no status; choose passed or failed")
    options = Options(encoding, separator, sheet, absent_status)
    found = detecting.detect(read(file, options, line_items))
    if format == "json":
        print_json(detecting.as_json(found))
    else:
        print_text(detecting.as_text(found))
    if found.problems:
        raise typer.Exit(1)
