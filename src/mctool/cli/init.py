"""``mctool init``."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from mctool.previewing import Remark


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(init)


def init(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="The folder to make.")] = None,
    example: Annotated[Literal["equini"] | None, typer.Option("--example", help="Lay out a complete example.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="The institution's name.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="Its country, such as POL.")] = None,
    language: Annotated[list[str] | None, typer.Option("--language", help="Such as en; the primary one first.")] = None,
    ci: Annotated[Literal["github", "gitlab"] | None, typer.Option("--ci", help="Also write a CI job.")] = None,
    editor: Annotated[
        Literal["vscode"] | None, typer.Option("--editor", help="Also tell an editor the schemas, for use offline.")
    ] = None,
) -> None:
    """Make a workspace: a git repository, names outside it.

    What is not given is asked for on a terminal.

    Example: `mctool init micro-credentials --name "Example University" --country POL --language en --language pl`
    """
    from mctool.cli.terminal import print_text
    from mctool.scaffold import Layout, lay_out, lay_out_example, refuse_occupied

    folder = folder or _written(_asked("DIR", "The folder to make, such as micro-credentials", _occupied))
    if example is not None:
        identities = lay_out_example(example, folder)
        print_text(
            f"{folder}: the example workspace, a git repository of its own\n"
            f"{identities}: invented learners, outside the repository\n"
            f"Next: mctool validate -C {folder}"
        )
        return
    refuse_occupied(folder)
    named = name if name is not None else _asked("--name", "The institution's name", lambda _: "")
    where = country or _code("countries", _asked("--country", "Its country, by name or code", _nowhere))
    spoken = language or _codes(_asked("--language", "Languages, the primary one first, such as: en pl", _unspoken))
    lay_out(folder, Layout(named, where, tuple(spoken), ci, editor is not None))
    print_text(
        f"{folder}: an empty workspace, a git repository of its own\n"
        f"Next: mctool new institution -C {shlex.quote(str(folder))}\n"
        f"(it asks; or write {folder}/institution.yaml yourself), then mctool validate"
    )


def _asked(option: str, question: str, fault: Callable[[str], str]) -> str:
    """The answer to *question*, asked again as long as *fault* finds one. Raises MctoolError without a terminal."""
    from mctool.cli.asking import ask, at_terminal, wrong
    from mctool.errors import MctoolError

    if not at_terminal():
        raise MctoolError(f"{option} is missing; on a terminal it would be asked for")

    def check(answer: str) -> "tuple[Remark, ...]":
        words = fault(answer)
        return (wrong(words),) if words else ()

    return ask(question, check=check, required=True)


def _occupied(written: str) -> str:
    from mctool.errors import MctoolError
    from mctool.scaffold import refuse_occupied

    try:
        refuse_occupied(_written(written))
    except MctoolError as error:
        return str(error)
    return ""


def _written(folder: str) -> Path:
    """A folder as somebody writes it, whom no shell tells what «~» is."""
    return Path(folder).expanduser()


def _nowhere(written: str) -> str:
    from mctool.scaffold import unknown

    return unknown("countries", _code("countries", written))


def _unspoken(written: str) -> str:
    from mctool.scaffold import unknown

    return "; ".join(words for one in _codes(written) if (words := unknown("languages", one)))


def _codes(written: str) -> list[str]:
    return [_code("languages", one) for one in written.replace(",", " ").split()]


def _code(list_name: str, written: str) -> str:
    """What somebody answered as the code of that EU list; what is none stays as it is."""
    from mctool.vocabularies import lists

    concept = lists.called(list_name, written)
    return concept.slug if concept else written
