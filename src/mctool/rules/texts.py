"""The texts of a descriptor: where each stands, in which language, and how their words are compared."""

import re
import typing
import unicodedata
from functools import cache
from typing import Any

from mctool.models.values import Model, Text
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”»)]?\s+(?=[^\Wa-z_])")


def texts(model: Model) -> tuple[tuple[Loc, Text], ...]:
    """Every text in *model*, with its place."""
    found: list[tuple[Loc, Text]] = []
    _collect(model, (), found)
    return tuple(found)


def _collect(value: Any, loc: Loc, found: list[tuple[Loc, Text]]) -> None:
    if isinstance(value, Text):
        found.append((loc, value))
    elif isinstance(value, Model):
        for name, key in _wordy(type(value)):
            inner = getattr(value, name)
            if inner is not None:
                _collect(inner, (*loc, key), found)
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            _collect(item, (*loc, at), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _collect(item, (*loc, key), found)


@cache
def _wordy(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """The fields of *model* below which a text can stand, each with its key; the others need no walk."""
    fields = model.model_fields.items()
    return tuple((name, field.alias or name) for name, field in fields if _holds_text(field.annotation))


def _holds_text(annotation: Any) -> bool:
    if isinstance(annotation, type) and not typing.get_args(annotation):
        return issubclass(annotation, Text) or (issubclass(annotation, Model) and bool(_wordy(annotation)))
    return any(_holds_text(part) for part in typing.get_args(annotation))


def place(descriptor: Descriptor[Any], loc: Loc, language: str) -> Loc:
    """Where the text at *loc* stands in *language*: a bare string has no key for its language."""
    written: Any = descriptor.source.data
    for part in loc:
        written = written[part]
    return (*loc, language) if isinstance(written, dict) else loc


def fold(text: str) -> str:
    """*text* as two wordings are compared: case, runs of white space and the stop at the end do not count."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(plain.split()).casefold().rstrip(" .;!")


def words(text: str) -> list[str]:
    """The words of *text* as written; numbers count, marks do not."""
    return _WORD.findall(text)


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that carry meaning, so that inflected forms of one word meet in any language."""
    return frozenset(word.casefold()[:5] for word in words(text) if len(word) > 3)


def sentences(text: str) -> list[str]:
    """The sentences of *text* as written, each at least one word long."""
    return [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]
