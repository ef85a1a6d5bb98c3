"""The pieces of an ELM 3 document in JSON-LD: nodes, texts, concepts, organisations (European Learning Model 3.2).

A piece is JSON text that is ready to stand in a document, so that what repeats is encoded once. Terms are those of
the ``edc-ap`` context, misspellings included; a term that it does not know would vanish without a word.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import NewType

from mctool.formats.wording import Texts, labels, listed, region
from mctool.models.institution import Address, LegalIdentifier
from mctool.vocabularies.lists import Concept

Json = NewType("Json", str)
"""JSON text of one value."""

Term = Json | Sequence[Json] | None
"""What a term of a node holds: one value, several, or nothing."""

AUTHORITY = "http://publications.europa.eu/resource/authority/"
_ESCO = "http://data.europa.eu/esco/concept-scheme/skills"
_FILE_TYPES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/svg+xml": "SVG"}


def string(text: str) -> Json:
    """A JSON string, with letters of every script as they are."""
    return Json(encode_basestring(text))


def boolean(value: bool) -> Json:
    """A JSON truth value."""
    return Json("true" if value else "false")


def members(pairs: Iterable[tuple[str, Term]]) -> Json:
    """A JSON object. A term that holds nothing is left out; one of several values becomes an array, one of one not,
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


def language_map(texts: Texts | None) -> Json | None:
    """A text by language."""
    return None if texts is None else members((language, string(text)) for language, text in texts.items())


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
    """A coded value with its list and labels. Official files note the list's name with concepts of the authority
    tables, and so do we."""
    if value is None:
        return None
    name = value.scheme.removeprefix(AUTHORITY) if value.scheme.startswith(AUTHORITY) else None
    return _concept(value.uri, value.scheme, name, labels(value, languages))


def esco_concept(uri: str, label: str) -> Json:
    """A skill of ESCO with its English label."""
    return _concept(uri, _ESCO, "Skill", {"en": label})


def _concept(uri: str, scheme: str, notation: str | None, texts: Texts) -> Json:
    return node(
        "Concept", uri,
        inScheme=node("ConceptScheme", scheme),
        notation=string(notation) if notation else None,
        prefLabel=language_map(texts),
    )  # fmt: skip


def note(ids: Numbering, texts: Texts | None) -> Json | None:
    """A longer text."""
    return None if texts is None else node("Note", ids.next("note"), noteLiteral=language_map(texts))


def notes(ids: Numbering, several: Iterable[Texts]) -> list[Json]:
    """Several longer texts."""
    return [node("Note", ids.next("note"), noteLiteral=language_map(texts)) for texts in several]


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


def contact_point(ids: Numbering, mailto: str | None) -> Json | None:
    """A mailbox, by its ``mailto:`` address."""
    if mailto is None:
        return None
    return node("ContactPoint", ids.next("contactPoint"), emailAddress=node("Mailbox", mailto))


def location(
    ids: Numbering, country: Concept, languages: tuple[str, ...], *, text: str | None = None,
    name: str | None = None, unit: Concept | None = None,
) -> Json:  # fmt: skip
    """A place: its country, its address in one line, its name, its administrative unit."""
    primary = languages[0]
    address = node(
        "Address", ids.next("address"),
        countryCode=concept(country, languages), fullAddress=note(ids, {primary: text} if text else None),
    )  # fmt: skip
    return node(
        "Location", ids.next("location"),
        address=address,
        geographicName=language_map({primary: name} if name else None),
        spatialCode=concept(unit, languages),
    )  # fmt: skip


def address_location(ids: Numbering, address: Address, languages: tuple[str, ...]) -> Json:
    """Where an institution is. A region that the EU list does not know stands as a name."""
    unit = region(address)
    name = None if unit else address.region
    return location(ids, address.country, languages, text=address.text, name=name, unit=unit)


def media_object(ids: Numbering, content: bytes, media_type: str, languages: tuple[str, ...]) -> Json:
    """A file inside the document, in base64. *media_type* is one of PNG, JPEG or SVG."""
    encoded = base64.b64encode(content).decode()
    return node(
        "MediaObject", ids.next("mediaObject"),
        content=Json(f'"{encoded}"'),
        contentEncoding=concept(listed("content-encoding-types", "base64"), languages),
        contentType=concept(listed("file-types", _FILE_TYPES[media_type]), languages),
    )  # fmt: skip
