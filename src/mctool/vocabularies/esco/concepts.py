"""Words of ESCO: concepts, their URIs, and what a body of ESCO data must be able to tell."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
"""The sentence that the licence asks for wherever ESCO data is shown, word for word."""
SCHEME = "http://data.europa.eu/esco/concept-scheme/skills"
SKILL = "http://data.europa.eu/esco/skill/"
SKILLS_IN = {"1.0": 13_485, "1.1.0": 13_891, "1.1.1": 13_896, "1.2.0": 13_939}
"""How many skills the versions of ESCO have."""

_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_SKILL_URI = re.compile(re.escape(SKILL) + _UUID)
_GROUP_URI = re.compile(r"http://data\.europa\.eu/esco/(?:skill/[A-Z][0-9.]*|isced-f/[0-9]+)")


@dataclass(frozen=True)
class EscoConcept:
    """A skill, or a group of skills."""

    uri: str
    label: str
    """Preferred label."""
    type: str = ""
    """``skill``, ``knowledge``, or empty where ESCO does not say."""
    reuse: str = ""
    """``transversal``, ``cross-sector``, ``sector-specific``, ``occupation-specific``, or empty."""
    kind: Literal["skill", "group"] = "skill"
    code: str = ""
    """Of a group: ``T4.3``."""
    description: str = ""


@dataclass(frozen=True)
class Holder:
    """A concept that carries a label."""

    concept: EscoConcept
    preferred: bool


class Source(Protocol):
    """A body of ESCO data: one version in one language, whole or a part."""

    @property
    def version(self) -> str:
        """For example ``1.2.0``."""

    @property
    def language(self) -> str:
        """Of the labels, as a two-letter code."""

    @property
    def complete(self) -> bool:
        """Whether what is not in it is not in this version of ESCO."""

    @property
    def about(self) -> str:
        """What this is, for people: ``ESCO 1.2.0 core subset (142 of 13,939 concepts)``."""

    def concept(self, uri: str) -> EscoConcept | None:
        """The skill or group with exactly this URI."""

    def holders(self, label: str) -> tuple[Holder, ...]:
        """The skills that carry *label*, case and white space folded; preferred before alternative labels."""

    def alternatives(self, uri: str) -> tuple[str, ...]:
        """The alternative and hidden labels of a skill, folded."""

    def narrower(self, uri: str) -> tuple[EscoConcept, ...]:
        """The skills and groups directly below the group *uri*."""


S = TypeVar("S", bound=Source)


def fold(label: str) -> str:
    """*label* as it is compared: compatibility characters, runs of white space and case made one."""
    if not label.isascii():
        label = unicodedata.normalize("NFKC", label)
    return " ".join(label.split()).casefold()


def version_key(version: str) -> tuple[int, ...]:
    """*version* for sorting; ``1.10`` comes after ``1.2``."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def newest_first(sources: Iterable[S]) -> list[S]:
    """*sources* by version, English before other languages of one version."""
    by_language = sorted(sources, key=lambda source: (source.language != "en", source.language))
    return sorted(by_language, key=lambda source: version_key(source.version), reverse=True)


def is_skill_uri(uri: str) -> bool:
    """Whether *uri* is written as ESCO writes the URIs of skills (and, since 1.1.1, of groups)."""
    return _SKILL_URI.fullmatch(uri) is not None


def is_group_uri(uri: str) -> bool:
    """Whether *uri* can only be that of a group: a code instead of a UUID, or a field of ISCED-F."""
    return _GROUP_URI.fullmatch(uri) is not None


def respelt(uri: str) -> str | None:
    """The URI that *uri* must have meant (``https``, capitals, a slash at the end, a bare UUID), or None."""
    bare = uri.strip().casefold().rstrip("/").partition("?")[0].partition("#")[0]
    bare = bare.replace("https://", "http://").replace("http://www.", "http://")
    candidate = SKILL + bare if re.fullmatch(_UUID, bare) else bare
    return candidate if is_skill_uri(candidate) and candidate != uri else None
