"""MC010: what programs that read YAML 1.1 make of a descriptor."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mctool.findings import Severity, Span
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc, Source, is_timestamp, plain


@rule("MC010", Severity.NOTE, "G2.4.1", over="workspace")
def read_otherwise_elsewhere(world: World) -> Iterator[Hit]:
    """An unquoted word that other programs read otherwise.

    **Why** mctool reads YAML 1.2, in which ``no`` is a text and ``010`` is ten. Many programs still read YAML 1.1: to
    them ``no`` (Norwegian, or Norway) is false, ``010`` is eight, ``1:30`` is ninety, ``1e3`` is a text, and a date is
    a date where a text is meant, as in ``version: 2026-01-31``. In quotes it is the same for all. Where a date is meant
    it needs none.

    **Example**
    ```yaml
    # institution.yaml whole
    kind: institution
    id: institution
    name: {en: Example University}
    address: {country: POL, region: NO}
    ```

    **Fix**
    ```yaml
    # institution.yaml whole
    kind: institution
    id: institution
    name: {en: Example University}
    address: {country: POL, region: "NO"}
    ```
    """
    workspace = world.workspace
    files = [one for kind in workspace.by_kind.values() for one in kind.values()]
    for descriptor in (*([workspace.settings_file] if workspace.settings_file else []), *files):
        for span, written, elsewhere in (*_words(descriptor.source), *_dates(descriptor)):
            here = plain(written)
            read = f"the number {here}" if isinstance(here, int | float) else "a text"
            message = f"«{written}» is {read} here, and {elsewhere} to programs that read YAML 1.1"
            remedy = f'Write "{written}", in quotes.' if read == "a text" else f"Write {here}, or a text in quotes."
            subject = getattr(descriptor.model, "id", "mctool")
            yield Hit((), message, remedy, subject=subject, at=(descriptor.path, span))


_Otherwise = tuple[Span, str, str]
"""The place of an unquoted word, the word, and what it is elsewhere."""


def _words(source: Source) -> Iterator[_Otherwise]:
    for one in source.ambiguous:
        yield source.offset_span(one.start, one.stop), source.text[one.start : one.stop], one.elsewhere


def _dates(descriptor: Descriptor[Any]) -> Iterator[_Otherwise]:
    found: list[tuple[Loc, str]] = []
    _collect_dates(descriptor.source.data, descriptor.model, (), found)
    for loc, written in found:
        if descriptor.source.written(loc)[0] == written:  # without quotes
            yield descriptor.source.span(loc), written, "a date"


def _collect_dates(written: Any, meant: Any, loc: Loc, found: list[tuple[Loc, str]]) -> None:
    """Adds the texts in *written* that look like dates where *meant*, the same part of the model, has no date."""
    if isinstance(written, str):
        if is_timestamp(written) and not isinstance(meant, date):
            found.append((loc, written))
    elif isinstance(written, dict):
        for key, value in written.items():
            inner = meant.get(key) if isinstance(meant, Mapping) else getattr(meant, key, None)
            _collect_dates(value, inner, (*loc, key), found)
    elif isinstance(written, list):
        for at, value in enumerate(written):
            _collect_dates(value, meant[at] if isinstance(meant, tuple) else None, (*loc, at), found)
