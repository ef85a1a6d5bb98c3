"""The workflow board for people, for programs and for calendars."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from mctool import __version__
from mctool.board import Board, State, Step
from mctool.reports.excerpts import visible

if TYPE_CHECKING:
    from icalendar import Event

_STYLES = {State.DONE: "green", State.OPEN: "bold", State.CHANGED: "yellow", State.WAITING: "dim"}
_MARKS = {State.DONE: "✓", State.OPEN: "▸", State.CHANGED: "▸", State.WAITING: "·", State.UNRECORDED: "–"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the board and its style, in rich's words; empty where it is plain."""

    text: str
    style: str = ""


def as_lines(board: Board) -> Iterator[Line]:
    """The board for people: stage by stage, with what blocks below the one at work, and the sum at the end."""
    units = [step.unit or "" for track in board.tracks for step in track.steps]
    width = min(max(map(len, units), default=0), 40)
    for track in board.tracks:
        yield Line(visible(f"{track.kind} {track.id} {track.version}"), "bold")
        for step in track.steps:
            style = "bold red" if step.overdue else _STYLES.get(step.state, "")
            yield Line(visible(_step(step, width, board.day)), style)
            yield from (Line(f"      {visible(words)}", "red" if step.overdue else "") for words in step.blocks)
    for review in board.reviews:
        when = f"OVERDUE since {review.due}" if review.overdue else f"due {review.due}"
        yield Line(f"review of {review.programme}: {when}", "bold red" if review.overdue else "dim")
    yield from (Line(f"cannot be taken as it is: {visible(one)}", "red") for one in board.unreadable)
    yield Line(_sum(board))


def _step(step: Step, width: int, day: date) -> str:
    unit = step.unit or "no unit named"
    return f"  {_MARKS[step.state]} {step.stage:<18}  {unit:<{width}}  {_when(step, day)}".rstrip()


def _when(step: Step, day: date) -> str:
    if step.state is State.DONE:
        late = (step.done - step.due).days if step.done and step.due else 0
        return f"done {step.done}" + (f", {_days(late)} late" if late > 0 else "")
    if step.overdue and step.due is not None:
        return f"OVERDUE since {step.due} ({_days((day - step.due).days)})"
    words = {State.OPEN: "open", State.CHANGED: "changed since approval", State.WAITING: "waits"}
    if step.state not in words:
        return step.state.value
    due = "" if step.due is None else f", due {step.due}" if step.state is not State.WAITING else f", by {step.due}"
    return words[step.state] + due


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"


def _sum(board: Board) -> str:
    programmes = sum(one.kind == "programme" for one in board.tracks)
    work = sum(one.current is not None for one in board.tracks)
    return (
        f"{board.day}: {programmes} programmes, {len(board.tracks) - programmes} cohorts, "
        f"{work} at work, {board.overdue} overdue"
    )


def as_json(board: Board) -> dict[str, Any]:
    """The board for programs."""
    return {
        "mctool": __version__,
        "date": board.day.isoformat(),
        "items": [
            {
                "kind": track.kind, "id": track.id, "version": track.version, "path": track.path,
                "stage": track.current.stage if track.current else None,
                "stages": [_step_json(step) for step in track.steps],
            }
            for track in board.tracks
        ],
        "reviews": [
            {"programme": one.programme, "unit": one.unit, "due": one.due.isoformat(), "overdue": one.overdue}
            for one in board.reviews
        ],
        "unreadable": list(board.unreadable),
        "overdue": board.overdue,
    }  # fmt: skip


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "stage": step.stage, "unit": step.unit, "state": step.state.value, "since": _iso(step.since),
        "due": _iso(step.due), "done": _iso(step.done), "overdue": step.overdue, "blocked_by": list(step.blocks),
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_calendar(board: Board, institution: str, now: datetime) -> bytes:
    """What is due as an iCalendar of whole-day events (RFC 5545), stamped with *now*.

    *institution* (its number or name) keeps the identifiers of two universities apart; each event keeps its own from
    one run to the next, so that a calendar that subscribes moves events instead of doubling them.
    """
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    calendar.add("prodid", f"-//mctool//mctool {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for words in _due(board):
        calendar.add_component(_event(words, institution, now))
    if not calendar.subcomponents:  # RFC 5545, 3.6: a calendar has a component, and nothing need be due
        calendar.add_component(Timezone.from_tzid("UTC"))
    written: bytes = calendar.to_ical()
    return written


@dataclass(frozen=True, slots=True)
class _Due:
    """What an event says; ``key`` tells it from all others of the institution."""

    day: date
    key: str
    summary: str
    description: str


def _due(board: Board) -> Iterator[_Due]:
    for track in board.tracks:
        for step in track.steps:
            if step.due is None or step.state is State.DONE:
                continue
            forecast = ("Expected if the stages before keep their days",) if step.state is State.WAITING else ()
            about = "\n".join((f"{track.kind} {track.id} {track.version}", *forecast, *step.blocks))
            what = f"{step.stage.replace('-', ' ').capitalize()}: {track.id}"
            yield _Due(
                step.due, f"{track.kind}/{track.id}/{step.stage}", _summary(what, step.unit, step.overdue), about
            )
    for one in board.reviews:
        summary = _summary(f"Review: {one.programme}", one.unit, one.overdue)
        yield _Due(one.due, f"programme/{one.programme}/review", summary, f"programme {one.programme}")


def _summary(what: str, unit: str | None, overdue: bool) -> str:
    return ("Overdue: " if overdue else "") + what + (f" ({unit})" if unit else "")


def _event(due: _Due, institution: str, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"mctool:{institution}/{due.key}")))
    event.add("dtstamp", now)
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    event.add("summary", due.summary)
    event.add("description", due.description)
    event.add("transp", "TRANSPARENT")  # a due date keeps nobody busy
    return event
