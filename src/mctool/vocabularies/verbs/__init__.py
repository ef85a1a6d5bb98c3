"""Measurability: which verb governs a learning outcome, and whether anybody could see it done.

``read`` gives the verdict on one outcome in one of ``LANGUAGES``; ``Decision`` carries what the institution decided.
"""

from mctool.vocabularies.verbs.engine import LANGUAGES, read
from mctool.vocabularies.verbs.reading import Decision, Label, Reading

__all__ = ["LANGUAGES", "Decision", "Label", "Reading", "read"]
