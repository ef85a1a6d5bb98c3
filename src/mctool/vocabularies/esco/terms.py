"""Words of a label or a description, reduced so that forms of one word meet."""

import re
from collections.abc import Container, Iterator
from functools import cache

from mctool.vocabularies.esco.concepts import fold

_SHORTEST = 4
"""Letters of a word that another may be made of."""
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of *text*, folded."""
    return _WORD.findall(text.lower() if text.isascii() else fold(text))


_EMPTY = frozenset(
    words(
        "a an and are as at be by for from in into is it of on or that the their them they this to with your you we"
        " our its his her who which will can able skill skills ability abilities knowledge experience"
    )
)
"""English words that tell no skill from another."""
_ENDINGS = re.findall(
    r"(\w+):(\w*)",
    "ations:at ation:at ating:at ated:at ates:at ate:at ising:is ised:is ises:is ise:is"
    " izing:is ized:is izes:is ize:is ements:e ement:e ments: ment: ingly: ings: ing: edly: ed: ies:y ness: ity:"
    " ly: ers:er es: ss:ss s: e:",
)
"""Endings of English words, the longer before the shorter, and what stays of them."""


@cache
def stem(word: str) -> str:
    """*word* without its English ending. It need be no word; it need only be the same for the forms of one."""
    if len(word) > 4:
        for ending, rest in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word[: len(word) - len(ending)] + rest
                break
        if word.endswith("y"):
            word = word[:-1] + "i"
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
            word = word[:-1]
    return word


def telling_words(text: str, language: str = "en") -> list[str]:
    """The words of *text* without the empty ones of *language*, or all, if no other is left."""
    found = words(text)
    if language != "en":
        return found
    return [word for word in found if word not in _EMPTY] or found


def terms(text: str, language: str = "en") -> tuple[str, ...]:
    """The terms of *text* in order: its telling words, English ones without their endings."""
    found = words(text)
    if language != "en":
        return tuple(found)
    return tuple(filter(None, map(_stems.__getitem__, found))) or tuple(map(stem, found))


class _Stems(dict[str, str]):
    """The stem of each English word asked for, empty for one that tells nothing: an index asks a million times."""

    def __missing__(self, word: str) -> str:
        found = self[word] = "" if word in _EMPTY else stem(word)
        return found


_stems = _Stems()


def known_terms(text: str, language: str, known: Container[str]) -> Iterator[str]:
    """The terms of *text*; a word that is not *known* comes as the two known ones that it is made of: child, care."""
    for word in telling_words(text, language):
        whole = stem(word) if language == "en" else word
        if whole not in known:
            for place in range(_SHORTEST, len(word) - _SHORTEST + 1):
                parts = [stem(part) if language == "en" else part for part in (word[:place], word[place:])]
                if all(part in known for part in parts):
                    yield from parts
                    break
            else:
                yield whole
        else:
            yield whole
