"""Who changed which field of a programme, and when: its history by meaning, commit by commit."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from mctool.comparison import Change, Comparison, compare
from mctool.content import Content
from mctool.history import Commit
from mctool.models import Programme
from mctool.models.programme import Approval, Review
from mctool.snapshots import Snapshots

T = TypeVar("T", Change, str)


class Event(StrEnum):
    """What a commit did to the programme as a whole."""

    WRITTEN = "written"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    REMOVED = "removed"


_SAME = Comparison((), ())


@dataclass(frozen=True)
class Entry:
    """A commit that changed something of the programme, its outcomes or rubrics, or how they were decided on."""

    commit: Commit
    event: Event
    comparison: Comparison = _SAME
    approvals: tuple[Approval, ...] = ()
    review: Review | None = None
    content: Content | None = None


def chronicle(snapshots: Snapshots, revisions: str = "HEAD") -> Iterator[Entry]:
    """The entries of *revisions* (a revision or a range), newest first.

    A merge counts only for what none of its parents had. Comments and order of keys are no change.
    Raises WorkspaceError outside git, and for a revision that does not exist.
    """
    for commit in snapshots.commits(revisions):
        entry = _entry(snapshots, commit)
        if entry is not None:
            yield entry


def _entry(snapshots: Snapshots, commit: Commit) -> Entry | None:
    files = snapshots.files(commit.id)
    if any(snapshots.files(parent) == files for parent in commit.parents):
        return None
    after = _content(snapshots, commit.id)
    if not files:
        return Entry(commit, Event.REMOVED) if commit.parents else None
    if after is None:
        return Entry(commit, Event.UNREADABLE)
    befores = [one for parent in commit.parents if (one := _readable(snapshots, parent)) is not None]
    if not befores:
        return Entry(commit, Event.WRITTEN, approvals=after.programme.approvals, content=after)
    comparisons = [compare(before, after) for before in befores]
    found = Comparison(_in_all([one.changes for one in comparisons]), _in_all([one.weaker for one in comparisons]))
    approvals = tuple(
        one for one in after.programme.approvals if all(one not in before.programme.approvals for before in befores)
    )
    review = _new_review(after.programme, [before.programme for before in befores])
    if not (found.changes or approvals or review):
        return None
    return Entry(commit, Event.CHANGED, found, approvals, review, after)


def _readable(snapshots: Snapshots, commit: str) -> Content | None:
    """The content at *commit*, or where nobody could read it then, at the last commit before it where one could."""
    content = _content(snapshots, commit)
    if content is not None or not snapshots.files(commit):
        return content
    for earlier in snapshots.commits(commit):
        content = _content(snapshots, earlier.id)
        if content is not None:
            return content
    return None


def _content(snapshots: Snapshots, commit: str) -> Content | None:
    workspace = snapshots.at(commit)
    return None if workspace is None else Content.of(workspace, snapshots.identity)


def _in_all(parts: list[tuple[T, ...]]) -> tuple[T, ...]:
    first, *others = parts
    return tuple(one for one in first if all(one in other for other in others))


def _new_review(after: Programme, befores: list[Programme]) -> Review | None:
    review = after.review
    if review is None or review.last is None:
        return None
    known = {before.review.last for before in befores if before.review is not None}
    return None if review.last in known else review
