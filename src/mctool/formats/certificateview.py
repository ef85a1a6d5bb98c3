"""What the certificate says, as plain strings in one language: all the template needs, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mctool.credentials import AssessmentResult, Award, Credential
from mctool.formats.printedwords import filled, long_date, number, plain, printed_name, right_to_left, sentence, words
from mctool.vocabularies.phrases import phrase

_WIDEST_ID = "urn:credential:dddddddd-dddd-dddd-dddd-dddddddddddd"
"""No real id takes more room, so that where it fits all do."""


@dataclass(frozen=True)
class Fact:
    """A label, what it says, and what has to be added in smaller type, if anything."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Proof:
    """An assessment, and how it was done."""

    title: str
    how: str


@dataclass(frozen=True)
class Seal:
    """How somebody else can tell that a certificate is genuine.

    *level* is B or T, empty where another issuer seals, under an id of its own; *name* is the common name in the seal's
    certificate; *test* says that it is only a test.
    """

    level: str
    name: str
    test: bool


@dataclass(frozen=True)
class Page:
    """One page of the certificate, in one language.

    *address* is where the credential can be verified on the web; empty where the institution names no such page.
    """

    language: str
    institution: str
    country: str
    kind: str
    certify: str
    holder: str
    direction: str
    earned: str
    title: str
    distinction: str
    summary: str
    key_facts: tuple[Fact, ...]
    can_do: str
    outcomes: tuple[str, ...]
    verified: str
    assessments: tuple[Proof, ...]
    facts: tuple[Fact, ...]
    credential: str
    address: str
    closing: tuple[str, ...]
    seal_name: str
    seal: str
    test_mark: str

    def of_nobody(self) -> "Page":
        """The page as it is for everybody: without a name, and with an id that nobody has."""
        address = self.address.replace(self.credential, _WIDEST_ID) if self.credential else ""
        identifier = _WIDEST_ID if self.credential else ""
        return replace(self, holder="", direction="ltr", credential=identifier, address=address)


def pages(credential: Credential, seal: Seal) -> tuple[Page, ...]:
    """The pages of *credential*, the primary language first. Raises FormatError for a name that no page holds."""
    return tuple(_page(credential, seal, language) for language in credential.award.languages)


def _page(credential: Credential, seal: Seal, language: str) -> Page:
    award, programme = credential.award, credential.award.programme
    holder = printed_name(credential.learner)
    return Page(
        language=language,
        institution=plain(award.institution.name.to(language)),
        country=award.institution.address.country.label(language),
        kind=phrase("micro-credential", language),
        certify=phrase("awarded-to", language),
        holder=holder,
        direction="rtl" if right_to_left(holder) else "ltr",
        earned=phrase("has-earned", language),
        title=plain(programme.title.to(language)),
        distinction=phrase("with-distinction", language) if credential.distinction else "",
        summary=plain(programme.summary.to(language)) if programme.summary else "",
        key_facts=tuple(_key_facts(credential, language)),
        can_do=phrase("can-do", language),
        outcomes=tuple(plain(one.outcome.statement.to(language)) for one in credential.outcomes),
        verified=phrase("how-verified", language),
        assessments=tuple(_proof(result, language) for result in credential.results),
        facts=tuple(_facts(credential, language)),
        credential=credential.id if seal.level else "",
        address=_address(credential) if seal.level else "",
        closing=tuple(_closing(credential, seal, language)),
        seal_name=plain(seal.name) if seal.level else "",
        seal=filled("seal", language, seal.level) if seal.level else "",
        test_mark=phrase("test-mark", language) if seal.test else "",
    )


def _address(credential: Credential) -> str:
    return (credential.award.institution.verification_page or "").replace("{credential}", credential.id)


def _proof(result: AssessmentResult, language: str) -> Proof:
    assessment = result.assessment
    how = [
        phrase(f"method-{assessment.method}", language),
        assessment.type.label(language),
        words("supervision", assessment.supervision, language),
    ]
    return Proof(plain(assessment.title.to(language)), sentence(" · ".join(dict.fromkeys(filter(None, how)))))


def _key_facts(credential: Credential, language: str) -> Iterator[Fact]:
    """What a reader looks for first. What the workspace does not say is left out, not called «none»."""
    programme = credential.award.programme
    if programme.eqf_level or programme.nqf_level:
        yield _level(credential.award, language)
    if programme.workload:
        yield _workload(credential.award, language)
    yield Fact(phrase("awarded-on", language), long_date(credential.awarded, language))
    if credential.expires:
        yield Fact(phrase("valid-until", language), long_date(credential.expires, language))
    else:
        yield Fact(phrase("validity", language), sentence(phrase("without-expiry", language)))


def _level(award: Award, language: str) -> Fact:
    eqf, nqf = award.programme.eqf_level, award.programme.nqf_level
    said = [sentence(filled("eqf-level", language, eqf.slug))] if eqf else []
    if nqf:
        said.append(plain(f"{nqf.framework}: {nqf.level}"))
    return Fact(phrase("level", language), said[0], *said[1:])


def _workload(award: Award, language: str) -> Fact:
    workload = award.programme.workload
    assert workload is not None  # noqa: S101 - the caller looked
    hours = filled("hours", language, number(workload.hours, language))
    if award.non_credit:
        return Fact(phrase("workload", language), hours, sentence(phrase("non-credit-short", language)))
    credits_ = filled("ects-credits", language, number(workload.ects or 0, language))
    return Fact(phrase("workload", language), f"{hours} · {credits_}")


def _facts(credential: Credential, language: str) -> Iterator[Fact]:
    """The other facts of Annex I, again only those that the workspace holds."""
    programme, assurance = credential.award.programme, credential.award.institution.quality_assurance
    result = "result-distinction" if credential.distinction else "result-achieved"
    yield Fact(phrase("result", language), phrase(result, language))
    if programme.participation:
        yield Fact(phrase("form", language), sentence(words("mode", programme.participation, language)))
    if programme.field and language in programme.field.labels:  # the list is in English, a page in one language
        yield Fact(phrase("field", language), programme.field.label(language))
    if assurance:
        kind = sentence(words("assurance", assurance.type, language))
        yield Fact(phrase("quality-assurance", language), kind, plain(assurance.agency.name.to(language)))
    if programme.stacking and programme.stacking.into:
        into = "; ".join(plain(one.to(language)) for one in programme.stacking.into)
        yield Fact(phrase("stacking", language), into)
    elif programme.stacking and programme.stacking.standalone:
        yield Fact(phrase("status", language), phrase("stacking-alone", language))
    yield Fact(phrase("issued-on", language), long_date(credential.issued.date(), language))


def _closing(credential: Credential, seal: Seal, language: str) -> Iterator[str]:
    if seal.level:
        yield phrase("verify", language)
    if seal.test:
        yield phrase("test-words", language)
    if any(one.esco for one in credential.outcomes):
        yield phrase("esco-words", language)
