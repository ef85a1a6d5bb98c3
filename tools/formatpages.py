"""The models -> docs/keys.md: every key that a descriptor may have."""

import inspect
import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic.fields import FieldInfo

from mctool.models import values
from mctool.models.coded import CodedFrom
from mctool.models.schemas import SCHEMAS
from mctool.models.values import Model, Text

HEAD = """# Keys of the descriptors

Every key that a file of a workspace may have, made from the models that read it; [the format](format.md) tells how they
fit together, and [the settings](settings.md) what each of those in `mctool.yaml` does. The same contract is in the
[JSON Schemas](https://github.com/equini/mctool/tree/main/schemas), which `mctool schema KIND` prints. **Bold** keys are
required. *Text* is one string, or one in each language: `{en: …, pl: …}`. *Code* is a value of an EU code list, which
`mctool vocabulary LIST` prints.
"""
NAMED: tuple[tuple[object, str], ...] = (
    (values.Id, "id"),
    (values.Day, "date"),
    (values.Duration, "period such as P3Y"),
    (values.Digest, "SHA-256"),
    (values.Line, "one line"),
    (values.Amount, "number, not negative"),
    (values.Version, "version, in quotes"),
)


def page() -> str:
    """The keys of each kind of descriptor and of the settings, in Markdown."""
    return HEAD + "".join(_kind(kind, model) for kind, model in SCHEMAS.items())


def _kind(kind: str, model: type[Model]) -> str:
    title = "mctool.yaml" if kind == "settings" else kind
    parts = "".join(f"\n### {title}: {_name(one)}\n\n{_doc(one)}\n\n{_table(one, title)}" for one in _inside(model))
    return f"\n## {title}\n\n{_doc(model)}\n\n{_table(model, title)}{parts}"


def _table(model: type[Model], title: str) -> str:
    hints = typing.get_type_hints(model, include_extras=True)
    rows = "".join(_row(name, field, _words(hints[name], title)) for name, field in model.model_fields.items())
    return f"| Key | Value | If absent |\n|---|---|---|\n{rows}"


def _row(name: str, field: FieldInfo, words: str) -> str:
    key = f"`{field.alias or name}`"
    shown = f"**{key}**" if field.is_required() else key
    return f"| {shown} | {words} | {_default(field)} |\n"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "refused"
    default = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(default, Model):
        return "its defaults"
    if default is None or default == () or default == {}:
        return ""
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _words(hint: Any, title: str) -> str:
    """What may stand there, in words; *title* is the section whose parts it may name."""
    for alias, words in NAMED:
        if hint == alias:
            return words
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        coded = next((one for one in arguments[1:] if isinstance(one, CodedFrom)), None)
        return f"code, `{coded.list_name}`" if coded else _words(arguments[0], title)
    if origin in (types.UnionType, typing.Union):
        return " or ".join(dict.fromkeys(_words(one, title) for one in arguments if one is not type(None)))
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in arguments)
    if origin is tuple:
        many = "list" if arguments[-1] is Ellipsis else f"list of {len(arguments)}"
        return f"{many}: {_words(arguments[0], title)}"
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return f"by {_words(arguments[0], title)}: {_words(arguments[1], title)}"
    return _plain(hint, title)


def _plain(hint: Any, title: str) -> str:
    if isinstance(hint, type) and issubclass(hint, Model):
        anchor = re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", f"{title}: {_name(hint)}".lower()))
        return f"[{_name(hint)}](#{anchor})"
    words = {Text: "text", str: "string", bool: "true or false", int: "whole number", float: "number"}
    return words.get(hint, getattr(hint, "__name__", str(hint)))


def _inside(model: type[Model]) -> Iterator[type[Model]]:
    """The models that stand in *model*, each once, in the order of its keys."""
    seen: list[type[Model]] = []

    def visit(one: type[Model]) -> None:
        for hint in typing.get_type_hints(one, include_extras=True).values():
            for found in _models(hint):
                if found not in seen:
                    seen.append(found)
                    visit(found)

    visit(model)
    yield from seen


def _models(hint: Any) -> Sequence[type[Model]]:
    if isinstance(hint, type) and issubclass(hint, Model):
        return [hint]
    return [found for one in typing.get_args(hint) for found in _models(one)]


def _name(model: type[Model]) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", model.__name__).lower()


def _doc(model: type[Model]) -> str:
    return " ".join(inspect.cleandoc(model.__doc__ or "").replace("``", "`").split())
