"""What every report tells first of a cohort: the decisions, and the credentials issued, revoked and suspended.

All further numbers of the cohort go through the same account, so that no report undoes what another hides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mctool.decisions import Decision, Standing, Verdict
from mctool.models import Cohort
from mctool.register import Event
from mctool.reports.basis import Basis
from mctool.reports.disclosure import Disclosure, Group
from mctool.reports.smallgroups import Spread
from mctool.workspace import Descriptor

ORDER = (
    Verdict.REFUSED, Verdict.INCOMPLETE, Verdict.NOT_ACHIEVED, Verdict.AWARDED, Verdict.AWARDED_WITH_DISTINCTION,
)  # fmt: skip
"""Decisions from worst to best; the last two award."""


@dataclass(frozen=True)
class Headcounts:
    """What every report tells of a cohort before all else, and the account in which the rest is kept."""

    account: Disclosure
    decisions: Spread
    issued: Spread
    revoked: Spread
    suspended: Spread


def headcounts(basis: Basis, cohort: Descriptor[Cohort]) -> Headcounts | None:
    """The decisions on *cohort* and what its register says of its learners; None when nobody can decide on it."""
    made = basis.decisions(cohort)
    if made is None:
        return None
    account = Disclosure(len(made), basis.least, _unproven(made))
    cells = [(verdict.value, group(one.verdict is verdict for one in made)) for verdict in ORDER]
    decisions = account.spread(cells, upper=ORDER.index(Verdict.AWARDED), known=frozenset({0}))
    return Headcounts(
        account, decisions, *(_told_of(account, made, some) for some in _in_register(basis, cohort.model))
    )


def group(members: Iterable[bool]) -> Group:
    """The learners, a bit each, for whom *members* are true; in the order of the decisions."""
    return sum(1 << at for at, one in enumerate(members) if one)


def _unproven(made: Sequence[Decision]) -> set[Group]:
    """The groups whose cases are listed one by one: who is refused, and whose outcomes lack proof."""
    outcomes = {one.outcome for decision in made for one in decision.outcomes}
    lacking = [
        group(any(one.outcome == outcome and one.standing is Standing.UNPROVEN for one in decision.outcomes)
              for decision in made)
        for outcome in outcomes
    ]  # fmt: skip
    return {group(one.verdict is Verdict.REFUSED for one in made), *lacking}


def _in_register(basis: Basis, cohort: Cohort) -> tuple[set[str], set[str], set[str]]:
    """The learners who were issued a credential, had one revoked, have one suspended."""
    record = basis.record(cohort.id)
    if isinstance(record, str):
        return set(), set(), set()
    suspended = {
        learner
        for learner, one in record.issued().items()
        if (last := record.status(one.credential)) and last.event is Event.SUSPENDED
    }
    issued = {entry.learner for entry in record.entries if entry.event is Event.ISSUED}
    return issued, set(record.revoked()), suspended


def _told_of(account: Disclosure, made: Sequence[Decision], learners: set[str]) -> Spread:
    some = group(one.learner in learners for one in made)
    everybody = group(True for _ in made)
    return account.spread([("not", everybody ^ some), ("yes", some)], upper=1)
