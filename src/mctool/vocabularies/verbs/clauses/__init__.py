"""Reads outcomes in languages whose verb forms are rarely nouns.

In French, Portuguese and Spanish the verb leads (``order first``), in Polish it stands anywhere (``free``), in
Dutch and German it may stand last or in two parts (``last``). Three layers, each on the one before: governing
(which verbs are on the level of the sentence), objects (what a verb is about), reader (the acts).
"""

from mctool.vocabularies.verbs.clauses.reader import ClauseReader

__all__ = ["ClauseReader"]
