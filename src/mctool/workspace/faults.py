"""Faults met while reading a file, in words a person can act on."""

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mctool.findings import Span
from mctool.models.values import LEARNER_ID, did_you_mean
from mctool.yamlsource import Loc, shortened


class FaultKind(StrEnum):
    """What can be wrong with a file before anybody asks what it means; the values are rule names."""

    UNREADABLE = "unreadable-file"
    DUPLICATE_KEY = "duplicate-key"
    UNKNOWN_KEY = "unknown-key"
    WRONG_VALUE = "wrong-value"
    ID_NOT_FILE_NAME = "id-not-file-name"
    DUPLICATE_ID = "duplicate-id"


@dataclass(frozen=True, slots=True)
class Fault:
    """A file, or a part of it, that could not be taken as it is."""

    kind: FaultKind
    path: str
    span: Span
    message: str
    help: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ShapeFault:
    """A key or value that the model refuses: where, and why."""

    kind: FaultKind
    loc: Loc
    at_key: bool
    message: str
    help: str = ""
    wanted: Literal["", "text", "number"] = ""
    """What was expected, where the value may be misread."""


MOST = 100
"""Faults told of one file: whoever has more began with the wrong file."""


def shape_faults(model: type[BaseModel], error: ValidationError) -> Iterator[ShapeFault]:
    """The faults that pydantic found, one for each place, in plain words."""
    seen: set[Loc] = set()
    for detail in error.errors(include_url=False):
        loc = _clean(detail)
        if loc not in seen:
            seen.add(loc)
            yield _shape_fault(model, detail, loc)
        if len(seen) == MOST:
            return


def _clean(detail: ErrorDetails) -> Loc:
    loc: list[str | int] = [part for part in detail["loc"] if part != "[key]"]
    at = detail.get("ctx", {}).get("at")
    return (*loc, at) if at is not None else tuple(loc)


def _shape_fault(model: type[BaseModel], detail: ErrorDetails, loc: Loc) -> ShapeFault:
    kind, name, value = detail["type"], _named(loc), detail["input"]
    if kind == "extra_forbidden":
        known = keys_at(model, loc[:-1])
        near = did_you_mean(nearest(str(loc[-1]), known))
        remedy = f"Keys here: {', '.join(known)}." if not near else ""
        return ShapeFault(FaultKind.UNKNOWN_KEY, loc, True, f"{name} is no key of this place{near}", remedy)
    if kind == "missing":
        return ShapeFault(FaultKind.WRONG_VALUE, loc[:-1], True, f"{name} is missing", f"Add «{loc[-1]}: …».")
    wanted: Literal["", "text", "number"] = "text" if kind in _TEXTS else "number" if kind in _NUMBERS else ""
    return ShapeFault(FaultKind.WRONG_VALUE, loc, kind == "language", f"{name}: {_reason(detail, value)}", "", wanted)


_EXPECTED = {
    "string_type": "a text", "int_type": "a whole number", "float_type": "a number", "bool_type": "true or false",
    "tuple_type": "a list (a line «- …» for each)", "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)", "model_attributes_type": "a mapping (key: value)",
    "int_from_float": "a whole number",
}  # fmt: skip


def _named(loc: Loc) -> str:
    """The key at *loc* as a message says it; for an item of a list its number, from one, and the list's key."""
    if not loc:
        return "«»"
    if isinstance(loc[-1], str):
        return f"«{shortened(loc[-1])}»"
    return f"item {loc[-1] + 1} of «{next((part for part in reversed(loc) if isinstance(part, str)), '')}»"


_TEXTS = frozenset({"string_type", "text", "text_value", "coded", "literal_error"})
_NUMBERS = frozenset({"int_type", "int_from_float", "float_type", "bool_type"})


def _reason(detail: ErrorDetails, value: Any) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "literal_error":
        choices = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
        near = did_you_mean(nearest(str(value), choices)) if isinstance(value, str) else ""
        return f"«{value}» is not allowed{near}; choose {_either(choices)}"
    if kind in _EXPECTED:
        return f"expected {_EXPECTED[kind]}, found {found(value)}{_quote(kind, value)}"
    if kind == "too_short":
        return "the list is empty"
    if kind == "finite_number":
        return f"«{value}» is no number to count with"
    if kind == "string_pattern_mismatch" and context["pattern"] == LEARNER_ID:  # what stands there may be a name
        return "no opaque id; write letters, digits, «.», «_» and «-», such as L-7F3A9C21, and never a name"
    if kind == "string_pattern_mismatch":
        return f"«{value}» does not have the right form{_FORMS.get(str(context['pattern']), '')}"
    if kind == "string_too_short" or (kind == "string_pattern_mismatch" and not str(value).strip()):
        return "it is empty"
    message = detail["msg"]
    return message[0].lower() + message[1:] if message[:1].isupper() and message[1:2].islower() else message


_FORMS = {
    r"\S": "; it is empty",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "; ids are lower-case words joined by hyphens",
    r"^https?://[!-~]+$": "; write a web address that begins with https://",
    r"^[0-9a-f]{64}$": "; a SHA-256 is 64 characters 0-9 and a-f",
    r"^sha256:[0-9a-f]{64}$": "; a digest is «sha256:» and 64 characters 0-9 and a-f",
    r"^MC[0-9]{3}$": "; a rule is written as MC and three digits",
}


def _quote(kind: str, value: Any) -> str:
    if kind == "bool_type" and isinstance(value, str) and value.lower() in ("yes", "no", "on", "off"):
        return "; YAML 1.2 knows only true and false"
    return ""


def found(value: Any) -> str:
    """What a value is, in words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    return f"«{shortened(str(value))}»"


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def nearest(word: str, known: typing.Iterable[str]) -> tuple[str, ...]:
    """Up to three of the *known* words that *word* may have meant, best first."""
    from rapidfuzz import fuzz, process

    choices, asked = list(known), word.casefold()
    near = [match for match, _, _ in process.extract(asked, choices, scorer=fuzz.ratio, score_cutoff=66, limit=3)]
    longer = [choice for choice in choices if len(asked) > 3 and choice.startswith(asked)]
    return tuple(dict.fromkeys([*near, *longer]))[:3]


def keys_at(model: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    """The keys that *model* knows at *loc*; empty where any key may stand."""
    here: Any = model
    for part in loc:
        if isinstance(here, type) and issubclass(here, BaseModel):
            by_key = {field.alias or name: field.annotation for name, field in here.model_fields.items()}
            here = _inner(by_key.get(str(part)))
        else:
            return ()
    if isinstance(here, type) and issubclass(here, BaseModel):
        return tuple(field.alias or name for name, field in here.model_fields.items())
    return ()


def _inner(annotation: Any) -> Any:
    """The model inside Optional, Annotated, tuple or dict; list items and dict values count as their container."""
    origin = typing.get_origin(annotation)
    if origin is None:
        return annotation
    arguments = [one for one in typing.get_args(annotation) if one not in (type(None), Ellipsis)]
    if origin in (typing.Union, types.UnionType, typing.Annotated, tuple):
        return next((_inner(one) for one in arguments if _inner(one) is not None), None)
    return _inner(arguments[-1]) if origin is dict else None
