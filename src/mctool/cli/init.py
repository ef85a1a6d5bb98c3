"""``mctool init``."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(init)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    example: Annotated[Literal["equini"] | None, typer.Option("--example", help="Lay out a complete example.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="The institution's name.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="Its country, such as POL.")] = None,
    language: Annotated[list[str] | None, typer.Option("--language", help="Such as en; the primary one first.")] = None,
    ci: Annotated[Literal["github", "gitlab"] | None, typer.Option("--ci", help="Also write a CI job.")] = None,
) -> None:
    """Make a workspace: a git repository, names outside it.

    What is not given is asked for on a terminal.

    Example: `mctool init micro-credentials --name "Example University" --country POL --language en --language pl`
    """
    from mctool.cli.terminal import print_text
    from mctool.scaffold import lay_out, lay_out_example, refuse_occupied

    if example is not None:
        identities = lay_out_example(example, folder)
        print_text(
            f"{folder}: the example workspace, a git repository of its own\n"
            f"{identities}: invented learners, outside the repository\n"
            f"Next: mctool validate -C {folder}"
        )
        return
    refuse_occupied(folder)
    named = name or _asked("--name", "The institution's name")
    where = country or _asked("--country", "Its country (EU code such as POL)")
    spoken = language or _asked("--language", "Languages, the primary one first (en pl)").replace(",", " ").split()
    lay_out(folder, name=named, country=where, languages=spoken, ci=ci)
    print_text(
        f"{folder}: an empty workspace, a git repository of its own\n"
        f"Next: fill in {folder}/institution.yaml, then mctool validate -C {folder}"
    )


def _asked(option: str, question: str) -> str:
    from mctool.errors import MctoolError

    if not sys.stdin.isatty():
        raise MctoolError(f"{option} is missing; on a terminal it would be asked for")
    answer: str = typer.prompt(question, err=True)
    return answer
