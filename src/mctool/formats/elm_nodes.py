"""The pieces of an ELM 3 document in JSON-LD: nodes, texts, concepts, organisations (European Learning Model 3.2).

A piece is JSON text that is ready to stand in a document, so that what repeats is encoded once. Terms are those of
the ``edc-ap`` context, misspellings included; a term that it does not know would vanish without a word.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import NewType

from mctool.credentials import Logo
from mctool.formats.links import mailto
from mctool.formats.wording import ESCO_SKILLS, Texts, file_type, labels, listed, notation, region, texts
from mctool.models.institution import Agency, Institution, LegalIdentifier
from mctool.vocabularies.lists import Concept

Json = NewType("Json", str)
"""JSON text of one value."""

Term = Json | Sequence[Json] | None
"""What a term of a node holds: one value, several, or nothing."""


def string(text: str) -> Json:
    """A JSON string, with letters of every script as they are."""
    return Json(encode_basestring(text))


def boolean(value: bool) -> Json:
    """A JSON truth value."""
    return Json("true" if value else "false")


def optional(text: str | None) -> Json | None:
    """A JSON string that may be absent."""
    return None if text is None else string(text)


def members(pairs: Iterable[tuple[str, Term]]) -> Json:
    """A JSON object. A term that holds nothing is left out; several values become an array, a single one stands bare,
    as in the official files."""
    written = []
    for name, value in pairs:
        if value is None:
            continue
        if isinstance(value, str):
            written.append(f'"{name}":{value}')
        elif len(value) == 1:
            written.append(f'"{name}":{value[0]}')
        elif value:
            written.append(f'"{name}":[{",".join(value)}]')
    return Json(f"{{{','.join(written)}}}")


def node(kind: str, identifier: str, **terms: Term) -> Json:
    """A node of the class *kind* with the IRI *identifier*."""
    return members((("id", string(identifier)), ("type", string(kind)), *terms.items()))


def language_map(by_language: Texts | None) -> Json | None:
    """A text by language."""
    return None if by_language is None else members((language, string(text)) for language, text in by_language.items())


class Numbering:
    """The ids of one document, ``urn:epass:<class>:<n>``, counted for each class."""

    def __init__(self, last: Mapping[str, int] = MappingProxyType({})) -> None:
        """*last* tells how far each class is counted already."""
        self._last = dict(last)

    def copy(self) -> "Numbering":
        """A numbering that goes on from here."""
        return Numbering(self._last)

    def next(self, name: str) -> str:
        """The next id of the class *name*."""
        self._last[name] = self._last.get(name, 0) + 1
        return f"urn:epass:{name}:{self._last[name]}"


def concept(value: Concept | None, languages: tuple[str, ...]) -> Json | None:
    """A coded value with its list and labels."""
    return None if value is None else _concept(value.uri, value.scheme, notation(value), labels(value, languages))


def concepts(values: Iterable[Concept], languages: tuple[str, ...]) -> list[Json]:
    """Several coded values."""
    return [_concept(one.uri, one.scheme, notation(one), labels(one, languages)) for one in values]


def esco_concept(uri: str, label: str) -> Json:
    """A skill of ESCO with its English label."""
    return _concept(uri, ESCO_SKILLS, "Skill", {"en": label})


def _concept(uri: str, scheme: str, noted: str | None, words: Texts) -> Json:
    listed_in, label = node("ConceptScheme", scheme), language_map(words)
    return node("Concept", uri, inScheme=listed_in, notation=optional(noted), prefLabel=label)


def note(ids: Numbering, by_language: Texts | None) -> Json | None:
    """A longer text."""
    return None if by_language is None else node("Note", ids.next("note"), noteLiteral=language_map(by_language))


def notes(ids: Numbering, several: Iterable[Texts]) -> list[Json]:
    """Several longer texts."""
    return [node("Note", ids.next("note"), noteLiteral=language_map(one)) for one in several]


def web_resource(ids: Numbering, url: str | None) -> Json | None:
    """A page on the web."""
    return None if url is None else node("WebResource", ids.next("webResource"), contentURL=string(url))


def legal_identifier(ids: Numbering, value: LegalIdentifier | None, languages: tuple[str, ...]) -> Json | None:
    """A number under which a country knows an organisation or a person."""
    if value is None:
        return None
    return node(
        "LegalIdentifier", ids.next("legalIdentifier"),
        notation=string(value.number), spatial=concept(value.country, languages),
    )  # fmt: skip


def contact_point(ids: Numbering, email: str | None) -> Json | None:
    """A mailbox."""
    uri = mailto(email)
    return None if uri is None else node("ContactPoint", ids.next("contactPoint"), emailAddress=node("Mailbox", uri))


def location(
    ids: Numbering, country: Concept, languages: tuple[str, ...], *, line: str | None = None,
    called: str | None = None, unit: Concept | None = None,
) -> Json:  # fmt: skip
    """A place: what it is *called*, its country and address *line*, its administrative *unit*."""
    primary = languages[0]
    address = node(
        "Address", ids.next("address"),
        countryCode=concept(country, languages), fullAddress=note(ids, {primary: line} if line else None),
    )  # fmt: skip
    return node(
        "Location", ids.next("location"),
        address=address,
        geographicName=language_map({primary: called} if called else None),
        spatialCode=concept(unit, languages),
    )  # fmt: skip


def media_object(ids: Numbering, content: bytes, media_type: str, languages: tuple[str, ...]) -> Json:
    """A file inside the document, in base64. *media_type* is one of PNG, JPEG or SVG."""
    encoded = base64.b64encode(content).decode()
    return node(
        "MediaObject", ids.next("mediaObject"),
        content=Json(f'"{encoded}"'),
        contentEncoding=concept(listed("content-encoding-types", "base64"), languages),
        contentType=concept(file_type(media_type), languages),
    )  # fmt: skip


def organisation(
    ids: Numbering, institution: Institution, logo: Logo | None, languages: tuple[str, ...], *, eidas: bool
) -> Json:  # fmt: skip
    """The institution, with its eIDAS identifier if *eidas*. A region that is not on the EU list stands as a name."""
    address, unit = institution.address, region(institution.address)
    return node(
        "Organisation", ids.next("org"),
        legalName=language_map(texts(institution.name, languages)),
        registration=legal_identifier(ids, institution.registration, languages),
        eIDASIdentifier=legal_identifier(ids, institution.eidas if eidas else None, languages),
        vatIdentifier=legal_identifier(ids, institution.vat, languages),
        location=location(
            ids, address.country, languages, line=address.text, called=None if unit else address.region, unit=unit
        ),
        homepage=web_resource(ids, institution.homepage),
        contactPoint=contact_point(ids, institution.email),
        logo=media_object(ids, logo.content, logo.media_type, languages) if logo else None,
    )  # fmt: skip


def agency(ids: Numbering, body: Agency, languages: tuple[str, ...]) -> Json:
    """The body that assures quality."""
    return node(
        "Organisation", ids.next("org"),
        legalName=language_map(texts(body.name, languages)),
        location=location(ids, body.country, languages),
        homepage=web_resource(ids, body.homepage),
    )  # fmt: skip
