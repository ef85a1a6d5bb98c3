"""Fixed phrases in the languages that credentials and certificates speak."""

from collections.abc import Iterable, Mapping
from functools import cache

from mctool.vocabularies import tables


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    return {
        row["key"]: {name: text for name, text in row.items() if name != "key" and text}
        for row in tables.read("phrases")
    }


def phrase(key: str, language: str) -> str:
    """The phrase *key* in *language*, else in English. Raises KeyError for a key that is not in the table."""
    words = _phrases()[key]
    return words.get(language, words["en"])


def phrase_in(key: str, languages: Iterable[str], what: Mapping[str, str] | None = None) -> dict[str, str]:
    """The phrase *key* by language, for those of *languages* that have it; ``{what}`` filled in from *what*.

    Where none has it, the English words stand under the first language, so that nothing is lost.
    """
    words, wanted = _phrases()[key], tuple(languages)
    there = [language for language in wanted if language in words and (what is None or language in what)]
    if not there:
        first = wanted[0]
        there, words = [first], {first: words["en"]}
    filled = what or {}
    return {
        language: words[language].replace("{what}", filled.get(language) or next(iter(filled.values()), ""))
        for language in there
    }
