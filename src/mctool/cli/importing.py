"""``mctool import``."""

from pathlib import Path
from typing import Annotated

import typer

from mctool.cli.context import Folder, FormatOption, Now
from mctool.importing.choices import Decimals, Quote


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("import")(import_)


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="An export: CSV, XLSX, ODS or ELMO XML.")],
    cohort: Annotated[str | None, typer.Option("--cohort", help="The cohort: its id or its file.")] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", help="Which column rates what: a mapping.")] = None,
    write_mapping: Annotated[Path | None, typer.Option("--write-mapping", help="Propose a mapping there.")] = None,
    detect: Annotated[bool, typer.Option("--detect", help="Print what the file is and holds; write nothing.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the difference; write nothing.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Take the file's level where the cohort differs.")] = False,
    skip: Annotated[
        list[str] | None, typer.Option("--skip", metavar="ROW[:COLUMN]=REASON", help="Leave out a row or a cell.")
    ] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", help="The encoding, where it is not detected.")] = None,
    separator: Annotated[str | None, typer.Option("--separator", help="comma, semicolon, tab, colon or pipe.")] = None,
    quote: Annotated[Quote | None, typer.Option("--quote", help="The quotes around cells, if not detected.")] = None,
    decimal: Annotated[
        Decimals | None, typer.Option("--decimal", help="The decimal sign, where no cell proves it.")
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="The sheet, where several have rows.")] = None,
    line_items: Annotated[
        Path | None, typer.Option("--line-items", help="OneRoster's lineItems.csv; else the one beside FILE.")
    ] = None,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Take results from an export of a learning platform into a cohort, by a mapping kept in git.

    Learners get opaque ids; names go into the identities file. With findings, nothing is written (exit 1).

    Example: `mctool import grades.csv --cohort spring --mapping moodle.yaml --dry-run`
    """
    from mctool.cli import importrun
    from mctool.cli.context import moment, open_workspace
    from mctool.cli.selection import cohort_of
    from mctool.cli.terminal import print_json, print_text
    from mctool.cli.unlocking import unlock
    from mctool.errors import MctoolError
    from mctool.importing import detecting
    from mctool.importing.importer import read_mapping
    from mctool.importing.reading import read
    from mctool.importing.sheet import SEPARATORS, Options

    if separator is not None and separator not in SEPARATORS:
        raise MctoolError(f"«{separator}» is no separator; choose {', '.join(SEPARATORS)}")
    absent = read_mapping(mapping, "en").absent_status if mapping else None
    options = Options(encoding, separator, sheet, absent, decimal, quote)
    found = detecting.detect(read(file, options, line_items), decimal)
    if detect:
        if format == "json":
            print_json(detecting.as_json(found))
        else:
            print_text(detecting.as_text(found))
        raise typer.Exit(1 if found.problems else 0)
    if cohort is None or (mapping is None) == (write_mapping is None):
        raise MctoolError("an import needs --cohort, and --mapping or --write-mapping; or look first with --detect")
    workspace = open_workspace(context, folder)
    unlock(workspace)
    request = importrun.Request(
        workspace, cohort_of(workspace, cohort), found, moment(now).date(), importrun.skips_of(skip or []),
        replace, dry_run, format == "json",
    )  # fmt: skip
    if write_mapping is not None:
        raise typer.Exit(importrun.write_mapping(request, write_mapping))
    raise typer.Exit(importrun.import_with(request, mapping or Path()))
