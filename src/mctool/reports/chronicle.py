"""The history of a programme in words, and for programs."""

from collections.abc import Iterable, Iterator
from typing import Any

from mctool.chronicle import Entry, Event
from mctool.comparison import Change
from mctool.reports.comparing import changes_json
from mctool.reports.excerpts import visible

_LONGEST = 160  # characters of a value; what is longer is told by its beginning


def as_text(entries: Iterable[Entry]) -> Iterator[str]:
    """One block an entry: who and when, then field by field what was changed."""
    for entry in entries:
        commit = entry.commit
        when = commit.time.strftime("%Y-%m-%d %H:%M")
        yield visible(f"{when} {commit.author} ({commit.id[:10]}: {commit.subject})")
        for line in _told(entry):
            yield f"  {visible(line)}"


def _told(entry: Entry) -> Iterator[str]:
    if entry.event is Event.REMOVED:
        yield "took the programme away"
    elif entry.event is Event.UNREADABLE:
        yield "left the programme so that it cannot be read"
    elif entry.event is Event.WRITTEN and entry.content is not None:
        content = entry.content
        yield (
            f"wrote {content.programme.title.to('en')}, version {content.programme.version}, "
            f"with {len(content.outcomes)} outcomes and {len(content.rubrics)} rubrics"
        )
    yield from _changes(entry.comparison.changes)
    yield from (f"made the standard weaker: {one}" for one in entry.comparison.weaker)
    for approval in entry.approvals:
        yield f"recorded {approval.stage} by {approval.body} of {approval.date} ({approval.reference})"
    if entry.review is not None:
        yield f"recorded the review of {entry.review.last}" + (f" by {entry.review.by}" if entry.review.by else "")


def _changes(changes: tuple[Change, ...]) -> Iterator[str]:
    """Field by field; an outcome or rubric that came or went as a whole is told in one line."""
    by_part: dict[str, list[Change]] = {}
    for change in changes:
        by_part.setdefault(change.where.partition(" › ")[0], []).append(change)
    for part, changed in by_part.items():
        identity = f"{part} › id"
        if any(one.where == identity and one.before is None for one in changed):
            yield f"added the {part}"
        elif any(one.where == identity and one.after is None for one in changed):
            yield f"took away the {part}"
        else:
            yield from (_words(one) for one in changed)


def _words(change: Change) -> str:
    if change.before is None:
        return f"set {change.where} to «{_short(change.after)}»"
    if change.after is None:
        return f"removed {change.where}, which was «{_short(change.before)}»"
    return f"changed {change.where} from «{_short(change.before)}» to «{_short(change.after)}»"


def _short(value: str | None) -> str:
    text = value or ""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def as_json(programme: str, since: str | None, entries: Iterable[Entry]) -> dict[str, Any]:
    """The history of *programme* since the revision *since*, newest first."""
    return {"programme": programme, "since": since, "entries": [_entry_json(one) for one in entries]}


def _entry_json(entry: Entry) -> dict[str, Any]:
    review = entry.review
    return {
        "commit": entry.commit.id,
        "author": entry.commit.author,
        "time": entry.commit.time.isoformat(),
        "subject": entry.commit.subject,
        "event": entry.event.value,
        "changes": changes_json(entry.comparison),
        "weaker": list(entry.comparison.weaker),
        "approvals": [one.model_dump(mode="json") for one in entry.approvals],
        "review": None if review is None else review.model_dump(mode="json", include={"last", "by", "next"}),
        "words": list(_told(entry)),
    }
