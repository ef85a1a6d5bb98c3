"""No published number, and no sum or difference of published numbers, speaks of fewer learners than the policy says."""

import itertools
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mctool.reports.anonymity import MASK, Anonymiser
from mctool.reports.smallgroups import Spread, least_published, spread

Counts = tuple[int, ...]


def spread_of(numbers: Counts, least: int, upper: int | None, known: frozenset[int]) -> Spread:
    return spread([(str(at), number) for at, number in enumerate(numbers)], least, upper=upper, known=known)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=7), st.integers(2, 10), st.data())
def test_sums_and_differences_of_what_is_published_are_none_or_enough(
    numbers: list[int], least: int, data: st.DataObject
) -> None:
    upper = data.draw(st.none() | st.integers(1, len(numbers) - 1))
    known = data.draw(st.sampled_from([frozenset(), frozenset({0})]))
    made = spread_of(tuple(numbers), least, upper, known)
    assert [cell for one in made.bands for cell in one.cells] == [str(at) for at in range(len(numbers))]
    if made.learners is None:
        assert sum(numbers) < least_published(least) or known
        assert all(one.learners is None for one in made.bands)
        assert made.passing is None
        return
    sizes = [one.learners or 0 for one in made.bands]
    assert sum(sizes) == made.learners == sum(numbers)
    told = {0, made.learners, *(made.passing,) * (made.passing is not None)}
    told |= {sum(part) for length in range(1, len(sizes) + 1) for part in itertools.combinations(sizes, length)}
    if made.passing is not None:
        ends = list(itertools.accumulate(sizes))
        assert made.passing in {made.learners - end for end in (0, *ends)}
    assert all(number == 0 or number >= least for number in told)
    for one in made.bands:
        own = sum(numbers[int(cell)] for cell in one.cells)
        rest = own - sum(numbers[at] for at in known if str(at) in one.cells)
        assert one.learners == own
        assert rest == 0 or rest >= least


@pytest.mark.parametrize("least", [2, 3, 5])
@pytest.mark.parametrize(("cells", "most"), [(2, 12), (3, 11)])
def test_whoever_knows_the_method_cannot_find_a_small_cell(least: int, cells: int, most: int) -> None:
    """Every distribution that ends in the same publication is tried: a small cell never has one value only."""
    for upper in (None, *range(1, cells)):
        seen: dict[Spread, list[Counts]] = defaultdict(list)
        for numbers in itertools.product(range(most + 1), repeat=cells):
            if sum(numbers) <= most:
                seen[spread_of(numbers, least, upper, frozenset())].append(numbers)
        for made, alike in seen.items():
            if made.learners is not None:
                for at in range(cells):
                    values = {numbers[at] for numbers in alike}
                    assert len(values) > 1 or not 0 < min(values) < least, (made, alike[:3])


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_learner_is_taken_out_of_any_text_in_any_case(before: str, after: str) -> None:
    hide = Anonymiser(["L-5DE69A9D", "7"])
    for written in ("L-5DE69A9D", "l-5de69a9d"):
        assert written not in hide(f"{before}{written}{after}")


def test_a_short_id_is_no_part_of_a_word() -> None:
    hide = Anonymiser(["7"])
    assert hide("7 of 17, see 7.md") == f"{MASK} of 17, see {MASK}.md"
