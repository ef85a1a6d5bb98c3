"""What a credential must say and no coded field can carry, by language; made once so that XML and JSON-LD agree."""

from mctool.credentials import Award, CertifiedOutcome, Credential
from mctool.formats.links import web_address
from mctool.formats.wording import Texts, texts
from mctool.models import Rubric
from mctool.models.institution import QualityAssurance
from mctool.models.programme import Programme
from mctool.vocabularies.phrases import phrase_in


def of_qualification(award: Award) -> tuple[Texts, ...]:
    """No credits, a level without a concept, stacking, validity, approval."""
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


def of_achievement(credential: Credential) -> tuple[Texts, ...]:
    """What is said of this learner's award beside its grades: that it came with distinction."""
    if not credential.distinction:
        return ()
    return (phrase_in("awarded-with-distinction", credential.award.languages),)


def of_outcome(certified: CertifiedOutcome, award: Award) -> tuple[Texts, ...]:
    """That an outcome lies at another level than its programme, which neither format has a field for."""
    level = certified.outcome.eqf_level
    if level is None or level == award.programme.eqf_level:
        return ()
    return (_phrase("outcome-level", level.slug, award.languages),)


def of_review(award: Award) -> Texts | None:
    """Who reviewed the results of this edition before anything was issued."""
    review = award.cohort.quality_review
    if review is None:
        return None
    parts = (review.by, str(review.date), review.reference)
    return _phrase("results-reviewed-by", ", ".join(part for part in parts if part), award.languages)


def of_reference(assurance: QualityAssurance, languages: tuple[str, ...]) -> Texts | None:
    """What the quality assurance refers to, where that is no address of a page."""
    if assurance.reference is None or web_address(assurance.reference):
        return None
    return {languages[0]: assurance.reference}


def of_contact_hours(hours: str | None, languages: tuple[str, ...]) -> Texts | None:
    """The contact hours in words."""
    return None if hours is None else _phrase("contact-hours", hours, languages)


def of_grading(rubric: Rubric, languages: tuple[str, ...]) -> Texts:
    """How a rubric grades: its levels from lowest to highest, and which one is needed."""
    levels = _phrase("levels", ", ".join(map(_words, rubric.levels)), languages)
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
