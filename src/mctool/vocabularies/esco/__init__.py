"""The European classification of skills (ESCO), offline: verdicts on mappings, import, search."""

from mctool.vocabularies.esco.concepts import ATTRIBUTION, SCHEME, EscoConcept
from mctool.vocabularies.esco.library import Library, data_folder, installed
from mctool.vocabularies.esco.succession import Candidate
from mctool.vocabularies.esco.verdicts import Judgement, Verdict, judge

__all__ = [
    "ATTRIBUTION",
    "SCHEME",
    "Candidate",
    "EscoConcept",
    "Judgement",
    "Library",
    "Verdict",
    "data_folder",
    "installed",
    "judge",
]
