"""The EU code lists that a Europass credential draws on, and how a descriptor writes their values.

A value is written as its *slug*: the English label in lower case with hyphens (``short-learning-programme``),
the last word of the URI where that is a word (``transversal``), or the code where people write the code
(``POL``, ``en``, ``0031``, ``6``). The full URI is always understood.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mctool.vocabularies import tables
from mctool.vocabularies.countries import country_alpha2, country_alpha3

__all__ = ["Concept", "called", "concepts", "country_alpha2", "find", "names", "slug_of", "suggest"]


@dataclass(frozen=True)
class Concept:
    """One value of a code list."""

    list: str
    """Name of the list, for example ``eqf-levels``."""
    slug: str
    """How it is written in a descriptor; unique within the list, and never changed once given."""
    uri: str
    scheme: str
    """URI of the list, which is not the beginning of the concept's URI."""
    labels: Mapping[str, str]
    """Label by language code; English is always there (empty for 492 regions that the EU gives no label)."""
    notation: str
    """The EU's own short code (``POL``, ``0031``, ``supid``), or empty."""

    def label(self, language: str) -> str:
        """The label in *language* (``pl``), else the English one."""
        return self.labels.get(language) or self.labels["en"]

    @property
    def placeholder(self) -> bool:
        """Whether the EU list holds a key in brackets instead of a label, which is not meant for people."""
        return self.labels["en"].startswith("[")


def slug_of(label: str) -> str:
    """*label* in lower case with hyphens for everything that is no letter or digit."""
    return re.sub(r"[\W_]+", "-", label.casefold()).strip("-")


@cache
def names() -> tuple[str, ...]:
    """The names of all lists, sorted."""
    return tuple(sorted(path.stem for path in (tables.FOLDER / "lists").glob("*.tsv")))


def _labels(languages: Iterable[str], texts: Iterable[str]) -> Mapping[str, str]:
    told = {language: text for language, text in zip(languages, texts, strict=True) if text or language == "en"}
    return MappingProxyType(told)


@cache
def concepts(name: str) -> tuple[Concept, ...]:
    """All values of the list *name*, in the order of the EU list. Raises KeyError when there is none."""
    if name not in names():
        raise KeyError(name)
    table = tables.read(f"lists/{name}")
    base, scheme = table.about["base"], table.about["scheme"]
    languages = table.columns[3:]
    return tuple(
        Concept(
            list=name,
            slug=slug,
            uri=base + code,
            scheme=scheme,
            labels=_labels(languages, labels),
            notation=notation,
        )
        for slug, code, notation, *labels in table.rows
    )


@cache
def _by_value(name: str) -> Mapping[str, Concept]:
    """Every way to write a value of the list *name*; the surest way wins, a label that two share names none."""
    members = concepts(name)
    by_label: dict[str, list[Concept]] = {}
    for concept in members:
        by_label.setdefault(slug_of(concept.label("en")), []).append(concept)
    ways = {label: found[0] for label, found in by_label.items() if len(found) == 1}
    ways |= {concept.notation: concept for concept in members}
    ways |= {concept.uri: concept for concept in members}
    ways |= {concept.slug: concept for concept in members}
    ways.pop("", None)
    return ways


def find(name: str, value: str) -> Concept | None:
    """The concept of the list *name* that *value* stands for: slug, label as a slug, notation or full URI.

    None when there is none, also when *value* is a label that two concepts share. Raises KeyError when there is
    no list *name*.
    """
    return _by_value(name).get(value)


def called(name: str, words: str) -> Concept | None:
    """The concept of the list *name* that a person means by *words*: as ``find`` has it, or a label in any language.

    Countries are also known by their two letters. None when there is none, or more than one. Raises KeyError as there.
    """
    if (concept := find(name, words)) is not None:
        return concept
    if name == "countries" and (code := country_alpha3(words)):
        return find(name, code)
    asked = slug_of(words)
    labelled = [one for one in concepts(name) if asked in {slug_of(label) for label in one.labels.values()}]
    return labelled[0] if asked and len(labelled) == 1 else None


def suggest(name: str, value: str) -> tuple[str, ...]:
    """Up to three slugs of the list *name* that *value* may have meant, best first; empty when none is near."""
    from rapidfuzz import fuzz

    if name == "countries" and (code := country_alpha3(value)):
        return (code,)
    if "://" in value:
        tail = "/" + value.rstrip("/").rpartition("/")[2].casefold()
        return tuple(concept.slug for concept in concepts(name) if concept.uri.casefold().endswith(tail))[:3]
    asked = slug_of(value)
    choices = {
        (concept.slug, slug_of(way))
        for concept in concepts(name)
        if not concept.placeholder
        for way in (concept.slug, concept.notation, *concept.labels.values())
        if way
    }
    scorer = fuzz.WRatio if len(asked) > 3 else fuzz.ratio
    scored = [(round(scorer(asked, way)), slug) for slug, way in choices]
    best = max(scored, default=(0, ""))[0]
    near = sorted((-score, slug) for score, slug in scored if score >= max(70, best - 10))
    return tuple(dict.fromkeys(slug for _, slug in near))[:3]


def written(name: str) -> tuple[str, ...]:
    """Every form in which a value of the list *name* may be written; what ``find`` accepts."""
    return tuple(_by_value(name))
