"""Reads English outcomes: the verb comes first, and many verbs are nouns as well.

Five layers, each on the one before: phrases (what a noun phrase is about), openings (where the predicate begins),
shells (what an ability is for), acts (what one predicate states), reader (what is joined with it as an equal).
"""

from mctool.vocabularies.verbs.english.reader import EnglishReader

__all__ = ["EnglishReader"]
