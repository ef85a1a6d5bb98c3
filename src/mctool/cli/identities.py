"""``mctool identities check``."""

import typer

from mctool.cli.context import Folder, FormatOption

group = typer.Typer(no_args_is_help=True, help="Look after the file with names, outside the repository.")


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(group, name="identities")


@group.callback()
def identities() -> None:
    """Look after the file with names, outside the repository."""


@group.command()
def check(
    context: typer.Context,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> None:
    """Say who is missing or doubled, and which names and addresses look odd; no name is printed. Exit 1 on any.

    Example: `mctool identities check`
    """
    from mctool import forgotten
    from mctool.cli.context import open_workspace
    from mctool.cli.terminal import plural, print_json, print_text, say
    from mctool.cli.unlocking import unlock
    from mctool.identities import read_identities, readable_by_others
    from mctool.identitychecks import doubts
    from mctool.identityfiles import identities_path

    workspace = open_workspace(context, folder)
    unlock(workspace)
    path = identities_path(workspace)
    people = read_identities(path)
    if readable_by_others(path):
        say(f"mctool: others on this machine can read {path}; «chmod 600» leaves it to its owner")
    needed = {result.learner for cohort in workspace.cohorts.values() for result in cohort.model.results}
    erased = forgotten.read(workspace.register_folder)
    found = list(doubts(people, needed, erased))
    if format == "json":
        rows = [{name: getattr(one, name) for name in one.__slots__} for one in found]
        print_json({"identities": len(people), "learners": len(needed), "findings": rows})
    else:
        for one in found:
            print_text(f"{one.learner} {one.column} {one.name}: {one.message}")
        print_text(f"{len(people)} identities, {plural(len(needed), 'learner')}, {plural(len(found), 'finding')}")
    raise typer.Exit(1 if found else 0)
