"""What the machine-readable formats say in words and numbers, made once so that XML and JSON-LD agree.

Texts leave here by language, and only in languages that the credential declares: those of the workspace.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from mctool.credentials import Award, CertifiedOutcome, Credential
from mctool.errors import FormatError
from mctool.models import Rubric
from mctool.models.institution import Address
from mctool.models.programme import Programme
from mctool.models.values import Text
from mctool.vocabularies import lists
from mctool.vocabularies.lists import Concept
from mctool.vocabularies.phrases import phrase_in

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


def esco_labels(outcomes: Iterable[CertifiedOutcome]) -> Mapping[str, str]:
    """One label for each ESCO concept that *outcomes* name, by URI: the first one written."""
    found: dict[str, str] = {}
    for outcome in outcomes:
        for concept in outcome.esco:
            found.setdefault(concept.uri, concept.label)
    return found


def listed(list_name: str, value: str) -> Concept:
    """The concept of an EU list that a format itself needs. Raises KeyError when the list lacks it."""
    concept = lists.find(list_name, value)
    if concept is None:
        raise KeyError(value)
    return concept


def moment(time: datetime) -> str:
    """A moment as ``YYYY-MM-DDThh:mm:ssZ``, the one form that every reader takes for an xsd:dateTime."""
    return f"{time.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z"


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


def qualification_notes(award: Award) -> tuple[Texts, ...]:
    """What a micro-credential must say and no coded field can carry: no credits, stacking, validity, approval."""
    programme, languages = award.programme, award.languages
    notes: list[Texts] = []
    if award.non_credit:
        notes.append(phrase_in("non-credit", languages))
    if programme.nqf_level and programme.nqf_level.uri is None:
        level = f"{programme.nqf_level.framework}, {programme.nqf_level.level}"
        notes.append(_phrase("national-level", level, languages))
    notes += _stacking_notes(programme, languages)
    notes += _validity_notes(programme, languages)
    approved = [one for one in programme.approvals if one.stage == "programme-approval"]
    if approved:
        last = max(approved, key=lambda one: one.date)
        notes.append(_phrase("approved-by", f"{last.body}, {last.date}, {last.reference}", languages))
    return tuple(notes)


def _stacking_notes(programme: Programme, languages: tuple[str, ...]) -> list[Texts]:
    stacking = programme.stacking
    if stacking is None:
        return []
    notes: list[Texts] = [_said("counts-towards", texts(one, languages)) for one in stacking.into]
    if stacking.rules:
        notes.append(texts(stacking.rules, languages))
    if stacking.standalone:
        notes.append(phrase_in("stand-alone", languages))
    return notes


def _validity_notes(programme: Programme, languages: tuple[str, ...]) -> list[Texts]:
    validity = programme.validity
    if validity is None:
        return []
    notes: list[Texts] = []
    if validity.indefinite:
        notes.append(phrase_in("no-expiry", languages))
    if validity.indefinite and validity.reason:
        notes.append(texts(validity.reason, languages))
    if validity.renewal:
        notes.append(_said("renewal", texts(validity.renewal, languages)))
    return notes


def achievement_notes(credential: Credential) -> tuple[Texts, ...]:
    """What is said of this learner's award beside its grades: that it came with distinction."""
    if not credential.distinction:
        return ()
    return (phrase_in("awarded-with-distinction", credential.award.languages),)


def outcome_notes(certified: CertifiedOutcome, award: Award) -> tuple[Texts, ...]:
    """That an outcome lies at another level than its programme, which neither format has a field for."""
    level = certified.outcome.eqf_level
    if level is None or level == award.programme.eqf_level:
        return ()
    return (_said("outcome-level", labels(level, award.languages)),)


def review_note(award: Award) -> Texts | None:
    """Who reviewed the results of this edition before anything was issued."""
    review = award.cohort.quality_review
    if review is None:
        return None
    parts = (review.by, str(review.date), review.reference)
    return _phrase("results-reviewed-by", ", ".join(part for part in parts if part), award.languages)


def contact_hours(award: Award) -> str | None:
    """The contact hours as a number, if the programme states them."""
    workload = award.programme.workload
    return number(workload.contact_hours) if workload and workload.contact_hours is not None else None


def contact_hours_note(hours: str, languages: tuple[str, ...]) -> Texts:
    """The contact hours in words."""
    return _phrase("contact-hours", hours, languages)


def grading(rubric: Rubric, languages: tuple[str, ...]) -> Texts:
    """How a rubric grades: its levels from lowest to highest, and which one is needed."""
    levels = _phrase("levels", " < ".join(map(_words, rubric.levels)), languages)
    if rubric.minimum is None:
        return levels
    least = _phrase("lowest-that-passes", _words(rubric.minimum), languages)
    return {language: f"{text}. {least[language]}." for language, text in levels.items()}


def _words(identifier: str) -> str:
    return identifier.replace("-", " ")


def _said(key: str, what: Texts) -> Texts:
    """*what* behind the phrase *key*, and bare in a language that the phrase is not translated to."""
    return {**what, **phrase_in(key, what, what)}


def _phrase(key: str, what: str, languages: tuple[str, ...]) -> Texts:
    return phrase_in(key, languages, dict.fromkeys(languages, what))
