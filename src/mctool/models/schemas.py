"""JSON Schemas of the descriptors, made from the models, so that editors and other programs see the same contract."""

from collections.abc import Iterator
from typing import Any

from mctool.models import KINDS, Model, Settings

SCHEMAS: dict[str, type[Model]] = {"settings": Settings, **KINDS}
"""The kinds that have a schema; ``settings`` is ``mctool.yaml``."""

Schema = dict[str, Any]


def json_schema(kind: str) -> Schema:
    """The JSON Schema (draft 2020-12) of *kind*. Raises KeyError for a kind that does not exist.

    What is long and stands at several places (texts by language, code lists) is written once, under ``$defs``.
    """
    made = SCHEMAS[kind].model_json_schema(by_alias=True)
    _tidy(made)
    definitions = _shared(made) | _with_references(made.pop("$defs", {}))
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"mctool {kind}"}
    body = {key: value for key, value in _with_references(made).items() if key != "title"}
    return {**head, **body, **({"$defs": dict(sorted(definitions.items()))} if definitions else {})}


def _tidy(schema: Any) -> None:
    """Takes away titles that say the key once more, and refuses keys that match no pattern, as the models do."""
    for part in _parts(schema):
        for one in part.get("properties", {}).values():
            one.pop("title", None)
        if "patternProperties" in part:
            part.setdefault("additionalProperties", False)


def _parts(schema: Any) -> Iterator[Schema]:
    if isinstance(schema, dict):
        yield schema
    for value in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _parts(value)


def _name(schema: Schema) -> str:
    """The name under which the values in ``models.values`` want *schema* to be shared; empty for all others."""
    word, _, name = str(schema.get("$comment", "")).partition(" ")
    return name if word == "shared" else ""


def _shared(schema: Schema) -> Schema:
    """The shared schemas in *schema*, by name."""
    found = {_name(one): one for one in _parts(schema) if _name(one)}
    used = ("$comment", "default", "title")  # what says how one is used
    return {
        name: {"title": name} | {key: value for key, value in one.items() if key not in used}
        for name, one in found.items()
    }


def _with_references(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_with_references(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if _name(schema):
        default = {"default": schema["default"]} if "default" in schema else {}
        return {"$ref": f"#/$defs/{_name(schema)}", **default}
    return {key: _with_references(value) for key, value in schema.items()}
