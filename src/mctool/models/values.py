"""Values that descriptors are made of: ids, texts in several languages, coded values, periods, digests."""

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
from mctool.vocabularies.lists import Concept


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


def _concept(list_name: str, value: Any) -> Concept:
    if isinstance(value, Concept):
        return value
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
        others: list[str | int] = [form for form in lists.written(self.list_name) if form not in slugs]
        others += [int(form) for form in lists.written(self.list_name) if re.fullmatch(r"0|[1-9][0-9]*", form)]
        forms = [{"enum": slugs}, {"enum": others}] if others else [{"enum": slugs}]
        about = (
            f"A value of the EU list «{self.list_name}», as «mctool vocabulary {self.list_name}» prints it, or its URI."
        )
        return {"$comment": f"shared {self.list_name}", "description": about, "anyOf": forms}


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
Amount = Annotated[float, Field(ge=0, le=100_000)]

Language = Annotated[Concept, CodedFrom("languages")]
Country = Annotated[Concept, CodedFrom("countries")]
