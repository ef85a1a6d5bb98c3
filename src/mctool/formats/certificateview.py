"""What the certificate says, as plain strings in one language: all the template needs, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mctool.credentials import Award, Credential
from mctool.vocabularies.phrases import phrase


@dataclass(frozen=True)
class Fact:
    """One line of the facts beside the text."""

    label: str
    value: str


@dataclass(frozen=True)
class Page:
    """One page of the certificate, in one language."""

    language: str
    institution: str
    kind: str
    certify: str
    holder: str
    earned: str
    title: str
    distinction: str
    summary: str
    can_do: str
    outcomes: tuple[str, ...]
    verified: str
    assessments: tuple[str, ...]
    facts: tuple[Fact, ...]
    closing: tuple[str, ...]
    credential: str
    test_mark: str
    issued: str


def pages(credential: Credential, *, seal_level: str, seal_name: str, test: bool) -> tuple[Page, ...]:
    """The pages of *credential*, the primary language first.

    *seal_level* is B or T, or empty where somebody else seals; *seal_name* is the seal certificate's common name.
    """
    return tuple(_page(credential, language, seal_level, seal_name, test) for language in credential.award.languages)


def _page(credential: Credential, language: str, seal_level: str, seal_name: str, test: bool) -> Page:
    award = credential.award
    programme = award.programme
    return Page(
        language=language,
        institution=award.institution.name.to(language),
        kind=phrase("micro-credential", language),
        certify=phrase("awarded-to", language),
        holder=credential.learner.full_name,
        earned=phrase("has-earned", language),
        title=programme.title.to(language),
        distinction=phrase("with-distinction", language) if credential.distinction else "",
        summary=programme.summary.to(language) if programme.summary else "",
        can_do=phrase("can-do", language),
        outcomes=tuple(one.outcome.statement.to(language) for one in credential.outcomes),
        verified=phrase("how-verified", language),
        assessments=tuple(_assessments(credential, language)),
        facts=tuple(_facts(credential, language)),
        closing=tuple(_closing(credential, language, seal_level, seal_name, test)),
        credential=credential.id,
        test_mark=phrase("test-mark", language) if test else "",
        issued=long_date(credential.issued.date(), language),
    )


def _assessments(credential: Credential, language: str) -> Sequence[str]:
    lines = []
    for result in credential.results:
        assessment = result.assessment
        parts = [phrase(f"method-{assessment.method}", language)]
        if assessment.supervision is not None:
            parts.append(assessment.supervision.label(language))
        lines.append(f"{assessment.title.to(language)}: {', '.join(_lower(part) for part in parts)}")
    return lines


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _facts(credential: Credential, language: str) -> Sequence[Fact]:
    """The facts of Annex I that a reader looks for; what the workspace does not say is left out, not «none»."""
    award, programme = credential.award, credential.award.programme
    result = "result-distinction" if credential.distinction else "result-achieved"
    until = long_date(credential.expires, language) if credential.expires else phrase("without-expiry", language)
    named = [
        ("result", phrase(result, language)),
        ("level", _level(award, language)),
        ("workload", _workload(award, language)),
        ("form", programme.participation.label(language) if programme.participation else ""),
        ("field", programme.field.label(language) if programme.field else ""),
        ("awarded-on", long_date(credential.awarded, language)),
        ("issued-on", long_date(credential.issued.date(), language)),
        ("valid-until", until),
        ("quality-assurance", _assurance(award, language)),
        *_stacking(award, language),
    ]
    return [Fact(phrase(key, language), value) for key, value in named if value]


def _assurance(award: Award, language: str) -> str:
    assurance = award.institution.quality_assurance
    return f"{assurance.type.label(language)}, {assurance.agency.name.to(language)}" if assurance else ""


def _level(award: Award, language: str) -> str:
    programme = award.programme
    level = [phrase("eqf-level", language).replace("{what}", programme.eqf_level.slug)] if programme.eqf_level else []
    if programme.nqf_level:
        level.append(f"{programme.nqf_level.framework} {programme.nqf_level.level}")
    return ", ".join(level)


def _workload(award: Award, language: str) -> str:
    workload = award.programme.workload
    if workload is None:
        return ""
    hours = phrase("hours", language).replace("{what}", number(workload.hours, language))
    if award.non_credit:
        return f"{hours}, {phrase('non-credit-short', language)}"
    return f"{hours}, {phrase('ects-credits', language).replace('{what}', number(workload.ects or 0, language))}"


def _stacking(award: Award, language: str) -> Sequence[tuple[str, str]]:
    stacking = award.programme.stacking
    if stacking is None:
        return ()
    if stacking.into:
        return [("stacking", "; ".join(one.to(language) for one in stacking.into))]
    return [("status", phrase("stacking-alone", language))] if stacking.standalone else ()


def _closing(credential: Credential, language: str, level: str, seal_name: str, test: bool) -> Sequence[str]:
    lines = []
    if level:
        seal = phrase("seal", language).replace("{what}", level)
        lines.append(f"{seal} {seal_name}.")
        lines.append(phrase("verify", language))
    if test:
        lines.append(phrase("test-words", language))
    if any(one.esco for one in credential.outcomes):
        lines.append(phrase("esco-words", language))
    return lines


def long_date(day: date, language: str) -> str:
    """*day* as people write it in *language*; in a language without month names as ISO 8601."""
    months = phrase("months", language).split()
    form = phrase("date-form", language)
    return form.format(day=day.day, month=months[day.month - 1], year=day.year)


def number(value: float, language: str) -> str:
    """*value* with the decimal sign of *language* and no needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", phrase("decimal-sign", language))
