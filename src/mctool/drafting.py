"""New descriptors: from the packaged templates with the guide's advice as comments, or from one that is there.

What the institution must decide is left as a blank in angle brackets, which rule MC008 finds (guide 3.4.1).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from mctool.editing import dump, load, write
from mctool.errors import MctoolError
from mctool.models.values import Text, did_you_mean
from mctool.templating import EDITOR_SETTINGS, Templates
from mctool.themes import DraftedOutcome, Theme, blank_theme, common, theme
from mctool.vocabularies.countries import country_alpha2
from mctool.workspace import Workspace, nearest

Kind = Literal["programme", "outcome", "rubric", "cohort", "institution"]
_NOT_COPIED = {
    "programme": ("approvals", "review"), "cohort": ("results", "quality_review"),
    "outcome": (), "rubric": (), "institution": (),
}  # fmt: skip
"""What is true of the one that is copied only."""


@dataclass(frozen=True)
class Draft:
    """A file to be written: kind and id of its descriptor, and its text."""

    kind: str
    id: str
    text: str

    @property
    def path(self) -> str:
        """Where it belongs in the workspace."""
        return f"{self.id}.yaml" if self.kind == "institution" else f"{self.kind}s/{self.id}.yaml"

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
    def of_template(cls) -> "Details":
        """As templates have them before anybody decides."""
        shared = common()
        return cls(6, 25, None, 12, "<Office in charge>", shared.prerequisites, shared.support)

    @property
    def workload(self) -> str:
        """The workload as YAML."""
        parts = {"hours": self.hours, "ects": self.ects, "contact_hours": self.contact_hours}
        return "{" + ", ".join(f"{key}: {value:g}" for key, value in parts.items() if value is not None) + "}"


def draft(workspace: Workspace, kind: Kind, identity: str, *, source: str | None, today: date) -> tuple[Draft, ...]:
    """The files of a new descriptor of *kind*, and for a programme template those of its outcomes and rubric.

    *source* names one of that kind in the workspace, for a programme also a template, for a cohort its programme.
    Raises MctoolError for an id or a source that cannot be, or when a file would be overwritten.
    """
    there = workspace.by_kind.get(kind, {})
    if source is not None and source in there:
        drafts = [_copied(there[source].source.text, kind, identity)]
    elif kind == "programme":
        chosen = theme(source) if source else blank_theme()
        return draft_programme(workspace, identity, chosen, Details.of_template(), today)
    elif kind == "cohort":
        drafts = [_cohort(workspace, identity, source, today)]
    elif source is not None:
        raise MctoolError(f"there is no {kind} «{source}» in this workspace{did_you_mean(nearest(source, there))}")
    else:
        drafts = [_blank(workspace, kind, identity)]
    return _free(workspace, drafts)


def draft_programme(
    workspace: Workspace, identity: str, chosen: Theme, details: Details, today: date
) -> tuple[Draft, ...]:
    """The files of a programme with the theme *chosen*: itself, its outcomes, and the rubric of its task if it has one.

    Raises MctoolError for an id that is none, or when a file would be overwritten.
    """
    return _free(workspace, programme_files(workspace, identity, chosen, details, today))


def programme_files(
    workspace: Workspace, identity: str, chosen: Theme, details: Details, today: date
) -> tuple[Draft, ...]:
    """The same, whatever is there already; the programme comes first."""
    rubric = f"{identity}-{chosen.task.id}" if chosen.task else ""
    templates = _templates(workspace)
    shared = common()
    about = {
        "id": identity, "theme": chosen, "rubric": rubric, "year": today.year, "details": details,
        "prerequisites": details.prerequisites, "support": details.support,
        "renewal": shared.renewal, "ground_rules": shared.ground_rules,
    }  # fmt: skip
    drafts = [Draft("programme", identity, templates.render("programme", about))]
    drafts += [draft_outcome(workspace, one, details.eqf_level) for one in chosen.outcomes]
    if chosen.task is not None:
        what = {"id": rubric, "title": chosen.task.title, "outcomes": chosen.outcomes}
        drafts.append(Draft("rubric", rubric, templates.render("rubric", what)))
    return tuple(drafts)


def draft_outcome(workspace: Workspace, outcome: DraftedOutcome, eqf_level: int) -> Draft:
    """The file of *outcome* at the level of its programme."""
    text = _templates(workspace).render("outcome", {"outcome": outcome, "eqf_level": eqf_level})
    return Draft("outcome", outcome.id, text)


def write_drafts(root: Path, drafts: tuple[Draft, ...]) -> None:
    """Writes *drafts* below *root*. Raises WorkspaceError when the folder cannot be written."""
    for one in drafts:
        path = root / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, one.text)


def unfit_id(identity: str) -> str:
    """Why *identity* can be no id, in words; empty when it can."""
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identity) and len(identity) <= 100:
        return ""
    return f"«{identity}» is no id; write lower-case words joined by hyphens, such as active-listening"


def _free(workspace: Workspace, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    for one in drafts:
        if words := unfit_id(one.id):
            raise MctoolError(words)
        if (workspace.root / one.path).exists() or workspace.exists(one.kind, one.id):
            raise MctoolError(f"{one.path} is already there; nothing was written")
    return tuple(drafts)


def _templates(workspace: Workspace) -> Templates:
    return Templates(workspace.languages, schema_comments=not (workspace.root / EDITOR_SETTINGS).exists())


def _cohort(workspace: Workspace, identity: str, source: str | None, today: date) -> Draft:
    programmes = workspace.programmes
    if source is None or source not in programmes:
        named = f"there is no programme or cohort «{source}»" if source else "of which programme? say --from PROGRAMME"
        raise MctoolError(f"{named}; there are {', '.join(sorted(programmes)) or 'none'}")
    about = {"id": identity, "programme": source, "version": programmes[source].model.version, "day": today}
    return Draft("cohort", identity, _templates(workspace).render("cohort", about))


def _blank(workspace: Workspace, kind: Kind, identity: str) -> Draft:
    shared = common()
    if kind == "institution":
        return _institution(workspace, identity)
    if kind == "outcome":
        level = Details.of_template().eqf_level
        return draft_outcome(workspace, shared.outcome.model_copy(update={"id": identity}), level)
    served = shared.outcome.model_copy(update={"id": "<id of an outcome>"})
    about = {"id": identity, "title": shared.rubric, "outcomes": [served]}
    return Draft("rubric", identity, _templates(workspace).render("rubric", about))


def _institution(workspace: Workspace, identity: str) -> Draft:
    there = workspace.institution
    country = there.model.address.country.slug if there and there.model.address else "POL"
    about = {"id": identity, "name": common().name, "country": country, "alpha2": country_alpha2(country) or ""}
    return Draft("institution", identity, _templates(workspace).render("institution", about))


def _copied(text: str, kind: str, identity: str) -> Draft:
    document = load(text)
    document["id"] = identity
    for key in _NOT_COPIED[kind]:
        document.pop(key, None)
    return Draft(kind, identity, dump(document, text))
