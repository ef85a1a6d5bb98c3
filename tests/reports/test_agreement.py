"""The interval rests on our own formula, which must be the reference package's alpha on any ratings."""

import krippendorff
import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from mctool.reports.agreement import agreement, alphas_of, coincidences

UNITS = st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3), min_size=2), min_size=2, max_size=12)


@given(UNITS)
def test_our_alpha_is_the_packages(units: list[dict[str, int]]) -> None:
    assume(len({rank for unit in units for rank in unit.values()}) > 1)
    data = np.array([[unit.get(by, np.nan) for unit in units] for by in "abcd"], dtype=float)
    expected = krippendorff.alpha(data, value_domain=[0, 1, 2, 3], level_of_measurement="ordinal")
    assert np.isclose(alphas_of(np.array([coincidences(units, 4)]))[0], expected)


def test_perfect_agreement_and_its_absence_are_read_aright() -> None:
    same = [[{"a": at % 3, "b": at % 3}] for at in range(30)]
    made = agreement(same, 3, 5)
    assert (made.alpha, made.low, made.high) == (1.0, 1.0, 1.0)
    assert "reliable" in made.reading
    opposite = agreement([[{"a": 2 * (at % 2), "b": 2 - 2 * (at % 2)}] for at in range(30)], 3, 5)
    assert opposite.high is not None
    assert opposite.high < 0
    assert "below 0.667" in opposite.reading


def test_there_is_none_over_a_small_group_or_one_level() -> None:
    assert agreement([[{"a": 0, "b": 1}]] * 4, 3, 5).alpha is None
    assert "the same" in agreement([[{"a": 1, "b": 1}]] * 9, 3, 5).reading
