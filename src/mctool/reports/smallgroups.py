"""Counts of learners that nobody can take apart: no number stands for fewer learners than the policy's small group.

A count is published for a band of neighbouring cells («insufficient or acceptable: 7») that is wide enough. Bands
part the learners, so sums and differences of what is published are sums of bands again, and each of these is none
or a group that is large enough. Where the cells fall into two sides (below the minimum, at it or above), the sum of a
side is published too if both sides are large enough, and then no band reaches across. The same holds for whoever knows
the ``known`` cells from elsewhere, as refusals are listed one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Band:
    """Neighbouring cells and the number of learners in them together; None is a number too small to be published."""

    cells: tuple[str, ...]
    learners: int | None


@dataclass(frozen=True, slots=True)
class Spread:
    """How the learners of one group spread over cells, from the worst to the best.

    ``learners`` is their number, ``passing`` how many are on the upper side; None where it is not published.
    """

    learners: int | None
    bands: tuple[Band, ...]
    passing: int | None = None

    @property
    def passing_share(self) -> float | None:
        """The share on the upper side, 0 to 1; None where it is not published, or there is nobody."""
        return self.passing / self.learners if self.learners and self.passing is not None else None


def least_published(policy: int) -> int:
    """The least number of learners that is published under a policy of *policy*: of two, each knows the other."""
    return max(policy, 3) if policy > 1 else 1


def spread(
    counts: Sequence[tuple[str, int]],
    least: int,
    *,
    upper: int | None = None,
    known: frozenset[int] = frozenset(),
    split: bool = True,
) -> Spread:
    """The spread of *counts* (name and number of each cell, worst first) for a policy of *least* learners.

    The upper side begins at the cell *upper*; its sum is left out unless *split*. *known* are the cells that a reader
    may know from elsewhere.
    """
    numbers = [number for _, number in counts]
    enough = _Enough(numbers, least_published(least), known)
    everybody = list(range(len(counts)))
    if not enough(everybody):
        return Spread(None, (Band(tuple(name for name, _ in counts), None),))
    sides = [everybody] if upper is None else [everybody[:upper], everybody[upper:]]
    split = split and upper is not None and all(enough(side) for side in sides)
    if upper is not None and not split:
        enough = replace(enough, telling=2 * enough.least - 2)
    runs = [run for side in (sides if split else [everybody]) for run in _runs(side, enough)]
    bands = tuple(Band(tuple(counts[at][0] for at in run), sum(numbers[at] for at in run)) for run in runs)
    return Spread(sum(numbers), bands, sum(numbers[upper:]) if split else None)


@dataclass(frozen=True)
class _Enough:
    """Whether cells together are empty or hold enough learners, with and without the cells that are known.

    Where a side is not published, both cells of a band may be known to be too small; the sum ``telling`` of two such
    cells would tell each of them.
    """

    numbers: Sequence[int]
    least: int
    known: frozenset[int]
    telling: int = -1

    def __call__(self, run: Sequence[int]) -> bool:
        sums = (sum(self.numbers[at] for at in run), sum(self.numbers[at] for at in run if at not in self.known))
        if len(run) > 1 and self.telling in sums:
            return False
        return all(number == 0 or number >= self.least for number in sums)


def _runs(cells: Sequence[int], enough: _Enough) -> list[list[int]]:
    """*cells* in runs of neighbours, each enough; *cells* together are."""
    runs: list[list[int]] = []
    for cell in cells:
        if runs and not enough(runs[-1]):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    while len(runs) > 1 and not enough(runs[-1]):
        last = runs.pop()
        runs[-1] += last
    return runs
