"""Single values replaced in a YAML file, and every other byte of it kept: comments, order, quotes, line endings."""

import codecs
import copy
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from mctool.yamlsource import Loc, Source

_LINE_END = re.compile("(\r\n|\r|\n)")
_PLAIN = re.compile(r"[^\W_](?:[\w ()/.+-]|:(?! ))*(?<![: ])")
"""What may stand without quotes wherever a value may stand, also between brackets."""


def replaced(content: bytes, values: Mapping[Loc, str]) -> bytes | None:
    """*content* with the texts at these places replaced, quoted as the old ones were.

    None when that cannot be done without touching more: a file that is read with faults, a place that is not among
    ``on_one_line``, or a file that would then read otherwise than with exactly these values changed.
    """
    source = Source.from_bytes(content)
    if source.faults or not values or on_one_line(source, values) != values.keys():
        return None
    lines = _LINE_END.split(content.decode("utf-8-sig"))  # every second one is a line's end
    for loc in sorted(values, key=lambda one: _place(source, one), reverse=True):
        span = source.span(loc)
        at, start, stop = 2 * (span.line - 1), span.column - 1, span.end_column - 1
        line = lines[at]
        lines[at] = line[:start] + _scalar(values[loc], like=line[start]) + line[stop:]
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    fresh = mark + "".join(lines).encode()
    return fresh if reads_as(fresh, _with(source.data, values)) else None


def on_one_line(source: Source, locs: Iterable[Loc]) -> frozenset[Loc]:
    """Those of *locs* whose value is written on one line, and so can be replaced without touching anything else."""
    lines = source.text.split("\n")
    found = set()
    for loc in locs:
        span = source.span(loc)
        token = lines[span.line - 1][span.column - 1 : span.end_column - 1] if span.end_line == span.line else ""
        if token and Source(token).data == _at(source.data, loc):
            found.add(loc)
    return frozenset(found)


def reads_as(content: bytes, data: Any) -> bool:
    """Whether *content* is read without a fault, and as *data*."""
    source = Source.from_bytes(content)
    return not source.faults and source.data == data


def _place(source: Source, loc: Loc) -> tuple[int, int]:
    span = source.span(loc)
    return span.line, span.column


def _scalar(text: str, *, like: str) -> str:
    if like == "'":
        return "'" + text.replace("'", "''") + "'"
    if like != '"' and _PLAIN.fullmatch(text) and Source(text).data == text:
        return text
    return json.dumps(text, ensure_ascii=False)


def _at(data: Any, loc: Loc) -> Any:
    for part in loc:
        data = data[part]
    return data


def _with(data: Any, values: Mapping[Loc, str]) -> Any:
    fresh = copy.deepcopy(data)
    for loc, text in values.items():
        _at(fresh, loc[:-1])[loc[-1]] = text
    return fresh
