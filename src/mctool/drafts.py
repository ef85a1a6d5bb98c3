"""Descriptors that are being written: what somebody has decided of each, and the text of its file.

What nobody has decided yet is a blank in angle brackets, which rule MC008 finds (guide 3.4.1).
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from mctool.models.values import Text
from mctool.templating import EDITOR_SETTINGS, Templates
from mctool.themes import LEVELS, DraftedCriterion, DraftedOutcome, Theme, common
from mctool.vocabularies.countries import country_alpha2
from mctool.workspace import Workspace
from mctool.workspace.resulttable import OPTIONAL, REQUIRED


@dataclass(frozen=True)
class Draft:
    """A file to be written: kind and id of its descriptor, and its text.

    ``there`` are text and path of the file that it replaces; None when there should be none.
    """

    kind: str
    id: str
    text: str
    there: tuple[str, str] | None = None

    @property
    def path(self) -> str:
        """Where it belongs in the workspace."""
        if self.there is not None:
            return self.there[1]
        if self.kind == "institution":
            return f"{self.id}.yaml"
        return f"cohorts/{self.id}.csv" if self.kind == "results" else f"{self.kind}s/{self.id}.yaml"

    @property
    def blanks(self) -> int:
        """How many texts are left to be filled or translated."""
        return len(re.findall(r'"<[A-Za-z]|"TODO: ', self.text))


@dataclass(frozen=True)
class Details:
    """What a programme decides beside its theme; hours of all work, contact hours among it."""

    eqf_level: int
    hours: float
    ects: float | None
    contact_hours: float | None
    coordinator: str
    prerequisites: Text
    support: Text

    @classmethod
    def of_template(cls, language: str) -> "Details":
        """As templates have them before anybody decides, a blank that is no text by language in *language*."""
        shared = common()
        return cls(6, 25, None, 12, shared.coordinator.to(language), shared.prerequisites, shared.support)

    @property
    def workload(self) -> str:
        """The workload as YAML."""
        parts = {"hours": self.hours, "ects": self.ects, "contact_hours": self.contact_hours}
        return "{" + ", ".join(f"{key}: {value:g}" for key, value in parts.items() if value is not None) + "}"


@dataclass(frozen=True)
class Rated:
    """A criterion, and the id of the outcome that it serves."""

    outcome: str
    criterion: DraftedCriterion


@dataclass(frozen=True)
class DraftedRubric:
    """A rubric. The levels go from worst to best; each criterion describes them in this order."""

    id: str
    title: Text
    criteria: tuple[Rated, ...]
    levels: tuple[str, ...] = LEVELS
    minimum: str = LEVELS[1]
    distinction: str | None = LEVELS[2]


@dataclass(frozen=True)
class DraftedCohort:
    """An edition of a programme. ``place`` may be empty; *table* says that results come in a CSV file beside it."""

    id: str
    programme: str
    version: str
    start: str
    end: str
    country: str = ""
    place: str = ""
    trainers: tuple[str, ...] = ()
    assessors: tuple[str, ...] = ("assessor-1", "assessor-2")
    table: bool = False


@dataclass(frozen=True)
class Assurance:
    """Quality assurance: a slug of the list accreditation-types, who assures, and the decision, if it is known."""

    type: str
    agency: Text
    country: str
    reference: str = ""
    issued: str = ""
    expires: str = ""


@dataclass(frozen=True)
class DraftedInstitution:
    """An awarding body; *country* is the alpha-3 code of the EU list. What is empty is left out."""

    id: str
    name: Text
    country: str
    registration: str = ""
    eidas: str = ""
    homepage: str = ""
    email: str = ""
    logo: str = ""
    quality_assurance: Assurance | None = None


def programme_files(
    workspace: Workspace, identity: str, chosen: Theme, details: Details, today: date
) -> tuple[Draft, ...]:
    """The files of a programme with the theme *chosen*, whatever is there already: it, its outcomes, its rubric."""
    rubric = f"{identity}-{chosen.task.id}" if chosen.task else ""
    shared = common()
    about = {
        "id": identity, "theme": chosen, "rubric": rubric, "year": today.year, "details": details,
        "prerequisites": details.prerequisites, "support": details.support,
        "renewal": shared.renewal, "ground_rules": shared.ground_rules,
    }  # fmt: skip
    drafts = [Draft("programme", identity, templates(workspace).render("programme", about))]
    drafts += [draft_outcome(workspace, one, details.eqf_level) for one in chosen.outcomes]
    if chosen.task is not None:
        criteria = tuple(Rated(one.id, one.criterion) for one in chosen.outcomes)
        drafts.append(draft_rubric(workspace, DraftedRubric(rubric, chosen.task.title, criteria)))
    return tuple(drafts)


def draft_outcome(workspace: Workspace, outcome: DraftedOutcome, eqf_level: int | None) -> Draft:
    """The file of *outcome*; without a level of its own it has that of its programme."""
    text = templates(workspace).render("outcome", {"outcome": outcome, "eqf_level": eqf_level})
    return Draft("outcome", outcome.id, text)


def draft_rubric(workspace: Workspace, rubric: DraftedRubric) -> Draft:
    """The file of *rubric*."""
    return Draft("rubric", rubric.id, templates(workspace).render("rubric", {"rubric": rubric}))


def draft_cohort(workspace: Workspace, cohort: DraftedCohort, today: date) -> Draft:
    """The file of *cohort*; *today* stands in the comments."""
    return Draft("cohort", cohort.id, templates(workspace).render("cohort", {"cohort": cohort, "day": today}))


def draft_table(cohort: DraftedCohort) -> Draft:
    """The empty table for the results of *cohort*."""
    return Draft("results", cohort.id, ",".join((*REQUIRED, *OPTIONAL)) + "\n")


def draft_institution(
    workspace: Workspace, institution: DraftedInstitution, there: tuple[str, str] | None = None
) -> Draft:
    """The file of *institution*, or the one that is *there* (text and path) with what it lacked and nothing else."""
    fresh = institution_draft(templates(workspace), institution)
    return fresh if there is None else replace(fresh, text=_completed(there[0], fresh.text), there=there)


def institution_draft(templates: Templates, institution: DraftedInstitution) -> Draft:
    """The file of *institution* by *templates*, also where there is no workspace yet."""
    about = {"institution": institution, "alpha2": country_alpha2(institution.country) or ""}
    return Draft("institution", institution.id, templates.render("institution", about))


def _completed(there: str, fresh: str) -> str:
    """*there* with the keys that only *fresh* has: where a comment holds their place, or at the end."""
    text = there if there.endswith("\n") else f"{there}\n"
    for block in re.finditer(r"^(\w+):.*\n(?:[ ]+.*\n)*", fresh, re.MULTILINE):
        key = block[1]
        if re.search(rf"^{key}:", text, re.MULTILINE):
            continue
        hint = re.search(rf"^# {key}:.*\n(?:#[ ]{{2,}}.*\n)*", text, re.MULTILINE)
        before, after = (text[: hint.start()], text[hint.end() :]) if hint else (text, "")
        text = before + block[0] + after
    return text


def templates(workspace: Workspace) -> Templates:
    """The templates in the languages of *workspace*."""
    return Templates(workspace.languages, schema_comments=not (workspace.root / EDITOR_SETTINGS).exists())
