"""The descriptors as frozen, typed models, in the guide's words: one kind a file."""

from mctool.models.cohort import Cohort
from mctool.models.institution import Institution
from mctool.models.mapping import Mapping
from mctool.models.outcome import Outcome
from mctool.models.programme import Programme
from mctool.models.rubric import Rubric
from mctool.models.settings import Settings, Verbs, Waivers
from mctool.models.values import Model

KINDS: dict[str, type[Model]] = {
    "institution": Institution,
    "outcome": Outcome,
    "rubric": Rubric,
    "programme": Programme,
    "cohort": Cohort,
    "mapping": Mapping,
    "waivers": Waivers,
    "verbs": Verbs,
}
"""The kinds of descriptors that ``kind`` names, and their models."""

__all__ = [
    "KINDS", "Cohort", "Institution", "Mapping", "Model",
    "Outcome", "Programme", "Rubric", "Settings", "Verbs", "Waivers",
]  # fmt: skip
