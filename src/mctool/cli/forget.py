"""``mctool forget``."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mctool.cli.context import Folder, FormatOption, Now

if TYPE_CHECKING:
    from mctool.forgetting import Forgotten


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(forget)


def forget(
    context: typer.Context,
    learners: Annotated[list[str], typer.Argument(help="Learner ids.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Erase a person: the identity and the issued files go, the register and all statistics stay.

    A line in register/forgotten.log says that it was done, without a name. It cannot be undone, and nothing can be
    issued to the id again. What it cannot reach is printed.

    Example: `mctool forget L-7F3A9C21`
    """
    from mctool.cli.context import moment, open_workspace
    from mctool.cli.terminal import plural, print_json, print_text, say
    from mctool.cli.unlocking import unlock
    from mctool.errors import MctoolError
    from mctool.forgetting import NOT_REACHED, find
    from mctool.forgetting import forget as erase

    workspace, time = open_workspace(context, folder), moment(now)
    unlock(workspace)
    planned = find(workspace, learners, time)
    files, people = sum(len(one.files) for one in planned), sum(one.identity for one in planned)
    identities = "1 identity" if people == 1 else f"{people} identities"
    say(f"To erase: {identities}, {plural(files, 'file')}, of {', '.join(one.erasure.learner for one in planned)}")
    if not yes:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise MctoolError("an erasure cannot be undone; say --yes where nobody can be asked")
        typer.confirm("Erase? This cannot be undone.", default=False, abort=True, err=True)
    done = erase(workspace, learners, time)
    if format == "json":
        print_json({"forgotten": [_json(one) for one in done], "not_reached": list(NOT_REACHED)})
        return
    for one in done:
        print_text(_text(one))
    print_text("Commit register/forgotten.log. Not reached from here:")
    for words in NOT_REACHED:
        print_text(f"- {words}")


def _text(one: "Forgotten") -> str:
    from mctool.cli.terminal import plural

    erasure = one.erasure
    identity = "the identity" if one.identity else "no identity, which was gone already"
    again = f"; recorded since {erasure.time:%Y-%m-%d}" if one.before else ""
    kept = f"the register keeps {plural(len(erasure.credentials), 'credential')}"
    return f"{erasure.learner}: {identity} and {plural(len(one.files), 'file')} erased; {kept}{again}"


def _json(one: "Forgotten") -> dict[str, object]:
    return {
        "learner": one.erasure.learner, "identity": one.identity, "files": len(one.files),
        "credentials_in_register": list(one.erasure.credentials), "already_recorded": one.before,
    }  # fmt: skip
