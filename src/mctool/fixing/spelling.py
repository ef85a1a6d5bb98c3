"""Coded values that are spelt otherwise than on their list, and can only mean one value of it.

Two spellings are the same value when they differ in case, accents, spaces, hyphens and punctuation alone; whatever
else is near a value («blendid») is for a person to correct.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError

from mctool.models import KINDS, Cohort, Model
from mctool.vocabularies import lists
from mctool.yamlsource import Loc

_SEPARATORS = re.compile(r"[\s_\-\u2010-\u2015\u2212,.;:/()'\u2019\"]+")


def respellings(model: type[Model], data: Mapping[str, Any], language: str) -> dict[Loc, tuple[str, str]]:
    """The values of *data* that *model* refuses for their spelling alone: as written, and as they should be.

    *language* is that of bare texts. Results in a table of their own are not looked at.
    """
    if model is Cohort and isinstance(data.get("results"), str):
        data = {**data, "results": []}
    try:
        model.model_validate(data, context={"language": language})
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        return {}
    found: dict[Loc, tuple[str, str]] = {}
    for detail in details:
        value, context = detail["input"], detail.get("ctx", {})
        if "[key]" in detail["loc"] or not isinstance(value, str):
            continue
        if detail["type"] == "coded" and "value" in context:
            meant = meant_on(context["list"], value)
        elif detail["type"] == "literal_error":
            meant = _only({one for one in re.findall(r"'([^']*)'", context["expected"]) if _key(one) == _key(value)})
        else:
            continue
        if meant is not None and _at(data, detail["loc"]) == value:
            found[tuple(detail["loc"])] = value, meant
    return found


def _at(data: Any, loc: Loc) -> Any:
    """The value at *loc*; None where the model's own steps are no steps in the data."""
    try:
        for part in loc:
            data = data[part]
    except (KeyError, IndexError, TypeError):
        return None
    return data


def kind_meant(written: Any) -> str | None:
    """The kind of descriptor that *written* spells otherwise; None when it is one already, or none."""
    if not isinstance(written, str) or written in KINDS:
        return None
    return _only({kind for kind in KINDS if _key(kind) == _key(written)})


def meant_on(name: str, value: str) -> str | None:
    """How the list *name* writes what *value* spells otherwise: a slug, or a URI for a URI; None when not certain."""
    meant = _only(_by_key(name).get(_key(value), frozenset()))
    if meant is None or "://" not in value:
        return meant
    concept = lists.find(name, meant)
    return concept.uri if concept else None


@cache
def _by_key(name: str) -> Mapping[str, frozenset[str]]:
    """The slugs of the list *name* by the key of every form in which each may be written."""
    found: dict[str, set[str]] = {}
    for form in lists.written(name):
        concept = lists.find(name, form)
        if concept is not None:
            found.setdefault(_key(form), set()).add(concept.slug)
    return {key: frozenset(slugs) for key, slugs in found.items()}


def _key(text: str) -> str:
    """*text* without what may differ between two spellings of one value."""
    text = re.sub(r"\Ahttps?://", "http://", text.strip(), flags=re.IGNORECASE)
    letters = (one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return _SEPARATORS.sub("", "".join(letters).casefold())


def _only(meant: Iterable[str]) -> str | None:
    found = tuple(meant)
    return found[0] if len(found) == 1 else None
