"""Coded values: taken from an EU code list, written as a slug, a label, a notation or a URI."""

import re
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from mctool.models.values import Several, did_you_mean, whole
from mctool.vocabularies import lists
from mctool.vocabularies.lists import Concept


def _concept(list_name: str, value: Any) -> Concept:
    if isinstance(value, Concept):
        return value
    value = whole(value)
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(written, str):
        raise PydanticCustomError("coded", "expected one of the list «{list}»", {"list": list_name})
    found = lists.find(list_name, written)
    if found is None:
        near = did_you_mean(lists.suggest(list_name, written)) if written is value else ""
        raise PydanticCustomError(
            "coded",
            "«{value}» is not on the list «{list}»{near} (mctool vocabulary {list})",
            {"value": written, "list": list_name, "near": near},
        )
    return found


def _with_numbers(forms: Iterable[str]) -> list[str | int]:
    """*forms*, and those that are a number as the number too, which YAML makes of them without quotes."""
    written = list(forms)
    return [*written, *(int(form) for form in written if re.fullmatch(r"0|[1-9][0-9]*", form))]


class CodedFrom:
    """Annotation of a coded value: which EU code list it is taken from."""

    def __init__(self, list_name: str) -> None:
        """*list_name* as ``mctool vocabulary`` prints it."""
        self.list_name = list_name

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            lambda value: _concept(self.list_name, value),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda concept: concept.slug),
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        slugs = [concept.slug for concept in lists.concepts(self.list_name)]
        others = [form for form in _with_numbers(lists.written(self.list_name)) if form not in slugs]
        forms = [{"enum": slugs}, {"enum": others}] if others else [{"enum": slugs}]
        about = (
            f"A value of the EU list «{self.list_name}», as «mctool vocabulary {self.list_name}» prints it, or its URI."
        )
        return {"$comment": f"shared {self.list_name}", "description": about, "anyOf": forms}


class OnceEach:
    """Annotation of a list of coded values: tells the JSON Schema that no value stands twice, in two forms neither."""

    def __init__(self, list_name: str) -> None:
        """*list_name* as ``mctool vocabulary`` prints it."""
        self.list_name = list_name

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        forms: dict[str, list[str]] = {}
        for form in lists.written(self.list_name):
            forms.setdefault(_concept(self.list_name, form).slug, []).append(form)
        several = [_with_numbers(ways) for ways in forms.values() if len(ways) > 1]
        once = [{"contains": {"enum": ways}, "minContains": 0, "maxContains": 1} for ways in several]
        return {**handler(schema), "allOf": once}


Language = Annotated[Concept, CodedFrom("languages")]
Languages = Annotated[Several[Language], OnceEach("languages")]
Country = Annotated[Concept, CodedFrom("countries")]
