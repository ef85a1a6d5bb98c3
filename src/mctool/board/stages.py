"""Stages of the workflow as facts, and how they follow one another: done, open, overdue, expected (guide 3.4.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mctool.models.settings import Stage

PROGRAMME_STAGES = ("needs-analysis", "outcome-validation", "programme-approval")
COHORT_STAGES = ("delivery", "assessment", "quality-review", "digital-issuance")
"""The seven stages in the order of the work: three that a programme goes through, four that each cohort does."""


class State(StrEnum):
    """How a stage stands."""

    DONE = "done"
    OPEN = "open"
    CHANGED = "changed"
    """It was approved, and the content has changed since."""
    WAITING = "waiting"
    """An earlier stage is not done yet."""
    UNRECORDED = "not recorded"
    """A later stage is done, and nothing says that this one was."""


@dataclass(frozen=True)
class Fact:
    """What the files say of a stage. ``since`` is its own start where it does not follow the stage before; ``until``
    the day on which it is planned to end; ``blocks`` says what stands in the way while it is not done."""

    stage: str
    done: date | None = None
    since: date | None = None
    until: date | None = None
    changed: bool = False
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """A stage of one programme or cohort, with the unit that answers for it.

    ``due`` is the start plus the time that the workflow allows; for a stage that waits it is a forecast.
    """

    stage: str
    unit: str | None
    state: State
    since: date | None
    due: date | None
    done: date | None
    overdue: bool
    blocks: tuple[str, ...]


@dataclass(frozen=True)
class Track:
    """The way of one programme or cohort through its stages."""

    kind: str
    id: str
    version: str
    path: str
    steps: tuple[Step, ...]

    @property
    def current(self) -> Step | None:
        """The stage that is at work now; None when all are done."""
        return next((one for one in self.steps if one.state in (State.OPEN, State.CHANGED)), None)


def follow(facts: Sequence[Fact], workflow: Mapping[str, Stage], today: date) -> tuple[Step, ...]:
    """The stages one after the other: each begins when the one before is done, or is expected to be."""
    last_done = max((at for at, fact in enumerate(facts) if fact.done), default=-1)
    steps: list[Step] = []
    begins: date | None = None
    for at, fact in enumerate(facts):
        stage = workflow.get(fact.stage) or Stage()
        since = fact.since or begins
        due = _due(fact, stage, since)
        state = _state(fact, at < last_done, any(one.state in (State.OPEN, State.CHANGED) for one in steps))
        now = state in (State.OPEN, State.CHANGED)
        if state is State.UNRECORDED:
            due = None
        else:
            begins = fact.done or (max(due, today) if due else None)
        overdue = now and due is not None and due < today
        blocks = fact.blocks if now else ()
        steps.append(Step(fact.stage, stage.unit, state, since, due, fact.done, overdue, blocks))
    return tuple(steps)


def _due(fact: Fact, stage: Stage, since: date | None) -> date | None:
    limits = [stage.within.after(since) if stage.within and since else None, fact.until]
    return min((one for one in limits if one is not None), default=None)


def _state(fact: Fact, later_done: bool, earlier_open: bool) -> State:
    if fact.done:
        return State.DONE
    if later_done:
        return State.UNRECORDED
    if earlier_open:
        return State.WAITING
    return State.CHANGED if fact.changed else State.OPEN
