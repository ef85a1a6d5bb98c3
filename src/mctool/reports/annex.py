"""Annex I of the Council Recommendation on micro-credentials (OJ C 243, 27.6.2022), element by element.

Each element is shown with what the workspace says, where, and which format carries it. There is no score: an element
is given, given at issuing, or missing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from mctool.models import Institution, Programme
from mctool.models.institution import QualityAssurance
from mctool.register import Event
from mctool.reports.basis import Basis
from mctool.reports.places import Place, place_of
from mctool.reports.rendering.document import number
from mctool.reports.spoken import Spoken, labels, said, same
from mctool.workspace import SETTINGS, Descriptor


class Standing(StrEnum):
    """Whether an element is there."""

    GIVEN = "given"
    IN_PART = "not in all languages"
    AT_ISSUING = "given at issuing"
    MISSING = "missing"
    NOT_STATED = "not stated"
    """An optional element that the programme leaves out."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Where an element stands in a credential: in ELM JSON-LD, in EDCI XML, and whether the certificate prints it."""

    elm: str
    xml: str
    certificate: bool


@dataclass(frozen=True)
class Element:
    """One element of Annex I in one programme. The numbers M1 to M11 and O1 to O5 follow the order of the list."""

    id: str
    name: str
    standing: Standing
    values: tuple[Spoken, ...]
    place: Place
    carrier: Carrier

    @property
    def mandatory(self) -> bool:
        """Whether the Recommendation lists it as mandatory."""
        return self.id.startswith("M")


@dataclass(frozen=True)
class _Subject:
    """What the elements of one programme are read from."""

    basis: Basis
    programme: Descriptor[Programme]
    institution: Descriptor[Institution] | None

    @property
    def model(self) -> Programme:
        return self.programme.model

    @property
    def languages(self) -> tuple[str, ...]:
        return self.basis.world.workspace.languages

    def at(self, *loc: str | int) -> Place:
        return place_of(self.programme, *loc)

    def of_institution(self, *loc: str | int) -> Place:
        return place_of(self.institution, *loc) if self.institution else Place(SETTINGS)

    def in_settings(self, *loc: str | int) -> Place:
        settings = self.basis.world.workspace.settings_file
        return place_of(settings, *loc) if settings else Place(SETTINGS)


Found = tuple[tuple[Spoken, ...], Place]


def elements(basis: Basis, programme: Descriptor[Programme]) -> tuple[Element, ...]:
    """The sixteen elements of *programme*, mandatory ones first."""
    subject = _Subject(basis, programme, basis.world.workspace.institution)
    return tuple(_element(subject, *row) for row in _ROWS)


def _element(
    subject: _Subject, identity: str, name: str, read: Callable[[_Subject], Found], at_issuing: bool, carrier: Carrier
) -> Element:
    values, place = read(subject)
    if not values:
        standing = Standing.MISSING if identity.startswith("M") else Standing.NOT_STATED
    elif any(one.text is None for one in values):
        standing = Standing.IN_PART
    else:
        standing = Standing.AT_ISSUING if at_issuing else Standing.GIVEN
    return Element(identity, name, standing, values, place, carrier)


def _learner(subject: _Subject) -> Found:
    world = subject.basis.world
    name = world.workspace.settings.identities
    words = "Given and family name, from the identities file outside the repository"
    state = "" if name is None else f"{words}; {'at hand' if world.identities is not None else 'not at hand here'}"
    return same(state), subject.in_settings("identities")


def _country(subject: _Subject) -> Found:
    address = subject.institution.model.address if subject.institution else None
    values = labels([address.country], subject.languages) + same(address.region or "") if address else ()
    return values, subject.of_institution("address")


def _body(subject: _Subject) -> Found:
    model = subject.institution.model if subject.institution else None
    if model is None:
        return (), subject.of_institution()
    number_ = f"Registration {model.registration.number}" if model.registration else ""
    return said(model.name, subject.languages) + same(number_), subject.of_institution("name")


def _date(subject: _Subject) -> Found:
    entries = subject.basis.world.counted_entries
    days = [
        entry.time.date()
        for _, entry in entries
        if entry.event is Event.ISSUED and (entry.programme, entry.version) == (subject.model.id, subject.model.version)
    ]
    issued = f"; so far from {min(days)} to {max(days)}" if days else "; nothing issued yet"
    words = f"Date of award and moment of issuing, written into each credential{issued}"
    return same(words), Place(subject.basis.world.workspace.settings.register_folder)


def _outcomes(subject: _Subject) -> Found:
    known = subject.basis.world.workspace.outcomes
    found = [known[one].model.statement for one in subject.model.outcomes if one in known]
    return tuple(one for text in found for one in said(text, subject.languages)), subject.at("outcomes")


def _workload(subject: _Subject) -> Found:
    workload = subject.model.workload
    if workload is None:
        return (), subject.at("workload")
    ects = f"{number(workload.ects)} ECTS" if workload.ects else "no ECTS: non-credit, and said so"
    contact = "" if workload.contact_hours is None else f", of which {number(workload.contact_hours)} contact hours"
    return same(f"{number(workload.hours)} hours{contact}; {ects}"), subject.at("workload")


def _level(subject: _Subject) -> Found:
    model = subject.model
    eqf = f"EQF {model.eqf_level.slug}" if model.eqf_level else ""
    nqf = f"{model.nqf_level.framework}, level {model.nqf_level.level}" if model.nqf_level else ""
    return same(eqf, nqf), subject.at("eqf_level")


def _assessment(subject: _Subject) -> Found:
    return labels([one.type for one in subject.model.assessments], subject.languages), subject.at("assessments")


def _participation(subject: _Subject) -> Found:
    return labels([subject.model.participation], subject.languages), subject.at("participation")


def _quality(subject: _Subject) -> Found:
    assurance = subject.institution.model.quality_assurance if subject.institution else None
    values = _assurance(assurance, subject.languages) if assurance else ()
    return values, subject.of_institution("quality_assurance")


def _assurance(assurance: QualityAssurance, languages: tuple[str, ...]) -> tuple[Spoken, ...]:
    until = f"valid until {assurance.expires}" if assurance.expires else ""
    about = "; ".join(part for part in (assurance.reference, until) if part)
    return labels([assurance.type], languages) + said(assurance.agency.name, languages) + same(about)


def _prerequisites(subject: _Subject) -> Found:
    return said(subject.model.prerequisites, subject.languages), subject.at("prerequisites")


def _supervision(subject: _Subject) -> Found:
    return labels([one.supervision for one in subject.model.assessments], subject.languages), subject.at("assessments")


def _grade(subject: _Subject) -> Found:
    known = subject.basis.world.workspace.rubrics
    rubrics = [known[name].model for one in subject.model.assessments if (name := one.rubric or "") in known]
    scales = dict.fromkeys(", ".join(one.levels) for one in rubrics)
    return same(*(f"One of: {scale}" for scale in scales)), subject.at("assessments")


def _stacking(subject: _Subject) -> Found:
    stacking = subject.model.stacking
    if stacking is None:
        return (), subject.at("stacking")
    into = tuple(one for text in stacking.into for one in said(text, subject.languages))
    alone = same("Stands alone" if stacking.standalone else "")
    return into + said(stacking.rules, subject.languages) + alone, subject.at("stacking")


def _further(subject: _Subject) -> Found:
    homepage = subject.institution.model.homepage if subject.institution else None
    concepts = [subject.model.field, *subject.model.activities]
    return same(homepage or "") + labels(concepts, subject.languages), subject.at("field")


_C = "credentialSubject.hasClaim"
_Q = f"{_C}.specifiedBy"
_ROWS: tuple[tuple[str, str, Callable[[_Subject], Found], bool, Carrier], ...] = (
    ("M1", "Identification of the learner", _learner, True,
     Carrier("credentialSubject.fullName", "credentialSubject/fullName", True)),
    ("M2", "Title of the micro-credential", lambda one: (said(one.model.title, one.languages), one.at("title")), False,
     Carrier(f"{_Q}.title", "qualification/title", True)),
    ("M3", "Country or region of the issuer", _country, False,
     Carrier("issuer.location.address.countryCode", "organization/hasLocation/hasAddress/country", True)),
    ("M4", "Awarding body", _body, False,
     Carrier(f"{_C}.awardedBy.awardingBody", "awardingProcess/awardingBody", True)),
    ("M5", "Date of issuing", _date, True, Carrier("issued", "issued", True)),
    ("M6", "Learning outcomes", _outcomes, False,
     Carrier(f"{_Q}.learningOutcome", "qualification/learningOutcomes/learningOutcome", True)),
    ("M7", "Notional workload", _workload, False,
     Carrier(f"{_Q}.volumeOfLearning", "qualification/volumeOfLearning", True)),
    ("M8", "Level", _level, False, Carrier(f"{_Q}.eqfLevel", "qualification/eqfLevel", True)),
    ("M9", "Type of assessment", _assessment, False,
     Carrier(f"{_C}.provenBy.specifiedBy.dcType", "assessmentSpecification/type", True)),
    ("M10", "Form of participation", _participation, False, Carrier(f"{_Q}.mode", "qualification/mode", True)),
    ("M11", "Type of quality assurance", _quality, False,
     Carrier(f"{_Q}.accreditation.dcType", "accreditation/type", True)),
    ("O1", "Prerequisites", _prerequisites, False,
     Carrier(f"{_Q}.entryRequirement", "qualification/entryRequirementsNote", False)),
    ("O2", "Supervision and identity check", _supervision, False,
     Carrier(f"{_C}.provenBy.idVerification", "wasDerivedFrom/idVerificationMethod", True)),
    ("O3", "Grade achieved", _grade, True, Carrier(f"{_C}.provenBy.grade", "wasDerivedFrom/grade", True)),
    ("O4", "Integration and stackability", _stacking, False,
     Carrier(f"{_Q}.isPartialQualification", "qualification/isPartialQualification", True)),
    ("O5", "Further information", _further, False,
     Carrier(f"{_Q}.thematicArea", "qualification/hasISCED-FCode", True)),
)  # fmt: skip

NAMES = tuple((identity, name) for identity, name, *_ in _ROWS)
"""The id and name of each element, mandatory ones first."""


def missing(found: Iterator[Element] | tuple[Element, ...]) -> tuple[Element, ...]:
    """The mandatory elements that are not there."""
    return tuple(one for one in found if one.standing is Standing.MISSING)
