"""JSON Schemas of the descriptors, made from the models, so that editors and other programs see the same contract."""

from typing import Any

from mctool.models import KINDS, Model, Settings

SCHEMAS: dict[str, type[Model]] = {"settings": Settings, **KINDS}
"""The kinds that have a schema; ``settings`` is ``mctool.yaml``."""


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of *kind*. Raises KeyError for a kind that does not exist."""
    made = SCHEMAS[kind].model_json_schema(by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"mctool {kind}"}
    return {**head, **{key: value for key, value in made.items() if key != "title"}}
