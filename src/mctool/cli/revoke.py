"""``mctool revoke``, ``suspend`` and ``reinstate``."""

from typing import Annotated

import typer

from mctool.cli.context import Folder, FormatOption, Now

Credential = Annotated[str, typer.Argument(help="The credential: its id, or one of its files.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it stays in the register.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    for command in (revoke, suspend, reinstate):
        app.command()(command)


def revoke(
    context: typer.Context,
    credential: Credential,
    reason: Reason,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Withdraw a credential for good.

    The learner may then be issued a new one.

    Example: `mctool revoke urn:credential:0ddab7e6-983a-49e0-8165-d4b83d57a7d8 --reason "name misspelt"`
    """
    _record(context, credential, "revoked", reason, folder, format, now)


def suspend(
    context: typer.Context,
    credential: Credential,
    reason: Reason,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Put a credential on hold, until it is reinstated or revoked.

    Example: `mctool suspend issued/spring/0ddab7e6-983a-49e0-8165-d4b83d57a7d8.xml --reason "appeal pending"`
    """
    _record(context, credential, "suspended", reason, folder, format, now)


def reinstate(
    context: typer.Context,
    credential: Credential,
    reason: Reason,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """End the suspension of a credential.

    Example: `mctool reinstate 0ddab7e6-983a-49e0-8165-d4b83d57a7d8 --reason "appeal dismissed"`
    """
    _record(context, credential, "reinstated", reason, folder, format, now)


def _record(
    context: typer.Context, credential: str, event: str, reason: str, folder: Folder, format: str, now: str | None  # noqa: A002
) -> None:  # fmt: skip
    from mctool.cli.context import moment, open_workspace
    from mctool.cli.terminal import print_json, print_text, say
    from mctool.cli.unlocking import unlock
    from mctool.register import Event
    from mctool.repository import head_commit
    from mctool.revocation import record_event
    from mctool.rules.world import World

    workspace = open_workspace(context, folder)
    unlock(workspace)
    identities = World(workspace, moment(now).date()).identities
    if identities is None:
        say("mctool: the identities are not at hand, so nobody looked whether the reason holds a name")
    entry = record_event(
        workspace, credential, Event(event), reason=reason, now=moment(now), commit=head_commit(workspace.root),
        identities=identities or {},
    )  # fmt: skip
    if format == "json":
        print_json({
            "credential": entry.credential, "event": entry.event.value, "learner": entry.learner,
            "cohort": entry.cohort, "time": f"{entry.time:%Y-%m-%dT%H:%M:%SZ}", "reason": entry.reason,
        })  # fmt: skip
    else:
        where = f"register/{entry.cohort}.jsonl"
        print_text(f"{entry.credential} {entry.event}: {entry.reason}\nCommit {where}; then publish: mctool statuslist")
