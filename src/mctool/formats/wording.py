"""What the machine-readable formats say in words and numbers, made once so that XML and JSON-LD agree.

Texts leave here by language, and only in languages that the credential declares: those of the workspace.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from mctool.credentials import Award, CertifiedOutcome, midnight
from mctool.errors import FormatError
from mctool.models.institution import Address
from mctool.models.programme import Programme
from mctool.models.values import Text
from mctool.vocabularies import lists
from mctool.vocabularies.lists import Concept

Texts = Mapping[str, str]
"""A text by two-letter language; at least one, all declared."""


def texts(text: Text, languages: tuple[str, ...]) -> Texts:
    """*text* in those of *languages* that it is written in.

    Raises FormatError when there is none: a credential must not speak a language that it does not declare.
    """
    spoken = {language: text[language] for language in languages if language in text}
    if not spoken:
        raise FormatError(
            f"the text «{text.to('')[:60]}» is written in none of the workspace's languages ({', '.join(languages)})"
        )
    return spoken


def maybe(text: Text | None, languages: tuple[str, ...]) -> Texts | None:
    """The same for a text that may be absent."""
    return None if text is None else texts(text, languages)


def labels(concept: Concept, languages: tuple[str, ...]) -> Texts:
    """The labels of a concept in *languages*, as far as the EU list is translated, and always in English.

    Wherever the concept stands in a document it has these labels and no others, or readers would find two.
    """
    english = concept.slug if concept.placeholder or not concept.labels["en"] else concept.labels["en"]
    known = {**concept.labels, "en": english}
    return {language: known[language] for language in dict.fromkeys((*languages, "en")) if language in known}


def label_as_text(concept: Concept, languages: tuple[str, ...]) -> Texts:
    """The label of a concept where a text is asked for: in declared languages only, in English words if need be."""
    known = labels(concept, languages)
    return {language: known[language] for language in languages if language in known} or {languages[0]: known["en"]}


def esco_labels(outcomes: Iterable[CertifiedOutcome]) -> Mapping[str, str]:
    """One label for each ESCO concept that *outcomes* name, by URI: the first one written."""
    found: dict[str, str] = {}
    for outcome in outcomes:
        for concept in outcome.esco:
            found.setdefault(concept.uri, concept.label)
    return found


ESCO_SKILLS = "http://data.europa.eu/esco/concept-scheme/skills"
_AUTHORITY = "http://publications.europa.eu/resource/authority/"


def notation(concept: Concept) -> str | None:
    """What official files note with the concepts of the EU's authority tables: the name of the table."""
    return concept.scheme.removeprefix(_AUTHORITY) if concept.scheme.startswith(_AUTHORITY) else None


_FILE_TYPES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/svg+xml": "SVG"}


def file_type(media_type: str) -> Concept:
    """The concept for a media type of pictures: PNG, JPEG or SVG."""
    return listed("file-types", _FILE_TYPES[media_type])


def listed(list_name: str, value: str) -> Concept:
    """The concept of an EU list that a format itself needs. Raises KeyError when the list lacks it."""
    concept = lists.find(list_name, value)
    if concept is None:
        raise KeyError(value)
    return concept


def moment(time: datetime) -> str:
    """A moment as ``YYYY-MM-DDThh:mm:ssZ``, the one form that every reader takes for an xsd:dateTime."""
    return f"{time.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z"


def day(date_: date | None) -> str | None:
    """A date without a time, as the beginning of that day in UTC: it is never shifted to another day."""
    return None if date_ is None else moment(midnight(date_))


def duration(hours: float) -> str:
    """Hours of work as an xsd:duration of hours and minutes: 60 is ``PT60H``, 7.5 is ``PT7H30M``."""
    whole, minutes = divmod(round(hours * 60), 60)
    return f"PT{whole}H{minutes}M" if minutes else f"PT{whole}H"


def number(value: float) -> str:
    """A number without exponent or needless zeros: 2.0 is ``2``, 2.5 is ``2.5``."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def region(address: Address) -> Concept | None:
    """The administrative unit of the EU list that ``region`` names in the address's country, if it names one."""
    if address.region is None:
        return None
    unit = lists.find("atu-administrative-units", address.region)
    unit = unit or lists.find("atu-administrative-units", lists.slug_of(address.region))
    return unit if unit and unit.slug.startswith(f"{address.country.slug}_") else None


EDITION = "Programme and version"
"""The scheme of the identifier that says which edition of which programme a qualification is."""


def edition(programme: Programme) -> str:
    """The programme's id and version."""
    return f"{programme.id}/{programme.version}"


def partial(programme: Programme) -> bool | None:
    """Whether the award is a part of something larger: yes when it counts towards it, no when it stands alone."""
    stacking = programme.stacking
    if stacking is None or not (stacking.into or stacking.standalone):
        return None
    return bool(stacking.into)


def subtitle(award: Award) -> Texts | None:
    """What stands under the title: what the holder can do, else what the programme is."""
    programme = award.programme
    return maybe(programme.summary or programme.description, award.languages)


def contact_hours(award: Award) -> str | None:
    """The contact hours as a number, if the programme states them."""
    workload = award.programme.workload
    return number(workload.contact_hours) if workload and workload.contact_hours is not None else None
