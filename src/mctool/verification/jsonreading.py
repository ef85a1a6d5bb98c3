"""Reads JSON of strangers: UTF-8, no key twice, no number outside the standard, no more than it may cost (RFC 8259)."""

import json
from typing import Any

from mctool.verification.limits import MAX_DEPTH, MAX_FILE_BYTES, MAX_NODES
from mctool.verification.verdicts import Refused

NESTING = frozenset({dict, list})
"""The classes of what holds further values, as ``json`` makes them: nothing of another class has to be looked into."""


def parse(data: bytes, what: str = "the file", *, most: int = MAX_NODES) -> object:
    """The value of a JSON text; Refused when it is not strict JSON or above the limits.

    *what* names it in the refusal; *most* is how many values it may have.
    """
    if len(data) > MAX_FILE_BYTES:
        raise Refused(f"{what} is larger than {MAX_FILE_BYTES // 1_000_000} MB")
    if len(data) > most and data.count(b",") + data.count(b"{") + data.count(b"[") > most:
        raise Refused(f"{what} has more than {most} values")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{what} is not in UTF-8") from None
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise Refused(f"{what} is not JSON: {error.msg} (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise Refused(f"{what} is nested deeper than {MAX_DEPTH} levels") from None
    _refuse_deep(value, what)
    return value


def _refuse_deep(value: object, what: str) -> None:
    level: list[Any] = [value] if type(value) in NESTING else []
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for item in level
            for inner in (item.values() if type(item) is dict else item)
            if type(inner) in NESTING and inner
        ]
        if not level:
            return
    raise Refused(f"{what} is nested deeper than {MAX_DEPTH} levels")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Refused(f"the key «{key[:60]}» stands twice in one object")
            seen.add(key)
    return found


def _refuse_constant(name: str) -> object:
    raise Refused(f"{name} is not a JSON number")


def _integer(digits: str) -> int:
    if len(digits) > 18:
        raise Refused("a number has more than 18 digits")
    return int(digits)
