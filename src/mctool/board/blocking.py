"""What stands in the way of a stage, in a few words: the first errors, and how many more there are."""

from collections.abc import Collection, Sequence

from mctool.findings import Finding, Findings, Severity

_SHOWN = 3


def errors_in(
    found: Findings, paths: Collection[str], *, without: Collection[str] = frozenset()
) -> tuple[Finding, ...]:
    """The errors of *found* in the files at *paths* that nobody waived, except those of the rules *without*."""
    return tuple(one for one in found.active(Severity.ERROR) if one.path in paths and one.code not in without)


def listed(errors: Sequence[Finding]) -> tuple[str, ...]:
    """The first of *errors*, one a line, and the number of the others.

    The words of a finding are left out: they may name a learner, and a board hangs where everybody passes.
    """
    lines = [f"{one.path}:{one.line} {one.code} {one.name}" for one in errors[:_SHOWN]]
    more = len(errors) - len(lines)
    return (*lines, f"and {more} more: mctool validate") if more > 0 else tuple(lines)
