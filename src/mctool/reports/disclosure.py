"""What is published of one cohort, spread after spread, so that no two of them tell together what each of them hides.

Whoever knows that one group of learners lies within another (who was awarded reached every outcome, who was not rated
reached none) learns the number between the two by subtraction. Here a group that lies within another counts as known
to do so. A spread that would tell of a few learners that way is given in wider bands.

A group of learners is a number with a bit for each of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from mctool.reports.smallgroups import Band, Spread, least_published, spread

Group = int
Cells = Sequence[tuple[str, Group]]
"""Name and learners of each cell, worst first; they part the cohort."""


class Disclosure:
    """The account of one cohort. What is asked for first is told in most detail."""

    def __init__(self, learners: int, policy: int, known: Iterable[Group] = ()) -> None:
        """*known* are groups whose numbers a reader has from elsewhere: each missing proof is listed with its place."""
        self._policy, self._least = policy, least_published(policy)
        self._everybody = (1 << learners) - 1
        self._known = {group for group in known if group}
        self._told: dict[int, set[Group]] = defaultdict(set)
        for group in (self._everybody, *self._known, *(self._everybody ^ group for group in self._known)):
            self._told[group.bit_count()].add(group)

    def spread(self, cells: Cells, *, upper: int | None = None, known: frozenset[int] = frozenset()) -> Spread:
        """The spread of *cells* in the narrowest bands that tell of no small group; *upper* and *known* as there."""
        counts = [(name, group.bit_count()) for name, group in cells]
        groups = dict(cells)
        made = next(
            one
            for one in _candidates(counts, self._policy, upper, known)
            if not any(self._gives_away(group) for group in self._all_that_follows(groups, one))
        )  # the last candidate is everybody together, which tells nothing
        for group in self._all_that_follows(groups, made):
            self._told[group.bit_count()].add(group)
        return made

    def _all_that_follows(self, groups: dict[str, Group], made: Spread) -> set[Group]:
        """Every group whose number is a sum of bands, with and without the groups that are known."""
        if made.learners is None:
            return set()
        bands = [sum(groups[cell] for cell in one.cells) for one in made.bands if one.learners]
        unions = {sum(some) for length in range(len(bands) + 1) for some in combinations(bands, length)}
        without = {one ^ known for one in unions for known in self._known if one & known in (0, known)}
        return unions | without

    def _gives_away(self, group: Group) -> bool:
        """Whether a few learners are left between *group* and one that was told, and they are not known anyway."""
        size = group.bit_count()
        return any(
            group & told in (group, told) and group ^ told not in self._known
            for other in range(size - self._least + 1, size + self._least)
            if other != size
            for told in self._told.get(other, ())
        )


def _candidates(
    counts: Sequence[tuple[str, int]], policy: int, upper: int | None, known: frozenset[int]
) -> Iterator[Spread]:
    """Spreads of *counts* from narrow bands to wide ones, with the sum of the upper side as long as that may be."""
    split = spread(counts, policy, upper=upper, known=known)
    yield from _merged(split, upper, least_published(policy))
    if split.passing is not None:
        yield from _merged(
            spread(counts, policy, upper=upper, known=known, split=False), upper, least_published(policy)
        )


def _merged(made: Spread, upper: int | None, least: int) -> Iterator[Spread]:
    """*made*, and then with fewer and fewer of the boundaries between its bands."""
    ends = [sum(len(one.cells) for one in made.bands[: at + 1]) for at in range(len(made.bands) - 1)]
    fixed = {end for end in ends if end == upper and made.passing is not None}
    free = [end for end in ends if end not in fixed]
    for count in range(len(free), -1, -1):
        for kept in combinations(free, count):
            bands = _joined(made, {*kept, *fixed})
            crossing = upper is not None and made.passing is None and len(bands) > 1
            if not (crossing and any(len(one.cells) > 1 and one.learners == 2 * least - 2 for one in bands)):
                yield Spread(made.learners, bands, made.passing)


def _joined(made: Spread, ends: set[int]) -> tuple[Band, ...]:
    bands: list[Band] = []
    at = 0
    for one in made.bands:
        if bands and at not in ends:
            last = bands.pop()
            bands.append(Band((*last.cells, *one.cells), (last.learners or 0) + (one.learners or 0)))
        else:
            bands.append(one)
        at += len(one.cells)
    return tuple(bands)
