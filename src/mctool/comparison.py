"""Two states of a programme compared by meaning: which fields differ, and where the standard got weaker."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mctool.content import Content
from mctool.weakening import weakened

_NOT_CONTENT = ("kind", "approvals", "review")


@dataclass(frozen=True)
class Change:
    """A field that differs: where it is, and both values as people write them; None where there is none."""

    where: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Comparison:
    """The fields that differ, and in words where the standard got weaker."""

    changes: tuple[Change, ...]
    weaker: tuple[str, ...]


def compare(old: Content, new: Content) -> Comparison:
    """How *new* differs from *old*. Comments, order of keys, approvals and reviews do not count."""
    before, after = dict(_fields(old)), dict(_fields(new))
    changed = [
        key for key in (*before, *(key for key in after if key not in before)) if before.get(key) != after.get(key)
    ]
    changes = tuple(Change(key, before.get(key), after.get(key)) for key in changed)
    return Comparison(changes, tuple(weakened(old, new)))


def _fields(content: Content) -> Iterator[tuple[str, str]]:
    yield from _flat(f"programme {content.programme.id}", content.programme.model_dump(by_alias=True))
    for outcome in content.outcomes.values():
        yield from _flat(f"outcome {outcome.id}", outcome.model_dump(by_alias=True))
    for rubric in content.rubrics.values():
        yield from _flat(f"rubric {rubric.id}", rubric.model_dump(by_alias=True))


def _flat(where: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in _NOT_CONTENT:
                yield from _flat(f"{where} › {key}", item)
    elif isinstance(value, list | tuple) and any(isinstance(item, dict) for item in value):
        for at, item in enumerate(value, 1):
            yield from _flat(f"{where} › {item.get('id', at)}", item)
    elif isinstance(value, list | tuple):
        if value:
            yield where, ", ".join(map(str, value))
    elif value is not None:
        yield where, _written(value)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
