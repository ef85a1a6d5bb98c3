"""The institution: who awards."""

from typing import Annotated, Literal

from mctool.models.values import CodedFrom, Country, Day, Id, Line, Model, Text, Url
from mctool.vocabularies.lists import Concept


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
    """The awarding body."""

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
    quality_assurance: QualityAssurance | None = None
