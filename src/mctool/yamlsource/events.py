"""One walk over libyaml's events, with a stack of its own, so that no input can exhaust the interpreter's."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from mctool.yamlsource.scalars import OTHERWISE, SPECIAL, elsewhere, plain

MAX_DEPTH = 50
MAX_KEYS = 10_000
MAX_VALUES = 120_000

Loc = tuple[str | int, ...]

_QUOTED = "text that begins so needs quotes"
_FOREIGN_BREAKS = {
    "\x85": "A «next line» character (U+0085)", "\u2028": "A line separator (U+2028)",
    "\u2029": "A paragraph separator (U+2029)",
}  # fmt: skip
"""Ends of lines to YAML 1.1, ordinary characters to YAML 1.2, and invisible in most editors."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A part of a text that cannot be taken, by character offsets. ``duplicate`` marks a repeated key."""

    start: int
    stop: int
    message: str
    help: str
    duplicate: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """An unquoted word that readers of YAML 1.1 take for something else."""

    start: int
    stop: int
    elsewhere: str


@dataclass(slots=True)
class Places:
    """Where each value stands: path -> character offsets of its key (or item) and of its value."""

    keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    values: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    ambiguous: list[Ambiguous] = field(default_factory=list)


class _Stop(Exception):  # noqa: N818 - leaves the event loop, never the module
    """The rest of the text cannot be read."""


class Reader:
    """The data of a text, what is wrong with it and, when asked for, where everything stands."""

    def __init__(self, text: str, places: Places | None = None) -> None:
        """*places* is filled while reading; without it the walk takes two thirds of the time."""
        self.text = text
        self.flaws: list[Flaw] = []
        self.ambiguous = False
        self._places = places
        self._root: list[Any] = []
        self._container: Any = self._root
        self._path: Loc = ()
        self._key: str | None = None
        self._key_event: Any = None
        self._stack: list[tuple[Any, Loc]] = []
        self._documents = self._values = 0

    def read(self) -> Any:
        """The data of the one document; None when it cannot be read or there is nothing in it."""
        text = self.text
        tab = text.find("\t")
        if tab >= 0:
            return self._flaw(tab, tab + 1, "A tab; YAML here takes spaces only", "Replace it by spaces.")
        for character, name in _FOREIGN_BREAKS.items():
            if character in text:
                at = text.index(character)
                message = f"{name}, which some readers take for the end of the line"
                return self._flaw(at, at + 1, message, "Replace it by a space or by a plain line break.")
        try:
            self._walk(CParser(text).get_event)
        except yaml.MarkedYAMLError as error:
            from mctool.yamlsource.syntax import explained

            found = explained(text, error)
            return self._flaw(found.at, found.at, found.message, found.help)
        except (yaml.YAMLError, UnicodeEncodeError):  # libyaml counts bytes here, so the character is looked for
            from mctool.yamlsource.syntax import unreadable_character

            found = unreadable_character(text)
            return self._flaw(found.at, found.at, found.message, found.help)
        except _Stop:
            return None
        return self._root[0] if self._root else None

    def _walk(self, next_event: Callable[[], Any]) -> None:
        places = self._places
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent or kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_anchor_or_tag(event)
                container = self._container
                in_mapping = type(container) is dict
                if in_mapping and self._key is None:
                    self._take_key(event, container)
                    continue
                value = self._value(event) if kind is ScalarEvent else {} if kind is MappingStartEvent else []
                here = self._noted(event, places) if places is not None else ()
                self._values += 1
                if self._values > MAX_VALUES:
                    self._refuse(
                        event, f"More than {MAX_VALUES:,} values", "Keep the results of a cohort in a CSV file."
                    )
                if in_mapping:
                    container.setdefault(self._key, value)
                    self._key = None
                else:
                    container.append(value)
                if kind is not ScalarEvent:
                    self._descend(event, value, here)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if places is not None:
                    places.values[self._path] = (places.values[self._path][0], event.end_mark.index)
                self._container, self._path = self._stack.pop()
            elif kind is StreamEndEvent:
                return
            else:
                self._between(event, kind)

    def _value(self, event: Any) -> Any:
        written = event.value
        if event.style or (written[:1].isalpha() and written not in SPECIAL):
            if "\0" in written:
                self._refuse(event, "A NUL character (\\0), which no text and no name of a file holds", "Remove it.")
            return written
        self.ambiguous = self.ambiguous or elsewhere(written) != ""
        return plain(written)

    def _take_key(self, event: Any, container: dict[str, Any]) -> None:
        kind = type(event)
        if kind is not ScalarEvent:
            self._refuse(event, "A key that is a list or a mapping", "Keys are words; put text in {} or [] in quotes.")
        self._key = name = event.value
        self._key_event = event
        if name in container:
            start, stop = event.start_mark.index, event.end_mark.index
            message = f"The key «{shortened(name)}» stands here a second time"
            self._flaw(start, stop, message, "Keep one of the two.", duplicate=True, key=name)
        elif len(container) >= MAX_KEYS:
            self._refuse(event, f"More than {MAX_KEYS:,} keys in one mapping", "Descriptors have far fewer.")
        if not (event.style or name[:1].isalpha()) or name in OTHERWISE:
            self.ambiguous = self.ambiguous or (not event.style and elsewhere(name) != "")

    def _noted(self, event: Any, places: Places) -> Loc:
        """Keeps where the value of *event* stands, and its key; returns its path."""
        container, key = self._container, self._key_event
        place: tuple[int, int]
        start, stop = event.start_mark.index, event.end_mark.index
        place = (start, stop)
        if self._key is not None:
            here: Loc = (*self._path, self._key)
            place = (key.start_mark.index, key.end_mark.index)
            if not key.style and (other := elsewhere(self._key)):
                places.ambiguous.append(Ambiguous(*place, other))
        else:
            here = () if container is self._root else (*self._path, len(container))
        if type(event) is ScalarEvent and not event.style and (other := elsewhere(event.value)):
            places.ambiguous.append(Ambiguous(start, stop, other))
        places.keys.setdefault(here, place)
        places.values.setdefault(here, (start, max(start, stop)))
        return here

    def _descend(self, event: Any, value: Any, here: Loc) -> None:
        self._stack.append((self._container, self._path))
        self._container, self._path = value, here
        if len(self._stack) > MAX_DEPTH:
            self._refuse(event, f"More than {MAX_DEPTH} levels", "Make it flatter.")

    def _between(self, event: Any, kind: type) -> None:
        if kind is AliasEvent:
            message = f"An alias (*{event.anchor}); descriptors repeat what they mean"
            self._refuse(event, message, f"Write the value out; {_QUOTED}.")
        elif kind is DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "A second document; one file holds one descriptor", "Split the file.")

    def _refuse_anchor_or_tag(self, event: Any) -> None:
        if event.anchor is not None:
            message = f"An anchor (&{event.anchor}); descriptors repeat what they mean"
            self._refuse(event, message, f"Remove it; {_QUOTED}.")
        self._refuse(event, f"A tag ({event.tag}); values here are plain YAML", f"Remove it; {_QUOTED}.")

    def _refuse(self, event: Any, message: str, remedy: str) -> NoReturn:
        self._flaw(event.start_mark.index, event.end_mark.index, message, remedy)
        raise _Stop

    def _flaw(
        self, start: int, stop: int, message: str, remedy: str, *, duplicate: bool = False, key: str = ""
    ) -> None:
        self.flaws.append(Flaw(start, stop, message, remedy, duplicate, key))


def shortened(text: str) -> str:
    """*text* as a message can show it."""
    return text if len(text) <= 60 else text[:57] + "…"
