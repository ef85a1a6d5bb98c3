"""The pieces of a Europass XML document: texts, coded values, places, organisations (EDCI 1.2).

Each comes under the name that its place in the schema wants; the order of children is the schema's.
"""

import base64
from collections.abc import Iterable

from mctool.credentials import Logo
from mctool.formats.links import mailto
from mctool.formats.markup import NOTHING, Xml, element, leaf
from mctool.formats.wording import ESCO_SKILLS, Texts, file_type, labels, listed, notation, region, texts
from mctool.models.institution import Agency, Institution, LegalIdentifier
from mctool.vocabularies.lists import Concept


def text(name: str, by_language: Texts | None) -> Xml:
    """A text or a note: both are one ``text`` for each language."""
    if by_language is None:
        return NOTHING
    written = (
        leaf("text", words, {"lang": language, "content-type": "text/plain"}) for language, words in by_language.items()
    )
    return element(name, *written)


def notes(name: str, several: Iterable[Texts]) -> Xml:
    """Several notes under one name."""
    return Xml("".join(text(name, one) for one in several))


def code(name: str, value: Concept | None, languages: tuple[str, ...]) -> Xml:
    """A coded value with its list and labels."""
    if value is None:
        return NOTHING
    return _code(name, value.uri, value.scheme, notation(value), labels(value, languages))


def codes(name: str, values: Iterable[Concept], languages: tuple[str, ...]) -> Xml:
    """Several coded values under one name."""
    return Xml("".join(code(name, one, languages) for one in values))


def esco_code(name: str, uri: str, label: str) -> Xml:
    """A skill of ESCO with its English label."""
    return _code(name, uri, ESCO_SKILLS, None, {"en": label})


def _code(name: str, uri: str, scheme: str, table: str | None, words: Texts) -> Xml:
    noted = {"targetNotation": table} if table else {}
    return element(name, text("targetName", words), attributes={"targetFrameworkUrl": scheme, **noted, "uri": uri})


def reference(name: str, identifier: str) -> Xml:
    """The id of something that stands in its own container."""
    return element(name, attributes={"idref": identifier})


def references(name: str, identifiers: Iterable[str]) -> Xml:
    """Several of them under one name."""
    return Xml("".join(reference(name, one) for one in identifiers))


def optional(name: str, value: str | None) -> Xml:
    """A plain value that may be absent."""
    return NOTHING if value is None else leaf(name, value)


def document(name: str, url: str | None) -> Xml:
    """A page on the web."""
    return NOTHING if url is None else element(name, attributes={"uri": url})


def legal_identifier(name: str, value: LegalIdentifier | None, scheme: str | None = None) -> Xml:
    """A number under which a country knows an organisation or a person."""
    if value is None:
        return NOTHING
    named = {"schemeName": scheme} if scheme else {}
    return leaf(name, value.number, {**named, "spatialID": value.country.slug})


def contact_point(email: str | None) -> Xml:
    """A mailbox."""
    uri = mailto(email)
    return NOTHING if uri is None else element("contactPoint", element("mailBox", attributes={"uri": uri}))


def location(
    name: str, country: Concept, languages: tuple[str, ...], *, line: str | None = None,
    called: str | None = None, unit: Concept | None = None,
) -> Xml:  # fmt: skip
    """A place: what it is *called*, its country and address *line*, its administrative *unit*."""
    primary = languages[0]
    return element(
        name,
        text("name", {primary: called} if called else None),
        element(
            "hasAddress",
            text("fullAddress", {primary: line} if line else None),
            code("country", country, languages),
        ),
        code("spatialCode", unit, languages),
    )


def organization(
    name: str, identifier: str, institution: Institution, logo: Logo | None, languages: tuple[str, ...]
) -> Xml:  # fmt: skip
    """The institution. Its eIDAS identifier, which the schema does not know, is an identifier like others."""
    address = institution.address
    unit = region(address)
    called = None if unit else address.region
    return element(
        name,
        legal_identifier("identifier", institution.eidas, scheme="eIDAS"),
        contact_point(institution.email),
        legal_identifier("registration", institution.registration),
        legal_identifier("vatIdentifier", institution.vat),
        text("prefLabel", texts(institution.name, languages)),
        document("homepage", institution.homepage),
        location("hasLocation", address.country, languages, line=address.text, called=called, unit=unit),
        media_object("logo", logo, languages),
        attributes={"id": identifier},
    )


def agency(name: str, identifier: str, body: Agency, languages: tuple[str, ...]) -> Xml:
    """The body that assures quality. The schema asks for a registration, which the workspace does not hold: what it
    is known by stands there instead, and says so."""
    names = texts(body.name, languages)
    known_by = ("homepage", body.homepage) if body.homepage else ("name", next(iter(names.values())))
    return element(
        name,
        leaf("registration", known_by[1], {"schemeName": known_by[0]}),
        text("prefLabel", names),
        document("homepage", body.homepage),
        location("hasLocation", body.country, languages),
        attributes={"id": identifier},
    )


def media_object(name: str, logo: Logo | None, languages: tuple[str, ...]) -> Xml:
    """A picture inside the document, in base64."""
    if logo is None:
        return NOTHING
    return element(
        name,
        code("contentType", file_type(logo.media_type), languages),
        code("contentEncoding", listed("content-encoding-types", "base64"), languages),
        leaf("content", base64.b64encode(logo.content).decode()),
    )
