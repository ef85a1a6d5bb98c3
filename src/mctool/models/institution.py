"""The institution: who awards."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from mctool.models.coded import CodedFrom, Country
from mctool.models.values import Day, Id, Line, Model, Text, Url
from mctool.vocabularies.lists import Concept

_COLOUR = r"^#[0-9a-fA-F]{6}$"


def _colour(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(_COLOUR, value):
        return value.lower()
    given = "nothing (# begins a comment outside quotes)" if value is None else f"«{value}»"
    raise PydanticCustomError(
        "colour", 'expected a colour as six hexadecimal digits in quotes, such as "#1f4e79", not {given}',
        {"given": given},
    )  # fmt: skip


def _verification_page(value: str) -> str:
    if value.count("{credential}") != 1 or not re.fullmatch(r"https://[!-~]+", value):
        raise PydanticCustomError(
            "verification_page",
            "expected a web address that begins with https:// and has {credential} once, where the credential's id "
            "goes, such as https://university.example/verify/{credential}",
        )
    return value


Colour = Annotated[str | None, PlainValidator(_colour), WithJsonSchema({"type": "string", "pattern": _COLOUR})]
VerificationPage = Annotated[
    str, StringConstraints(max_length=150), AfterValidator(_verification_page),
    WithJsonSchema({"type": "string", "maxLength": 150, "pattern": r"^https://[!-~]*\{credential\}[!-~]*$"}),
]  # fmt: skip


class LegalIdentifier(Model):
    """A number under which a country knows the institution."""

    number: Line
    country: Country


class Address(Model):
    """Where the institution is. ``region`` is free text; the country is the one that credentials carry."""

    country: Country
    region: Line | None = None
    text: Line | None = None


class Agency(Model):
    """The body that assures quality."""

    name: Text
    country: Country
    homepage: Url | None = None


class QualityAssurance(Model):
    """Which quality assurance stands behind the awards (Council Recommendation 2022, Annex I)."""

    type: Annotated[Concept, CodedFrom("accreditation-types")]
    agency: Agency
    reference: Line | None = None
    issued: Day | None = None
    expires: Day | None = None


class Institution(Model):
    """The awarding body.

    ``colour`` is that of headings on certificates and reports; ``verification_page`` is where the QR code leads, with
    ``{credential}`` for the id of the credential.
    """

    kind: Literal["institution"]
    id: Id
    name: Text
    registration: LegalIdentifier | None = None
    eidas: LegalIdentifier | None = None
    vat: LegalIdentifier | None = None
    address: Address
    homepage: Url | None = None
    email: Line | None = None
    logo: Line | None = None
    colour: Colour = None
    verification_page: VerificationPage | None = None
    quality_assurance: QualityAssurance | None = None
