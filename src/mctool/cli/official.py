"""``mctool official``: the official schemas and shapes, and files checked against them."""

from pathlib import Path
from typing import Annotated

import typer

from mctool.cli.context import FormatOption, Now


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    commands = typer.Typer(no_args_is_help=True, help="The official Europass schemas and shapes.")
    commands.command()(pull)
    commands.command()(check)
    app.add_typer(commands, name="official")


def pull(
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DIR|URL",
            help="A folder or address with xsd/, shacl/ and contexts/; else each file from where it is published.",
        ),
    ] = None,
) -> None:
    """Keep the official files for checks.

    They are published by the Commission (European Learning Model repository), ETSI and W3C, and not part of mctool.
    Each is pinned by its SHA-256: whatever the source, only the real ones are kept.

    Example: `mctool official pull --from ../official`
    """
    from mctool import officialfiles
    from mctool.cli.terminal import print_text

    folder = officialfiles.pull(source)
    print_text(f"{folder}: {len(officialfiles.pinned_files())} official files, each as pinned")


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Credentials: XML, JSON-LD, PDF or uploads.")],
    official: Annotated[
        Path | None, typer.Option("--official", metavar="DIR", help="The official files; else those pulled.")
    ] = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Check files against the official XSD and SHACL.

    Exit code 0 when all conform, 1 when one does not, 2 when one cannot be told.

    Example: `mctool official check issued/spring/*.xml`
    """
    from mctool import officialfiles
    from mctool.cli.context import moment
    from mctool.cli.terminal import print_json, print_text
    from mctool.errors import MctoolError
    from mctool.verification import Trust, verify_file
    from mctool.verification.official_schemas import require

    folder = official or officialfiles.cached()
    if folder is None:
        raise MctoolError("the official files are not here; «mctool official pull» keeps them")
    require(folder)
    checks = [
        (path, verify_file(path, trust=Trust(), now=moment(now), official=folder).check("schema")) for path in files
    ]
    if format == "json":
        told = [{"path": str(path), "verdict": one.verdict.value, "detail": one.detail} for path, one in checks]
        print_json({"files": told})
    else:
        print_text("\n".join(f"{one.verdict.value:<7}  {path}: {one.detail}" for path, one in checks))
    verdicts = {one.verdict.value for _, one in checks}
    raise typer.Exit(1 if "fail" in verdicts else 2 if "unknown" in verdicts else 0)
