"""What an approval covers: a programme with the outcomes and rubrics that it names."""

from collections.abc import Mapping
from dataclasses import dataclass

from mctool.models import Outcome, Programme, Rubric
from mctool.workspace import Workspace


@dataclass(frozen=True)
class Content:
    """What an approval covers: a programme with the outcomes and rubrics that it names."""

    programme: Programme
    outcomes: Mapping[str, Outcome]
    rubrics: Mapping[str, Rubric]

    @classmethod
    def of(cls, workspace: Workspace, identity: str) -> "Content | None":
        """The content of the programme *identity*; None when it cannot be read there."""
        found = workspace.programmes.get(identity)
        if found is None:
            return None
        named = {*found.model.outcomes, *(one for task in found.model.assessments for one in task.assesses)}
        used = {task.rubric for task in found.model.assessments if task.rubric}
        outcomes = {one: workspace.outcomes[one].model for one in sorted(named & set(workspace.outcomes))}
        rubrics = {one: workspace.rubrics[one].model for one in sorted(used & set(workspace.rubrics))}
        return cls(found.model, outcomes, rubrics)
