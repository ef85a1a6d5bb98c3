"""Which outcomes are about emotional intelligence, inclusion or equal treatment, told by their ESCO concepts."""

from mctool.models import Outcome
from mctool.vocabularies.esco.core import core_subset

EQUALITY = frozenset({
    "apply anti-oppressive practices", "apply conflict management", "conflict management", "resolve conflicts",
    "support victims of human rights violations", "work for public inclusion", "promote inclusion",
    "promote gender equality in business contexts", "promote equality in sport activities", "set inclusion policies",
    "ensure gender equality in the workplace", "integrate gender dimension in research", "promote human rights",
    "respect the diversity of cultural values and norms", "show intercultural awareness", "show empathy",
    "demonstrate intercultural competence", "apply intercultural teaching strategies", "relate empathetically",
    "develop inclusive communication material", "teach intercultural communication methods",
    "have emotional intelligence", "exercise self-control", "manage frustration", "exercise self-reflection",
})  # fmt: skip
"""The preferred labels (ESCO 1.2.0) of the concepts in mctool's core subset that this concerns."""


def touches_equality(outcome: Outcome) -> bool:
    """Whether one of the outcome's concepts is about emotional intelligence, inclusion or equal treatment."""
    concepts = (core_subset().concepts.get(one.uri) for one in outcome.esco)
    return any(concept.label in EQUALITY for concept in concepts if concept is not None)
