"""A misspelt verb, or one that is glued to the word behind it: «Undrestand», «Understandthe»."""

import string

from mctool.vocabularies.verbs.tables import VERBS, Form, Lexicon

_GLUED = ("and", "the", "how", "for", "with", "upon", "of", "to", "on", "in", "an", "a")
_SHORTEST = 6  # letters; shorter words have too many neighbours


def misspelt(word: str, table: Lexicon) -> tuple[Form, int] | None:
    """The base form of the English verb that *word* must be, and how many of its letters are the verb's.

    One letter too many, too few, wrong, or two in the wrong order are forgiven.
    """
    for tail in _GLUED:
        stem = word.removesuffix(tail)
        if stem != word and (form := _verb(stem, table)):
            return form, len(stem)
    if len(word) < _SHORTEST or word.endswith("ies"):  # «Theories» are not theorised
        return None
    for place in range(len(word)):
        head, tail = word[:place], word[place:]
        swapped = tail[1:2] + tail[:1] + tail[2:]
        changed = (head + letter + rest for letter in string.ascii_lowercase for rest in (tail, tail[1:]))
        for near in (head + tail[1:], head + swapped, *changed):
            if form := _verb(near, table):
                return form, len(word)
    return None


def _verb(word: str, table: Lexicon) -> Form | None:
    form = table.words.get(word)
    return form if form and form.entry.kind in VERBS and form.shape == "base" else None
