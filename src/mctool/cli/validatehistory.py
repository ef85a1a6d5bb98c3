"""``validate --history``: personal data in all commits, as findings beside those of today."""

from typing import TYPE_CHECKING

from mctool.cli.terminal import plural, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mctool.findings import Finding
    from mctool.rules.world import World


def past_of(world: "World") -> "Iterator[Finding]":
    """What the history of the workspace's repository holds. Raises WorkspaceError when it cannot be searched."""
    from mctool.cli.unlocking import unlock
    from mctool.identities import read_identities
    from mctool.identityfiles import identities_path
    from mctool.leaks import search
    from mctool.rules.privacy import institutions_own

    workspace = world.workspace
    unlock(workspace)
    people = read_identities(identities_path(workspace))
    past = search(workspace.root, tuple(people.values()), institutions_own(world))
    say(
        f"mctool: {plural(past.commits, 'commit')} with {plural(past.contents, 'content')} searched; "
        f"{past.unread} are no text or above 5 MB and were not read"
    )
    return (one.finding() for one in past.leaks)
