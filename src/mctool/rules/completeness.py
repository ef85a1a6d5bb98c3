"""What every descriptor owes: texts in all languages, nothing a template left, no part named twice."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from mctool.findings import Severity
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import fold, place
from mctool.rules.world import World
from mctool.vocabularies import lists, wording
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc

_ASIDES = ("[insert", "[enter", "[your", "[replace", "[add", "[write")
_HINTS = (*_ASIDES, "TODO", "TBD", "TBC", "FIXME", "XXX", "orem ipsum", "{{", "${", "<", "...", "…")
"""One of these is in every text that ``_LEFT`` matches; looking for them first is much cheaper."""
_LEFT = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME|XXX+)\b|\b[Ll]orem ipsum\b|\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}|<[A-Za-z][^<>@/\n]{0,60}>"
    rf"|(?:{'|'.join(map(re.escape, _ASIDES))})"
    r"\b[^\]\n]{0,200}\]|\A\s*(?:\.\.\.+|…)\s*\Z"
)
_LONGEST_PLACEHOLDER = 40  # characters; those of the table are shorter


def _described(world: World) -> Iterator[Descriptor[Any]]:
    """The descriptors in which people write texts; a cohort has none, and may be long."""
    for kind, found in world.workspace.by_kind.items():
        if kind != "cohort":
            yield from found.values()


@rule("MC008", Severity.ERROR, "G2.3.2", "G3.4.1", "M2", over="workspace")
def template_text_left(world: World) -> Iterator[Hit]:
    """A text is still the template's.

    **Why** Templates say what belongs at a place. Printed on a certificate, they say that nobody read it.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    title: {en: "TODO: title", pl: Komunikacja włączająca}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    title: {en: Inclusive communication, pl: Komunikacja włączająca}
    ```
    """
    remedy = "Write what is true of yours."
    for descriptor in _described(world):
        found = dict(_marked(descriptor.source.data, ())) if _has_hint(descriptor.source.text) else {}
        for loc, text in world.texts(descriptor):
            for language, written in text.items():
                if len(written) <= _LONGEST_PLACEHOLDER and _is_placeholder(written, language):
                    found.setdefault(place(descriptor, loc, language), written)
        for loc, words in found.items():
            message = f"«{words}» is a template's text"
            yield Hit((), message, remedy, subject=descriptor.model.id, at=descriptor.locate(loc, words))


def _is_placeholder(text: str, language: str) -> bool:
    """Whether *text* is one of the words that templates leave to be replaced; most texts differ in the first letter."""
    first = text[:1].casefold()
    if first.isascii() and first.isalnum() and first not in _beginnings(language):
        return False
    return fold(text) in wording.phrases("placeholder", language)


@cache
def _beginnings(language: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in wording.phrases("placeholder", language))


def _has_hint(text: str) -> bool:
    return any(hint in text for hint in _HINTS)


def _marked(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """The strings at or below *value* in which a template left a mark, and the mark as written."""
    if isinstance(value, str):
        match = _LEFT.search(value)
        if match is not None:
            yield loc, match.group().strip()
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _marked(item, (*loc, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _marked(item, (*loc, at))


@rule("MC009", Severity.ERROR, "G2.4.1", "G2.6.1", over="workspace", guard=True)
def part_named_twice(world: World) -> Iterator[Hit]:
    """Two assessments, criteria or trainers of one descriptor have the same id.

    **Why** A rating for that id could belong to either.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    trainers: [{id: trainer-1}, {id: trainer-1}]
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    trainers: [{id: trainer-1}, {id: trainer-2}]
    ```
    """
    for programme in world.workspace.programmes.values():
        yield from _repeated(programme, "assessments", [one.id for one in programme.model.assessments])
        yield from _repeated(programme, "trainers", [one.id for one in programme.model.trainers])
    for rubric in world.workspace.rubrics.values():
        yield from _repeated(rubric, "criteria", [one.id for one in rubric.model.criteria])


def _repeated(descriptor: Descriptor[Any], key: str, identities: list[str]) -> Iterator[Hit]:
    seen: set[str] = set()
    for at, identity in enumerate(identities):
        if identity in seen:
            where = descriptor.locate((key, at, "id"))
            message = f"«{identity}» stands twice under «{key}»"
            yield Hit((), message, "Give one of the two another id.", subject=descriptor.model.id, at=where)
        seen.add(identity)


@rule("MC112", Severity.WARNING, "G2.3.1", "Q8", "M2", over="workspace")
def language_missing(world: World) -> Iterator[Hit]:
    """A text is not there in all languages of the workspace.

    **Why** The certificate is printed in each of them. Where a text is missing, readers of that language get another
    one, or nothing.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    title: {en: Inclusive communication}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    title: {en: Inclusive communication, pl: Komunikacja włączająca}
    ```
    """
    languages = world.workspace.languages
    for descriptor in _described(world):
        for loc, text in world.texts(descriptor):
            missing = [language for language in languages if language not in text]
            if 0 < len(missing) < len(languages):  # in none of them: MC121
                where = descriptor.locate(loc)
                message = f"The text is missing in {' and '.join(map(_name, missing))}"
                remedy = f"Add «{missing[0]}: …»."
                yield Hit((), message, remedy, subject=descriptor.model.id, at=where)


def _name(language: str) -> str:
    concept = lists.find("languages", language)
    return f"{concept.label('en')} ({language})" if concept else language
