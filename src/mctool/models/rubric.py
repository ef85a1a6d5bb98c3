"""Rubrics: criteria, levels and what each level looks like."""

from typing import Literal

from mctool.models.values import Id, Many, Model, Several, Text


class Criterion(Model):
    """One thing that is rated. ``outcome`` may be absent here; that it is there is rule MC405."""

    id: Id
    outcome: Id | None = None
    title: Text
    indicators: Many[Text] = ()
    descriptors: dict[str, Text] = {}
    minimum: Id | None = None


class Rubric(Model):
    """How performance is rated. ``levels`` go from worst to best."""

    kind: Literal["rubric"]
    id: Id
    title: Text
    levels: Several[Id]
    minimum: Id | None = None
    distinction: Id | None = None
    criteria: Many[Criterion]

    def criterion(self, criterion_id: str) -> Criterion | None:
        """The criterion with that id, or None."""
        return next((criterion for criterion in self.criteria if criterion.id == criterion_id), None)

    def rank(self, level: str) -> int:
        """The place of *level* from worst (0) to best; -1 when it is none of the rubric's levels."""
        return self.levels.index(level) if level in self.levels else -1

    def minimum_of(self, criterion: Criterion) -> str | None:
        """The lowest level that passes: the criterion's own where it is stricter, else the rubric's."""
        own, common = criterion.minimum, self.minimum
        if own is None or (common is not None and self.rank(own) < self.rank(common)):
            return common
        return own
