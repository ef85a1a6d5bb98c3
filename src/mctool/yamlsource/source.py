"""A YAML text, its data, and the places of that data."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from mctool.findings import TOP, Span
from mctool.yamlsource.events import Ambiguous, Loc, Places, Reader

MAX_BYTES = 5_000_000

_ENCODINGS = (
    (b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"),
)  # fmt: skip
_WITHOUT_MARK = (
    (re.compile(rb"(?s)(?:[^\0]\0\0\0|\0\0\0[^\0]){2}"), "UTF-32"),
    (re.compile(rb"(?s)(?:[^\0]\0){3}|(?:\0[^\0]){3}"), "UTF-16"),
)  # fmt: skip
"""How a file begins that is not UTF-8; the second list is for files without a byte-order mark."""


@dataclass(frozen=True, slots=True)
class YamlFault:
    """Why a text, or a part of it, cannot be taken. ``duplicate`` marks a repeated key; the rest is unreadable."""

    span: Span
    message: str
    help: str = ""
    duplicate: bool = False
    key: str = ""


class Source:
    """A YAML text, the plain data in it, and the places of that data, found when somebody asks."""

    def __init__(self, text: str) -> None:
        """Reads *text*. ``data`` is None when ``faults`` hold an unreadable part; no exception is raised."""
        self.text = text
        self._places: Places | None = None
        self._starts: list[int] | None = None
        reader = Reader(text)
        self.data: Any = reader.read()
        self._has_ambiguous = reader.ambiguous
        self.faults: tuple[YamlFault, ...] = tuple(
            YamlFault(self.offset_span(flaw.start, flaw.stop), flaw.message, flaw.help, flaw.duplicate, flaw.key)
            for flaw in reader.flaws
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> "Source":
        """The same from the bytes of a file: UTF-8, with or without a byte-order mark, any line ends."""
        if len(content) > MAX_BYTES:
            return cls._unreadable(f"The file has more than {MAX_BYTES // 1_000_000} MB", "Split it.")
        encoding = foreign_encoding(content)
        if encoding:
            return cls._unreadable(f"The file is {encoding}", "Save it as UTF-8.")
        try:
            return cls(content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            message = f"The file is not UTF-8 text: byte 0x{content[error.start]:02X} in line {line}"
            return cls._unreadable(message, "Save it as UTF-8.", Span(line, 1, line, 1))

    @classmethod
    def _unreadable(cls, message: str, remedy: str, span: Span = TOP) -> "Source":
        source = cls("{}")
        source.data, source.faults = None, (YamlFault(span, message, remedy),)
        return source

    @property
    def ambiguous(self) -> tuple[Ambiguous, ...]:
        """The unquoted words, in order, that readers of YAML 1.1 take for something else."""
        return tuple(self._found().ambiguous) if self._has_ambiguous else ()

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
                return self.offset_span(start, stop)
        return TOP

    def words(self, loc: Loc, words: str) -> Span:
        """The place of *words* inside the text at *loc*; the whole value's place when they are not there verbatim."""
        places = self._found()
        if words and loc in places.values:
            start, stop = places.values[loc]
            at = self.text.find(words, start, stop)
            if at >= 0:
                return self.offset_span(at, at + len(words))
        return self.span(loc)

    def written(self, loc: Loc, *, key: bool = False) -> tuple[str, str]:
        """The value at *loc* (or its key) as it stands in the text, and the text before it; empty where none is."""
        places = self._found()
        start, stop = (places.keys if key else places.values).get(loc, (0, 0))
        return self.text[start:stop], self.text[:start]

    def offset_span(self, start: int, stop: int) -> Span:
        """The place of the characters from *start* up to *stop* of ``text``."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        first, last = bisect_right(self._starts, start), bisect_right(self._starts, stop)
        return Span(first, start - self._starts[first - 1] + 1, last, stop - self._starts[last - 1] + 1)

    def _found(self) -> Places:
        if self._places is None:
            self._places = Places()
            Reader(self.text, self._places).read()
        return self._places


def foreign_encoding(content: bytes) -> str:
    """The name of the encoding when *content* shows by its first bytes that it is not UTF-8; else empty."""
    marked = next((name for mark, name in _ENCODINGS if content.startswith(mark)), "")
    if marked or b"\0" not in content[:8]:
        return marked
    return next((name for begin, name in _WITHOUT_MARK if begin.match(content)), "")
