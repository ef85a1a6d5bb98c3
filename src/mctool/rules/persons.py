"""Wording that judges the person instead of the act, or makes people tell what is theirs to keep."""

import re
from collections.abc import Iterator
from functools import cache

from mctool.rules.texts import sentences
from mctool.vocabularies.wording import compiled, expression

_BEFORE, _AFTER = 60, 30
"""How far, in characters, a word that denies may stand from what it denies."""

_LONGEST = 2000
"""Of a longer sentence only this many characters are read."""

_ONE_WORD = re.compile(r"\s+(?:[^\W\d_]+\s+)?")
_CLAUSE = re.compile(r"[,;:–(]\s*")


def worth_reading(text: str, language: str) -> bool:
    """Whether *text* holds any word that ``labels``, ``traits`` or ``demands`` begin with; one look instead of four."""
    pattern = _delicate(language)
    return pattern is not None and pattern.search(text.lower()) is not None


@cache
def _delicate(language: str) -> re.Pattern[str] | None:
    return expression(("label", "trait", "matter", "wound"), language)


def labels(text: str, language: str) -> Iterator[str]:
    """The words that label a person, as *text* writes them; denied ones do not count."""
    yield from _undenied("label", text, language)


def traits(text: str, language: str) -> Iterator[str]:
    """The words for what a person is, or for what measures it, as *text* writes them; denied ones do not count."""
    yield from _undenied("trait", text, language)


def demands(text: str, language: str) -> Iterator[str]:
    """The words for what is private, as *text* writes them, where it makes the learner tell it.

    A sentence that denies it or calls it voluntary does not count, nor one in which somebody else tells.
    """
    if not (_has("matter", text, language) or _has("wound", text, language)):
        return
    for sentence in _sentences(text):
        for start, stop in _disclosures(sentence, language):
            told = _has("telling", _by_learner(sentence, start, language), language)
            if told and not any(_has(kind, sentence, language) for kind in ("negation", "refrain", "voluntary")):
                yield sentence[start:stop]
                break


def _by_learner(sentence: str, start: int, language: str) -> str:
    """*sentence* without «who tells»; empty when what stands at *start* is somebody else's to tell: «, who … it»."""
    somebody = compiled("somebody", language)
    if somebody is None:
        return sentence
    before = list(_CLAUSE.finditer(sentence, 0, start))
    if before and somebody.match(sentence, before[-1].end()):
        return ""
    if any(
        " " in one.group() and not sentence[one.end() : start].strip() for one in somebody.finditer(sentence, 0, start)
    ):
        return ""
    return re.sub(rf"{somebody.pattern}\s+\w+", "", sentence, flags=re.IGNORECASE)


def _disclosures(sentence: str, language: str) -> Iterator[tuple[int, int]]:
    """Where a word for what is private stands beside the matter, in either order, one word between at most."""
    for kind, other in (("private", "matter"), ("own", "wound")):
        first, second = compiled(kind, language), compiled(other, language)
        if first is None or second is None:
            continue
        for one in first.finditer(sentence):
            for two in second.finditer(sentence):
                left, right = sorted((one, two), key=re.Match.start)
                if left.end() < right.start() and _ONE_WORD.fullmatch(sentence, left.end(), right.start()):
                    yield left.start(), right.end()


def _undenied(kind: str, text: str, language: str) -> Iterator[str]:
    pattern, harmless = compiled(kind, language), compiled("harmless", language)
    if pattern is None or not _has(kind, text, language):
        return
    for sentence in _sentences(text):
        innocent = [match.span() for match in harmless.finditer(sentence)] if harmless else []
        for match in pattern.finditer(sentence):
            near = sentence[max(match.start() - _BEFORE, 0) : match.end() + _AFTER]
            denied = _has("negation", near, language) or _has("refrain", near, language)
            if not denied and not any(start <= match.start() < stop for start, stop in innocent):
                yield match.group()


def _sentences(text: str) -> Iterator[str]:
    return (sentence[:_LONGEST] for sentence in sentences(text))


def _has(kind: str, text: str, language: str) -> bool:
    pattern = _small(kind, language)
    return pattern is not None and pattern.search(text.lower()) is not None


@cache
def _small(kind: str, language: str) -> re.Pattern[str] | None:
    """The pattern of *kind* for texts in small letters, which search twice as fast."""
    return expression((kind,), language)
