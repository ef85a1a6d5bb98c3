"""YAML text -> plain data that knows its lines. All limits and traps of YAML live here.

The reader accepts YAML 1.2 core, one document, UTF-8, and refuses what makes descriptors ambiguous or dangerous:
duplicate keys, anchors and aliases, tags, tabs, more than 5 MB, more than 50 levels. It walks libyaml's events with
a stack of its own, so that no input can exhaust the interpreter's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from mctool.findings import TOP, Span

MAX_BYTES = 5_000_000
MAX_DEPTH = 50

Loc = tuple[str | int, ...]

_INT = re.compile(r"[-+]?[0-9]{1,20}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?\Z")
_BASED = re.compile(r"0(o[0-7]{1,20}|x[0-9a-fA-F]{1,20})\Z")
_WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    ".inf": float("inf"), ".Inf": float("inf"), ".INF": float("inf"), "+.inf": float("inf"),
    "-.inf": float("-inf"), "-.Inf": float("-inf"), "-.INF": float("-inf"),
    ".nan": float("nan"), ".NaN": float("nan"), ".NAN": float("nan"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class YamlFault:
    """Why a text, or a part of it, cannot be taken. ``duplicate`` marks a repeated key; the rest is unreadable."""

    span: Span
    message: str
    help: str = ""
    duplicate: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each value stands: path -> character offsets of its key (or item) and of its value."""

    keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    values: dict[Loc, tuple[int, int]] = field(default_factory=dict)


class Source:
    """A YAML text, the plain data in it, and the places of that data, found when somebody asks."""

    def __init__(self, text: str) -> None:
        """Reads *text*. ``data`` is None when ``faults`` hold an unreadable part; no exception is raised."""
        self.text = text
        self.data: Any = None
        self._places: _Places | None = None
        self._starts: list[int] | None = None
        reader = _Reader(self, None)
        self.data = reader.read()
        self.faults: tuple[YamlFault, ...] = tuple(reader.faults)

    @classmethod
    def from_bytes(cls, content: bytes) -> "Source":
        """The same from the bytes of a file: UTF-8, with or without a byte-order mark."""
        if len(content) > MAX_BYTES:
            return cls._unreadable(f"The file has more than {MAX_BYTES // 1_000_000} MB", "Split it.")
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return cls._unreadable("The file is UTF-16", "Save it as UTF-8.")
        try:
            return cls(content.decode("utf-8-sig").replace("\r\n", "\n"))
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            return cls._unreadable("The file is not UTF-8 text", "Save it as UTF-8.", Span(line, 1, line, 1))

    @classmethod
    def _unreadable(cls, message: str, remedy: str, span: Span = TOP) -> "Source":
        source = cls("{}")
        source.data, source.faults = None, (YamlFault(span, message, remedy),)
        return source

    def span(self, loc: Loc, *, key: bool = False) -> Span:
        """The place of the value at *loc* (of its key, with *key*), else of the nearest parent that is there.

        A value that spans lines is shown by its key, so that a finding points at one line.
        """
        places = self._found()
        for end in range(len(loc), 0, -1):
            part = loc[:end]
            if part in places.values:
                inside = end == len(loc) and not key
                start, stop = places.values[part] if inside else places.keys[part]
                if "\n" in self.text[start:stop]:
                    start, stop = places.keys[part]
                return self._to_span(start, stop)
        return TOP

    def words(self, loc: Loc, words: str) -> Span:
        """The place of *words* inside the text at *loc*; the whole value's place when they are not there verbatim."""
        places = self._found()
        if words and loc in places.values:
            start, stop = places.values[loc]
            at = self.text.find(words, start, stop)
            if at >= 0:
                return self._to_span(at, at + len(words))
        return self.span(loc)

    def offset_span(self, start: int, stop: int) -> Span:
        """The place of the characters from *start* up to *stop* of ``text``."""
        return self._to_span(start, stop)

    def _found(self) -> _Places:
        if self._places is None:
            self._places = _Places()
            _Reader(self, self._places).read()
        return self._places

    def _to_span(self, start: int, stop: int) -> Span:
        if self._starts is None:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        first, last = bisect_right(self._starts, start), bisect_right(self._starts, stop)
        return Span(first, start - self._starts[first - 1] + 1, last, stop - self._starts[last - 1] + 1)


class _Stop(Exception):  # noqa: N818 - leaves the event loop, never the module
    """The rest of the text cannot be read."""


class _Reader:
    """One walk over the events of a text, with or without keeping the places."""

    def __init__(self, source: Source, places: _Places | None) -> None:
        self.source = source
        self.places = places
        self.faults: list[YamlFault] = []

    def read(self) -> Any:
        """The data of the one document; None when it cannot be read or there is nothing in it."""
        text = self.source.text
        tab = text.find("\t")
        if tab >= 0:
            self._fault(tab, tab + 1, "A tab; YAML here takes spaces only", "Replace it by spaces.")
            return None
        try:
            return self._build(yaml.parse(text, Loader=yaml.CSafeLoader))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = min(mark.index, len(text)) if mark else 0
            self._fault(at, at, f"Not valid YAML: {error.problem or error.context}", _remedy(error))
        except yaml.YAMLError as error:  # a character that YAML does not allow has a position, but no mark
            at = getattr(error, "position", 0) or 0
            self._fault(at, at, "A control character that YAML does not allow", "Remove it.")
        except _Stop:
            pass
        return None

    def _build(self, events: Iterable[Any]) -> Any:
        root: list[Any] = []
        stack: list[tuple[Any, Loc]] = [(root, ())]
        key: str | None = None
        key_place = (0, 0)
        documents = 0
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent or kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_anchor_or_tag(event)
                container, path = stack[-1]
                start, stop = event.start_mark.index, event.end_mark.index
                if type(container) is dict:
                    if key is None:
                        key, key_place = self._key(event, container), (start, stop)
                        continue
                    here: Loc = (*path, key)
                else:
                    here = () if container is root else (*path, len(container))
                    key_place = (start, stop)
                if kind is yaml.ScalarEvent:
                    value: Any = event.value if event.style else _plain(event.value)
                else:
                    value = {} if kind is yaml.MappingStartEvent else []
                    stop = max(start, stop)
                if self.places is not None:
                    self.places.keys.setdefault(here, key_place)
                    self.places.values.setdefault(here, (start, stop))
                if type(container) is dict:
                    container.setdefault(key, value)
                    key = None
                else:
                    container.append(value)
                if kind is not yaml.ScalarEvent:
                    stack.append((value, here))
                    if len(stack) > MAX_DEPTH + 1:
                        self._fault(start, stop, f"More than {MAX_DEPTH} levels", "Make it flatter.")
                        raise _Stop
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                _, path = stack.pop()
                if self.places is not None:
                    self.places.values[path] = (self.places.values[path][0], event.end_mark.index)
            elif kind is yaml.AliasEvent:
                self._refuse(event, "An alias (*name); descriptors repeat what they mean", "Write the value out.")
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse(event, "A second document; one file holds one descriptor", "Split the file.")
        return root[0] if root else None

    def _key(self, event: Any, container: dict[str, Any]) -> str:
        if type(event) is not yaml.ScalarEvent:
            self._refuse(event, "A key that is a list or a mapping", "Keys are words.")
        name: str = event.value
        if name in container:
            self._fault(
                event.start_mark.index, event.end_mark.index, f"The key «{name}» stands here a second time",
                "Keep one of the two.", duplicate=True, key=name,
            )  # fmt: skip
        return name

    def _refuse_anchor_or_tag(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, f"An anchor (&{event.anchor}); descriptors repeat what they mean", "Remove it.")
        self._refuse(event, f"A tag ({event.tag}); values here are plain YAML", "Remove it.")

    def _refuse(self, event: Any, message: str, remedy: str) -> None:
        self._fault(event.start_mark.index, event.end_mark.index, message, remedy)
        raise _Stop

    def _fault(
        self, start: int, stop: int, message: str, remedy: str, *, duplicate: bool = False, key: str = ""
    ) -> None:
        span = self.source.offset_span(start, stop)
        self.faults.append(YamlFault(span, message, remedy, duplicate, key))


def _plain(text: str) -> Any:
    """The value of an unquoted scalar by the YAML 1.2 core schema (section 10.3.2)."""
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if first.isdigit() or first in "-+.":
        if _INT.match(text):
            return int(text)
        if _FLOAT.match(text):
            return float(text)
        if _BASED.match(text):
            return int(text, 0)
    return text


def _remedy(error: yaml.MarkedYAMLError) -> str:
    problem = f"{error.problem} {error.context}"
    if "mapping values are not allowed" in problem:
        return "Put text that holds a colon in quotes, or mend the indentation."
    if "found unexpected end of stream" in problem or "quoted scalar" in problem:
        return "Close the quotation mark."
    if "expected <block end>" in problem or "did not find expected" in problem:
        return "Mend the indentation, or close the bracket."
    if "cannot start any token" in problem:
        return "Put text that begins with a special character in quotes."
    return "See the line and the one above it."
