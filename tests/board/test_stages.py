"""How stages follow one another: starts, due dates, forecasts, and what is late."""

from datetime import date

import pytest

from mctool.board.stages import Fact, State, follow
from mctool.models.settings import Stage
from mctool.models.values import Period

TEN = Stage(unit="Quality Office", within=Period(days=10))
WORKFLOW = {"a": TEN, "b": TEN, "c": TEN}
TODAY = date(2026, 3, 20)


def day(number: int) -> date:
    return date(2026, 3, number)


def told(*facts: Fact) -> list[tuple[State, date | None, bool]]:
    return [(one.state, one.due, one.overdue) for one in follow(facts, WORKFLOW, TODAY)]


def test_each_stage_begins_when_the_one_before_is_done() -> None:
    assert told(Fact("a", day(5), since=day(1)), Fact("b"), Fact("c")) == [
        (State.DONE, day(11), False),
        (State.OPEN, day(15), True),
        (State.WAITING, day(30), False),  # ten days from today, as the stage before is late already
    ]


def test_a_stage_nobody_recorded_is_not_late_once_a_later_one_is_done() -> None:
    assert told(Fact("a", since=day(1)), Fact("b", day(10)), Fact("c")) == [
        (State.UNRECORDED, None, False),
        (State.DONE, None, False),
        (State.OPEN, day(20), False),  # due today: not overdue before the day has passed
    ]


def test_what_changed_after_approval_is_open_again_from_the_day_of_the_change() -> None:
    assert told(Fact("a", day(2), since=day(1)), Fact("b", since=day(9), changed=True), Fact("c")) == [
        (State.DONE, day(11), False),
        (State.CHANGED, day(19), True),
        (State.WAITING, day(30), False),
    ]


@pytest.mark.parametrize(("until", "due"), [(day(4), day(4)), (day(25), day(11))])
def test_a_planned_end_and_a_time_limit_both_count(until: date, due: date) -> None:
    assert told(Fact("a", since=day(1), until=until))[0] == (State.OPEN, due, True)


def test_without_a_start_or_a_limit_nothing_is_due() -> None:
    (step,) = follow((Fact("d", blocks=("why",)),), WORKFLOW, TODAY)
    assert (step.unit, step.due, step.overdue, step.blocks) == (None, None, False, ("why",))
    assert told(Fact("a"))[0] == (State.OPEN, None, False)


def test_only_the_stage_at_work_says_what_blocks_it() -> None:
    steps = follow((Fact("a", day(1), blocks=("x",)), Fact("b", blocks=("y",)), Fact("c", blocks=("z",))), {}, TODAY)
    assert [one.blocks for one in steps] == [(), ("y",), ()]
