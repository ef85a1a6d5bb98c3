"""New descriptors: from the packaged templates with the guide's advice as comments, or from one that is there.

What the institution must decide is left as a blank in angle brackets, which rule MC008 finds (guide 3.4.1).
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from mctool.drafts import (
    Details,
    Draft,
    DraftedCohort,
    DraftedInstitution,
    DraftedRubric,
    Rated,
    draft_cohort,
    draft_institution,
    draft_outcome,
    draft_rubric,
    programme_files,
)
from mctool.editing import dump, load, write
from mctool.errors import MctoolError
from mctool.models.values import did_you_mean
from mctool.themes import blank_theme, common, theme
from mctool.workspace import Workspace, nearest

Kind = Literal["programme", "outcome", "rubric", "cohort", "institution"]
_NOT_COPIED = {
    "programme": ("approvals", "review"), "cohort": ("results", "quality_review"),
    "outcome": (), "rubric": (), "institution": (),
}  # fmt: skip
"""What is true of the one that is copied only."""


def draft(workspace: Workspace, kind: Kind, identity: str, *, source: str | None, today: date) -> tuple[Draft, ...]:
    """The files of a new descriptor of *kind*, and for a programme template those of its outcomes and rubric.

    *source* names one of that kind in the workspace, for a programme also a template, for a cohort its programme.
    Raises MctoolError for an id or a source that cannot be, or when a file would be overwritten.
    """
    there = workspace.by_kind.get(kind, {})
    if source is not None and source in there:
        drafts: Sequence[Draft] = [_copied(there[source].source.text, kind, identity)]
    elif kind == "programme":
        chosen = theme(source) if source else blank_theme()
        drafts = programme_files(workspace, identity, chosen, Details.of_template(workspace.language), today)
    elif kind == "cohort":
        drafts = [_cohort(workspace, identity, source, today)]
    elif source is not None:
        raise MctoolError(f"there is no {kind} «{source}» in this workspace{did_you_mean(nearest(source, there))}")
    else:
        drafts = [_blank(workspace, kind, identity)]
    return free(workspace, drafts)


def write_drafts(root: Path, drafts: Sequence[Draft]) -> None:
    """Writes *drafts* below *root*.

    Raises MctoolError, before anything is written, when a file is no longer what its draft replaces; WorkspaceError
    when the folder cannot be written.
    """
    for one in drafts:
        path = root / one.path
        if one.there is None and path.exists():
            raise MctoolError(f"{one.path} is already there; nothing was written")
        if one.there is not None and (not path.exists() or path.read_text(encoding="utf-8-sig") != one.there[0]):
            raise MctoolError(f"{one.path} was changed meanwhile; nothing was written")
    for one in drafts:
        path = root / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        ends = "\r\n" if one.there is not None and b"\r\n" in path.read_bytes() else "\n"
        write(path, one.text.replace("\n", ends))


def unfit_id(identity: str) -> str:
    """Why *identity* can be no id, in words; empty when it can."""
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identity) and len(identity) <= 100:
        return ""
    return f"«{identity}» is no id; write lower-case words joined by hyphens, such as active-listening"


def free(workspace: Workspace, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """*drafts*, all of which are new. Raises MctoolError for an id that is none, or when one is there already."""
    for one in drafts:
        if words := unfit_id(one.id):
            raise MctoolError(words)
        if (workspace.root / one.path).exists() or workspace.exists(one.kind, one.id):
            raise MctoolError(f"{one.path} is already there; nothing was written")
    return tuple(drafts)


def _cohort(workspace: Workspace, identity: str, source: str | None, today: date) -> Draft:
    programmes = workspace.programmes
    if source is None or source not in programmes:
        named = f"there is no programme or cohort «{source}»" if source else "of which programme? say --from PROGRAMME"
        raise MctoolError(f"{named}; there are {', '.join(sorted(programmes)) or 'none'}")
    version, day = programmes[source].model.version, today.isoformat()
    return draft_cohort(workspace, DraftedCohort(identity, source, version, day, day), today)


def _blank(workspace: Workspace, kind: Kind, identity: str) -> Draft:
    shared = common()
    if kind == "institution":
        there = workspace.institution
        country = there.model.address.country.slug if there else "POL"
        return draft_institution(workspace, DraftedInstitution(identity, shared.name, country))
    if kind == "outcome":
        level = Details.of_template(workspace.language).eqf_level
        return draft_outcome(workspace, shared.outcome.model_copy(update={"id": identity}), level)
    served = Rated(shared.outcome_id.to(workspace.language), shared.outcome.criterion)
    return draft_rubric(workspace, DraftedRubric(identity, shared.rubric, (served,)))


def _copied(text: str, kind: str, identity: str) -> Draft:
    document = load(text)
    document["id"] = identity
    for key in _NOT_COPIED[kind]:
        document.pop(key, None)
    return Draft(kind, identity, dump(document, text))
