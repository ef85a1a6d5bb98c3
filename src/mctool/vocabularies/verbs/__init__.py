"""Measurability: which verb governs a learning outcome, and whether anybody could see it done.

``read`` gives the verdict on one outcome in one of ``LANGUAGES``; ``Decision`` carries what the institution decided.
"""

from collections.abc import Sequence

from mctool.vocabularies.verbs.reading import Decision, Label, Reading
from mctool.vocabularies.verbs.tables import languages

LANGUAGES: tuple[str, ...] = languages()


def read(text: str, language: str, decisions: Sequence[Decision] = ()) -> Reading:
    """What the outcome *text* in *language* states; see ``engine.read``, which is loaded at the first outcome."""
    from mctool.vocabularies.verbs import engine

    return engine.read(text, language, decisions)


__all__ = ["LANGUAGES", "Decision", "Label", "Reading", "read"]
