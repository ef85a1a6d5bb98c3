"""The European standard elements of a micro-credential, one by one, with what the workspace holds for each.

Council Recommendation of 16 June 2022 (OJ C 243, 27.6.2022, p. 10), Annex I: eleven mandatory elements and five
optional ones. Completeness is shown element by element, never as a score.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from mctool.models import Institution, Programme
from mctool.models.values import Text
from mctool.vocabularies.lists import Concept
from mctool.workspace import Workspace


@dataclass(frozen=True)
class Element:
    """One element: its number (ours, in the list's order), its name, what is there, and what languages lack it."""

    id: str
    name: str
    mandatory: bool
    values: tuple[str, ...]
    missing_languages: tuple[str, ...] = ()

    @property
    def present(self) -> bool:
        """Whether the workspace holds anything for it."""
        return bool(self.values)


def elements(workspace: Workspace, programme: Programme) -> tuple[Element, ...]:
    """The sixteen elements for *programme*, in the order of the list."""
    found = workspace.institution
    institution = found.model if found else None
    language, languages = workspace.language, workspace.languages
    outcomes = [workspace.outcomes[one].model.statement for one in programme.outcomes if one in workspace.outcomes]

    def element(number: str, name: str, *values: str | None, texts: Iterable[Text] = ()) -> Element:
        lacking = [one for one in languages if any(one not in text for text in texts)]
        return Element(number, name, number.startswith("M"), tuple(value for value in values if value), tuple(lacking))

    learner = "name" if workspace.settings.identities else None
    more = [one.replace("_", " ") for one in programme.learner_data] if learner else []
    return (
        element("M1", "Identification of the learner", learner, *more),
        element("M2", "Title of the micro-credential", programme.title.to(language), texts=[programme.title]),
        element("M3", "Country or region of the issuer", *_place(institution, language)),
        element("M4", "Awarding body", *_body(institution, language)),
        element("M5", "Date of issuing", "written when it is sealed"),
        element("M6", "Learning outcomes", *(one.to(language) for one in outcomes), texts=outcomes),
        element("M7", "Notional workload", *_workload(programme)),
        element("M8", "Level", *_level(programme, language)),
        element("M9", "Type of assessment", *(one.type.label(language) for one in programme.assessments)),
        element("M10", "Form of participation", _label(programme.participation, language)),
        element("M11", "Type of quality assurance", *_assurance(institution, language)),
        element("O1", "Prerequisites", _text(programme.prerequisites, language)),
        element("O2", "Supervision and identity verification", *_supervision(programme, language)),
        element("O3", "Grade achieved", *_grades(workspace, programme)),
        element("O4", "Integration and stackability", *_stacking(programme, language)),
        element("O5", "Further information", *_further(institution, programme, language)),
    )


def _text(text: Text | None, language: str) -> str | None:
    return text.to(language) if text else None


def _label(concept: Concept | None, language: str) -> str | None:
    return concept.label(language) if concept else None


def _place(institution: Institution | None, language: str) -> list[str | None]:
    return [institution.address.country.label(language), institution.address.region] if institution else []


def _body(institution: Institution | None, language: str) -> list[str | None]:
    if institution is None:
        return []
    return [
        institution.name.to(language),
        f"registration {institution.registration.number}" if institution.registration else None,
        f"eIDAS {institution.eidas.number}" if institution.eidas else None,
    ]


def _workload(programme: Programme) -> list[str]:
    workload = programme.workload
    if workload is None:
        return []
    return [f"{workload.hours:g} hours", f"{workload.ects:g} ECTS" if workload.ects else "non-credit"]


def _level(programme: Programme, language: str) -> list[str | None]:
    national = programme.nqf_level
    return [
        f"EQF {programme.eqf_level.slug}" if programme.eqf_level else None,
        f"{national.framework} {national.level}" if national else None,
    ]


def _assurance(institution: Institution | None, language: str) -> list[str]:
    assurance = institution.quality_assurance if institution else None
    if assurance is None:
        return []
    until = f", until {assurance.expires}" if assurance.expires else ""
    return [f"{assurance.type.label(language)}, {assurance.agency.name.to(language)}{until}"]


def _supervision(programme: Programme, language: str) -> list[str | None]:
    return [
        f"{one.title.to(language)}: {one.supervision.label(language)}" if one.supervision else None
        for one in programme.assessments
    ]


def _grades(workspace: Workspace, programme: Programme) -> list[str]:
    named = dict.fromkeys(one.rubric for one in programme.assessments if one.rubric)
    rubrics = [workspace.rubrics[name].model for name in named if name in workspace.rubrics]
    return [f"{one.title.to(workspace.language)}: {', '.join(one.levels)}" for one in rubrics]


def _stacking(programme: Programme, language: str) -> list[str]:
    stacking = programme.stacking
    if stacking is None:
        return []
    return ["stands alone"] if stacking.standalone else [one.to(language) for one in stacking.into]


def _further(institution: Institution | None, programme: Programme, language: str) -> list[str | None]:
    return [
        institution.homepage if institution else None,
        _label(programme.field, language),
        *(one.label(language) for one in programme.activities),
    ]
