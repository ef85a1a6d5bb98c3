"""Values that descriptors are made of: ids, texts in several languages, numbers, periods, digests."""

import re
from collections.abc import ItemsView, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from mctool.models.periods import Period as Period  # values are looked for here
from mctool.vocabularies import lists


class Model(BaseModel):
    """What all descriptors share: frozen, no unknown key, no silent conversion of types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, defer_build=True)


class Text(Mapping[str, str]):
    """What a person reads, by language. A bare string in YAML means the workspace's first language."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        """*texts* maps a two-letter language of Europass to the text in it."""
        self._texts = dict(texts)

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def items(self) -> ItemsView[str, str]:
        """Language and text, pair by pair."""
        return self._texts.items()

    def __hash__(self) -> int:
        return hash(tuple(sorted(self._texts.items())))

    def __repr__(self) -> str:
        return f"Text({self._texts!r})"

    def to(self, language: str) -> str:
        """The text in *language*; where it is missing, in the language that is written first."""
        return self._texts.get(language) or next(iter(self._texts.values()), "")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(
            cls._validate, serialization=core_schema.plain_serializer_function_ser_schema(dict)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        text = {"type": "string", "pattern": r"\S"}
        codes = [concept.slug for concept in lists.concepts("languages")]
        by_language = {
            "type": "object",
            "properties": dict.fromkeys(codes, text),
            "additionalProperties": False,
            "minProperties": 1,
        }
        about = "What people read: one text in the workspace's first language, or one by language, as {en: …, pl: …}."
        return {"$comment": "shared Text", "description": about, "anyOf": [by_language, text]}

    @classmethod
    def _validate(cls, value: Any, info: Any) -> "Text":
        if isinstance(value, Text):
            return value
        if isinstance(value, str):
            value = {(info.context or {}).get("language", "en"): value}
        if not isinstance(value, dict) or not value:
            raise PydanticCustomError(
                "text", "expected a text, or texts by language such as {en: …}; {got} is neither",
                {"got": "an empty mapping" if value == {} else _described(value)},
            )  # fmt: skip
        known = _languages()
        for language, text in value.items():
            if language not in known:
                near = lists.suggest("languages", language)
                raise PydanticCustomError(
                    "language", "«{language}» is none of the 29 languages of Europass{near}",
                    {"language": language, "near": did_you_mean(near), "at": language},
                )  # fmt: skip
            if not isinstance(text, str):
                raise PydanticCustomError(
                    "text_value", "the text in «{language}» is {got}",
                    {"language": language, "got": _described(text), "at": language},
                )  # fmt: skip
            if not text.strip():
                raise PydanticCustomError(
                    "text_empty", "the text in «{language}» is empty", {"language": language, "at": language}
                )
        return cls(value)


@cache
def _languages() -> frozenset[str]:
    return frozenset(concept.slug for concept in lists.concepts("languages"))


def _described(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else repr(value)


def did_you_mean(near: tuple[str, ...]) -> str:
    """The tail of a message that offers what was probably meant; empty when nothing is near."""
    return f"; did you mean {' or '.join(f'«{word}»' for word in near)}?" if near else ""


def _period(value: Any) -> Period:
    if isinstance(value, Period):
        return value
    try:
        return Period.parse(value)
    except (TypeError, ValueError):
        raise PydanticCustomError(
            "period", "«{value}» is no period; write years, months, weeks or days such as P3Y, P6M, P14D",
            {"value": str(value)},
        ) from None  # fmt: skip


def _date(value: Any) -> date:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if isinstance(value, date):
        return value
    raise PydanticCustomError("date", "«{value}» is no date; write YYYY-MM-DD", {"value": str(value)})


def _version(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "expected a text")
    if not value.strip():
        raise PydanticCustomError("string_too_short", "expected a text")
    return value


def whole(value: Any) -> Any:
    """*value* as a whole number where it is one; ``2.0`` is the same number as ``2``, in JSON Schema as well."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _unique(values: tuple[Any, ...]) -> tuple[Any, ...]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        name = getattr(value, "slug", str(value))
        if name in seen:
            raise PydanticCustomError("twice", "«{value}» is listed twice", {"value": name, "at": index})
        seen.add(name)
    return values


T = TypeVar("T")
Several = Annotated[
    tuple[T, ...], Strict(False), AfterValidator(_unique), Field(json_schema_extra={"uniqueItems": True})
]
Many = Annotated[tuple[T, ...], Strict(False)]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Line = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Version = Annotated[str, BeforeValidator(_version), WithJsonSchema({"type": "string", "pattern": r"\S"})]
Day = Annotated[
    date, PlainValidator(_date), PlainSerializer(date.isoformat),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]  # fmt: skip
Duration = Annotated[
    Period, PlainValidator(_period), PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": Period.PATTERN}),
]  # fmt: skip
Url = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]+$", max_length=2000)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
LEARNER_ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
LearnerId = Annotated[str, StringConstraints(pattern=LEARNER_ID)]
Whole = BeforeValidator(whole)
"""Annotation of an ``int`` that may be written with a point and nothing behind it."""
Amount = Annotated[float, Field(ge=0, le=100_000)]
