"""What one cell of a column rates: a score against thresholds, a word, or a descriptor of the rubric."""

from decimal import Decimal

from mctool.importing.cells import folded, number
from mctool.importing.choices import Decimals
from mctool.importing.sheet import Problem, Role
from mctool.importing.targets import Target

Rated = tuple[str, int, str, str]
"""Assessment, attempt, assessor, criterion."""


def ratings(cell: str, target: Target, assessor: str) -> dict[Rated, str] | Problem:
    """What *cell* rates: all criteria of the column, or with descriptors the one whose descriptor it repeats.

    *assessor* is who rated where the column names nobody. A problem has no place yet: the caller knows it.
    """
    entry = target.entry
    by = entry.assessor or assessor
    if entry.descriptors:
        found = _described(cell, target)
        if len(found) == 1:
            return {(entry.assessment, entry.attempt, by, found[0][0]): found[0][1]}
        if found or not (entry.words or entry.levels):
            many = "more than one descriptor" if found else "no descriptor"
            message = f"The cell under «{target.column.heading}» is {many} of «{target.rubric.id}»"
            remedy = "Enter this learner's ratings by hand, or add to «words»."
            return Problem("descriptor-unknown", 0, 0, message, remedy)
    words = {folded(word): level for word, level in entry.words.items()}
    level: str | Problem = words.get(folded(cell)) or _scored(cell, target)
    if isinstance(level, Problem):
        return level
    return {(entry.assessment, entry.attempt, by, criterion): level for criterion in entry.criteria}


def measured(cell: str, heading: str, decimals: Decimals | None) -> Decimal | Problem:
    """The number in *cell*, or why it is none."""
    try:
        value = number(cell, decimals)
    except ValueError:
        return Problem("no-number", 0, 0, f"The cell under «{heading}» is neither a number nor a known word")
    if value is None:
        message = f"The cell under «{heading}» may be a thousand or a fraction"
        return Problem("number-unclear", 0, 0, message, "Say --decimal point or --decimal comma.")
    return value


def _described(cell: str, target: Target) -> list[tuple[str, str]]:
    """The criteria and levels of the column whose descriptor, in some language, *cell* repeats."""
    return [
        (criterion.id, level)
        for criterion in target.rubric.criteria
        if criterion.id in target.entry.criteria
        for level, text in criterion.descriptors.items()
        if folded(cell) in {folded(each) for each in text.values()}
    ]


def _scored(cell: str, target: Target) -> str | Problem:
    heading = target.column.heading
    if not target.entry.levels:
        return Problem("level-unknown", 0, 0, f"The cell under «{heading}» is no known word", "Add it to «words».")
    score = measured(cell, heading, target.decimals)
    if isinstance(score, Problem):
        return score
    most = _maximum(target)
    if isinstance(most, Problem):
        return most
    if cell.rstrip().endswith("%") and most != 100:
        return Problem("share-not-score", 0, 0, f"The cell under «{heading}» is a share of hundred, the maximum {most}")
    if score > most:
        return Problem("score-above-maximum", 0, 0, f"The score is above the maximum {most}")
    reached = [level for level, least in target.entry.levels.items() if score >= Decimal(str(least))]
    if score < Decimal(str(target.entry.minimum)) or not reached:
        return Problem("score-below-minimum", 0, 0, "The score is below the least of all levels")
    return max(reached, key=target.rubric.rank)


def _maximum(target: Target) -> Decimal | Problem:
    heading, stated = target.column.heading, target.column.maximum
    written = target.entry.maximum if target.entry.maximum is not None else stated
    if written is None and target.column.role is Role.PERCENTAGE:
        written = 100
    if written is None:
        remedy = "Write «maximum» in the mapping."
        return Problem("maximum-missing", 0, 0, f"Nobody says the maximum of «{heading}»", remedy)
    if stated is not None and Decimal(str(written)) != stated:
        return Problem("maximum-differs", 0, 0, f"«{heading}» has another maximum in the file than in the mapping")
    return Decimal(str(written))
