"""A learning outcome cut into the short phrases that ESCO's labels are like."""

import re

from mctool.vocabularies.esco.terms import telling_words

_LEAD_IN = re.compile(
    r"""^\W*(?:
        (?:(?:up)?on|after|following|by|at)\s+(?:the\s+)?(?:successful\s+)?(?:completion|completing|the\s+end|end)\b
          [^,:]*?(?:,|:|(?=\b(?:the\s+)?(?:learners?|students?|participants?|graduates?|you)\b))\s*
        )?
        (?:(?:the\s+)?(?:learners?|students?|participants?|graduates?|holders?|you)\s+
          (?:(?:will|should|shall|can|must|are|is)[\s:]+)*(?:be\s+)?(?:able\s+to|expected\s+to)?[\s:]*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_ABILITY = re.compile(
    r"^(?:demonstrat\w+|show\w*|appl(?:y|ies)|possess\w*|develop\w*|ha(?:ve|s))\s+(?:the|an)?\s*"
    r"(?:ability|capacity|skills?)\s+(?:to|of|in)\s+|^(?:be\s+)?able\s+to\s+",
    re.IGNORECASE,
)
_JOINT = r"(?:and|or|by|while|when|within|during|through|using|without|under|in\s+order\s+to|so\s+that)\s+"
_CUT = re.compile(rf"\s*[,;:.()]\s*(?:{_JOINT})?|\s+{_JOINT}", re.IGNORECASE)
_MOST = 8
"""Phrases of one text; what comes later in a long sentence is circumstance."""


def without_lead_in(text: str) -> str:
    """*text* without «On completion the learner is able to» and «demonstrate the ability to»."""
    bare = _LEAD_IN.sub("", " ".join(text.split()), count=1)
    bare = _ABILITY.sub("", bare, count=1)
    return bare.strip(" .") or text


def phrases(text: str, language: str = "en") -> tuple[str, ...]:
    """The whole of *text* without its lead-in, then its parts of two telling words or more."""
    whole = without_lead_in(text) if language == "en" else " ".join(text.split())
    parts = _CUT.split(whole) if language == "en" else re.split(r"\s*[,;:.()]\s*", whole)
    long_enough = [part for part in parts if len(telling_words(part, language)) > 1]
    return tuple(dict.fromkeys([whole, *long_enough]))[: _MOST + 1]
