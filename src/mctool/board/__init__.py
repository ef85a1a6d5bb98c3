"""The workflow board: where every programme and cohort stands among the guide's seven stages (3.4.2), and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mctool.board.cohorts import cohort_facts
from mctool.board.programmes import programme_facts
from mctool.board.stages import Fact, State, Step, Track, follow
from mctool.checking import check
from mctool.models import Cohort, Programme
from mctool.rules.world import World
from mctool.workspace import Descriptor

__all__ = ["Board", "ReviewDue", "State", "Step", "Track", "board"]


@dataclass(frozen=True)
class ReviewDue:
    """The next review of a programme (guide Q16)."""

    programme: str
    unit: str | None
    due: date
    overdue: bool


@dataclass(frozen=True)
class Board:
    """All programmes, each followed by its cohorts; the reviews that are due; files that cannot be read."""

    day: date
    tracks: tuple[Track, ...]
    reviews: tuple[ReviewDue, ...]
    unreadable: tuple[str, ...]

    @property
    def overdue(self) -> int:
        """How many stages and reviews are past their day."""
        return sum(step.overdue for track in self.tracks for step in track.steps) + sum(
            one.overdue for one in self.reviews
        )


def board(world: World) -> Board:
    """Where everything stands on the day of *world*."""
    unreadable = {one.path: f"{one.path}:{one.span.line} {one.message}" for one in reversed(world.workspace.faults)}
    return Board(world.today, tuple(_tracks(world)), tuple(_reviews(world)), tuple(sorted(unreadable.values())))


def _tracks(world: World) -> Iterator[Track]:
    workspace, found = world.workspace, check(world)
    cohorts = sorted(workspace.cohorts.values(), key=lambda one: (one.model.period.start, one.model.id))
    for programme in sorted(workspace.programmes.values(), key=lambda one: one.model.id):
        yield _track(world, programme, programme_facts(world, programme, found))
        for cohort in cohorts:
            if cohort.model.programme == programme.model.id:
                yield _track(world, cohort, cohort_facts(world, cohort, found))
    for cohort in cohorts:
        if cohort.model.programme not in workspace.programmes:
            yield _track(world, cohort, cohort_facts(world, cohort, found))


def _track(world: World, what: Descriptor[Programme] | Descriptor[Cohort], facts: tuple[Fact, ...]) -> Track:
    model, workflow = what.model, world.workspace.settings.workflow
    return Track(model.kind, model.id, model.version, what.path, follow(facts, workflow, world.today))


def _reviews(world: World) -> Iterator[ReviewDue]:
    for programme in sorted(world.workspace.programmes.values(), key=lambda one: one.model.id):
        review = programme.model.review
        if review is not None and review.next is not None:
            yield ReviewDue(programme.model.id, review.by, review.next, review.next < world.today)
