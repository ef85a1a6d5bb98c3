"""Values in the workspace's languages, and which of them are missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from mctool.formats.printedwords import sentence, words
from mctool.models.values import Text
from mctool.vocabularies.lists import Concept


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text and its language; no language where it is the same in all. ``text`` is None where it is missing."""

    text: str | None
    language: str = ""


def same(*texts: str) -> tuple[Spoken, ...]:
    """Texts that are the same in every language."""
    return tuple(Spoken(text) for text in texts if text)


def said(text: Text | None, languages: tuple[str, ...]) -> tuple[Spoken, ...]:
    """*text* in each of *languages*, None where it is not written; nothing without a text."""
    return () if text is None else tuple(Spoken(text.get(language), language) for language in languages)


def labels(concepts: Iterable[Concept | None], languages: tuple[str, ...]) -> tuple[Spoken, ...]:
    """The labels of *concepts*, each once, in each of *languages* that the EU list is translated into."""
    found = {concept.uri: concept for concept in concepts if concept is not None}.values()
    known = [(one, [language for language in languages if one.labels.get(language)] or ["en"]) for one in found]
    return tuple(Spoken(one.label(language), language) for one, tongues in known for language in tongues)


def plainly(kind: str, concept: Concept | None, languages: tuple[str, ...]) -> tuple[Spoken, ...]:
    """A value of an EU list in the plain words that certificates have for that *kind*, in each of *languages*."""
    return tuple(Spoken(sentence(words(kind, concept, language)), language) for language in languages if concept)
