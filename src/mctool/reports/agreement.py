"""How far assessors agree: Krippendorff's alpha for ordered levels, with an interval from resampled learners."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mctool.errors import MissingExtraError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff's customary limits (Content Analysis, 4th ed., chapter 12): from 0.8 on reliable, from 0.667 on
good enough for tentative conclusions."""
_RESAMPLES = 1000
SEED = 20220616

Unit = Mapping[str, int]
"""What was rated once: the rank of the level that each assessor gave."""


@dataclass(frozen=True)
class Agreement:
    """Alpha with its interval of 95 %, or in ``reading`` why there is none."""

    alpha: float | None
    low: float | None
    high: float | None
    assessors: int
    reading: str


def agreement(learners: Sequence[Sequence[Unit]], levels: int, least: int, seed: int = SEED) -> Agreement:
    """The agreement on *learners*, each with the units rated for it, on a scale of *levels* ranks (0 is worst).

    Raises MissingExtraError without the extra «reports».
    """
    paired = [[unit for unit in units if len(unit) > 1] for units in learners]
    assessors = len({by for units in learners for unit in units for by in unit})
    if sum(1 for units in paired if units) < max(least, 2):
        return Agreement(None, None, None, assessors, _none(paired, least))
    given = {rank for units in paired for unit in units for rank in unit.values()}
    if len(given) < 2:
        return Agreement(None, None, None, assessors, "Every rating is the same, so alpha is not defined.")
    alpha = _alpha([unit for units in paired for unit in units], levels)
    low, high = _interval(paired, levels, seed)
    return Agreement(alpha, low, high, assessors, _reading(low, high))


def _none(paired: Sequence[Sequence[Unit]], least: int) -> str:
    if not any(paired):
        return "Nobody was rated by two assessors."
    return f"Fewer than {max(least, 2)} learners were rated by two assessors."


def _reading(low: float, high: float) -> str:
    if low >= RELIABLE:
        return "The whole interval is at 0.8 or above: the ratings are reliable."
    if high < TENTATIVE:
        return "The whole interval is below 0.667: assessors read the rubric differently; rate samples together."
    if low >= TENTATIVE:
        return "The interval is above 0.667 but reaches below 0.8: enough for tentative conclusions."
    return "The interval reaches below 0.667: with so few ratings, agreement is neither shown nor excluded."


def _alpha(units: Sequence[Unit], levels: int) -> float:
    """Alpha by the reference package, assessors as rows and units as columns."""
    try:
        import krippendorff
        import numpy as np
    except ImportError:
        raise MissingExtraError("reports", "the agreement of assessors") from None
    names = sorted({by for unit in units for by in unit})
    data = np.array([[unit.get(by, np.nan) for unit in units] for by in names], dtype=float)
    domain = list(range(levels))
    return float(krippendorff.alpha(data, value_domain=domain, level_of_measurement="ordinal"))


def _interval(paired: Sequence[Sequence[Unit]], levels: int, seed: int) -> tuple[float, float]:
    """The middle 95 % of alpha when learners are drawn again with replacement.

    Learners, not ratings, are drawn: what one learner got on several criteria hangs together.
    """
    import numpy as np

    counted = np.array([coincidences(units, levels) for units in paired if units])
    drawn = np.random.default_rng(seed).multinomial(len(counted), [1 / len(counted)] * len(counted), _RESAMPLES)
    alphas = alphas_of(np.tensordot(drawn.astype(float), counted, axes=1))
    low, high = np.nanpercentile(alphas, [2.5, 97.5])
    return float(low), float(high)


def coincidences(units: Sequence[Unit], levels: int) -> "NDArray[np.float64]":
    """How often two levels meet in a unit, each pair weighed by the number of ratings there (*levels* × *levels*)."""
    import numpy as np

    found = np.zeros((levels, levels))
    for unit in units:
        ranks = list(unit.values())
        for at, first in enumerate(ranks):
            for other, second in enumerate(ranks):
                if at != other:
                    found[first, second] += 1 / (len(ranks) - 1)
    return found


def alphas_of(matrices: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Ordinal alpha of each matrix of coincidences (n × levels × levels); 1 where all ratings are the same.

    Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011), with the ordinal difference function.
    """
    import numpy as np

    marginals: Any = matrices.sum(axis=2)
    cumulated = np.cumsum(marginals, axis=1)
    upper = np.maximum(cumulated[:, :, None], cumulated[:, None, :])
    lower = np.minimum(cumulated[:, :, None], cumulated[:, None, :])
    lesser = np.minimum(np.arange(matrices.shape[1])[:, None], np.arange(matrices.shape[1])[None, :])
    between = upper - lower + marginals[:, lesser]
    distance = (between - (marginals[:, :, None] + marginals[:, None, :]) / 2) ** 2
    expected = (marginals[:, :, None] * marginals[:, None, :] * distance).sum(axis=(1, 2))
    observed = (matrices * distance).sum(axis=(1, 2)) * (marginals.sum(axis=1) - 1)
    return np.where(expected > 0, 1 - observed / np.where(expected > 0, expected, 1), 1.0)
