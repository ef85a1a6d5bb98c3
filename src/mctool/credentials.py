"""Decision + identity -> Credential: what is certified, neutral and frozen, with no format in it.

Texts stay in every language that the workspace holds; coded values stay concepts of the EU lists. The part that is the
same for a whole cohort is one Award, built once and shared by all its credentials.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from mctool.decisions import Decision, Standing, Verdict
from mctool.errors import FormatError
from mctool.identities import Identity
from mctool.models import Cohort, Institution, Outcome, Programme, Rubric
from mctool.models.programme import Assessment
from mctool.models.values import Text
from mctool.vocabularies import esco
from mctool.vocabularies.phrases import phrase_in
from mctool.workspace import Descriptor, Workspace, read_bytes


@dataclass(frozen=True)
class Logo:
    """The institution's logo: its bytes and media type (``image/png``, ``image/jpeg``, ``image/svg+xml``)."""

    content: bytes
    media_type: str


@dataclass(frozen=True)
class EscoConcept:
    """A concept of ESCO with the preferred label of the version that the workspace maps to."""

    uri: str
    label: str


@dataclass(frozen=True)
class CertifiedOutcome:
    """A learning outcome as credentials carry it."""

    outcome: Outcome
    esco: tuple[EscoConcept, ...]


@dataclass(frozen=True)
class Award:
    """What is the same for everybody in a cohort: programme, outcomes, institution, edition."""

    languages: tuple[str, ...]
    institution: Institution
    logo: Logo | None
    programme: Programme
    cohort: Cohort
    outcomes: tuple[CertifiedOutcome, ...]
    rubrics: Mapping[str, Rubric]

    @property
    def language(self) -> str:
        """The primary language."""
        return self.languages[0]

    @property
    def assessed(self) -> tuple[Assessment, ...]:
        """The programme's assessments that a rubric rates, in its order."""
        return tuple(one for one in self.programme.assessments if one.rubric in self.rubrics)

    @property
    def non_credit(self) -> bool:
        """Whether the micro-credential carries no ECTS credits."""
        return self.programme.workload is None or not self.programme.workload.ects


@dataclass(frozen=True)
class AssessmentResult:
    """One assessment that counted: when, how it was rated, and the grade in words by language."""

    assessment: Assessment
    rubric: Rubric
    date: date | None
    levels: Mapping[str, str]
    grade: Text


@dataclass(frozen=True)
class Credential:
    """A micro-credential for one learner.

    ``id`` is ``urn:credential:<uuid>``; ``issued`` is the moment of sealing; ``awarded`` the day of the decision;
    ``expires`` the last day it counts, or None.
    """

    id: str
    award: Award
    learner: Identity
    verdict: Verdict
    outcomes: tuple[CertifiedOutcome, ...]
    results: tuple[AssessmentResult, ...]
    issued: datetime
    awarded: date
    expires: date | None

    @property
    def uuid(self) -> str:
        """The last part of the id."""
        return self.id.rpartition(":")[2]

    @property
    def valid_from(self) -> datetime:
        """The beginning of the award day in UTC."""
        return midnight(self.awarded)

    @property
    def valid_until(self) -> datetime | None:
        """The last second in UTC of the last day it counts, or None: whoever holds it has that whole day."""
        return midnight(self.expires) + timedelta(days=1, seconds=-1) if self.expires else None

    @property
    def distinction(self) -> bool:
        """Whether it was awarded with distinction."""
        return self.verdict is Verdict.AWARDED_WITH_DISTINCTION


def build_award(workspace: Workspace, cohort: Descriptor[Cohort]) -> Award:
    """What all credentials of *cohort* share. Raises FormatError when the workspace lacks a part of it."""
    institution = workspace.institution
    if institution is None:
        raise FormatError("the workspace has no institution that could award")
    programme = workspace.programmes[cohort.model.programme].model
    outcomes = tuple(_certified(workspace, workspace.outcomes[outcome].model) for outcome in programme.outcomes)
    named = {one.rubric for one in programme.assessments if one.rubric}
    rubrics = {name: workspace.rubrics[name].model for name in sorted(named)}
    return Award(
        workspace.languages, institution.model, logo_of(workspace, institution.model), programme, cohort.model,
        outcomes, rubrics,
    )  # fmt: skip


def build_credential(award: Award, decision: Decision, identity: Identity, *, uuid: str, now: datetime) -> Credential:
    """The credential that *decision* gives to the person *identity*, sealed at *now* (with a time zone).

    *uuid* is the new credential's. The award date is the day of the quality review, when the results became final.
    """
    if not decision.verdict.awards:
        raise FormatError(f"{decision.learner}: the decision is «{decision.verdict}», which awards nothing")
    achieved = set(decision.achieved)
    review = award.cohort.quality_review
    awarded = review.date if review else decision.last_assessed or now.astimezone(UTC).date()
    validity = award.programme.validity
    expires = validity.period.after(awarded) if validity and validity.period else None
    results = tuple(
        AssessmentResult(
            one, award.rubrics[one.rubric], counting.attempt.date,
            {c.id: level for c in award.rubrics[one.rubric].criteria if (level := counting.level(c.id))},
            _grade(award, decision, one),
        )
        for one in award.programme.assessments
        if one.rubric and (counting := decision.attempts.get(one.id)) and set(one.assesses) & achieved
    )  # fmt: skip
    return Credential(
        f"urn:credential:{uuid}", award, identity, decision.verdict,
        tuple(one for one in award.outcomes if one.outcome.id in achieved), results,
        now.astimezone(UTC).replace(microsecond=0), awarded, expires,
    )  # fmt: skip


def midnight(day: date) -> datetime:
    """The beginning of *day* in UTC: a date without a time is never shifted by a time zone."""
    return datetime.combine(day, time(), UTC)


def _certified(workspace: Workspace, outcome: Outcome) -> CertifiedOutcome:
    """The outcome with the preferred labels of its ESCO concepts; one that is not loaded keeps the label written."""
    version = workspace.settings.esco.version if workspace.settings.esco else None
    carried = esco.Library()  # what this user has imported must not change the bytes of a credential
    found = (
        (one, esco.judge(one.uri, one.label, version=version, library=carried).label or one.label)
        for one in outcome.esco
    )
    return CertifiedOutcome(outcome, tuple(EscoConcept(one.uri, label) for one, label in found if label))


def _grade(award: Award, decision: Decision, assessment: Assessment) -> Text:
    """The grade of one assessment in words: the result, and the level that stands for each criterion."""
    ratings = {rating.criterion: rating for one in decision.outcomes for rating in one.ratings.get(assessment.id, ())}
    high = all(rating.standing is Standing.DISTINGUISHED for rating in ratings.values())
    results = phrase_in("achieved-with-distinction" if high else "achieved", award.languages)
    criteria = award.rubrics[assessment.rubric or ""].criteria
    rated = [(one.title, ratings[one.id].level or "") for one in criteria if one.id in ratings]
    levels = {
        language: "; ".join(f"{title.to(language)}: {level.replace('-', ' ')}" for title, level in rated)
        for language in results
    }
    return Text({language: f"{result} ({levels[language]})" for language, result in results.items()})


_MEDIA_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}


def logo_of(workspace: Workspace, institution: Institution) -> Logo | None:
    """The logo that the institution names. Raises FormatError when it is not there or of another kind."""
    if institution.logo is None:
        return None
    media_type = _MEDIA_TYPES.get(Path(institution.logo).suffix.lower())
    if media_type is None:
        raise FormatError(f"the logo {institution.logo} is neither PNG, JPEG nor SVG")
    content = read_bytes(workspace.root, institution.logo, limit=1_000_000)
    if isinstance(content, str):
        raise FormatError(f"the logo {institution.logo}: {content[0].lower()}{content[1:]}")
    return Logo(content, media_type)
