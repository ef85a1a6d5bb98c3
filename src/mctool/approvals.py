"""What an approval is bound to: the digest of a programme's content, and the approval that still stands."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mctool.models import Programme
from mctool.models.programme import Approval
from mctool.workspace import Descriptor, Workspace

STAGE = "programme-approval"
"""The stage whose approval issuing needs (format.md, *approvals*)."""

_NOT_APPROVED = ("approvals", "review")


def programme_digest(workspace: Workspace, programme: Descriptor[Programme]) -> str:
    """``sha256:`` and the SHA-256 (hex) over *programme* with the outcomes and rubrics it names.

    The content is the plain YAML data, without ``approvals`` and ``review``, as JSON in UTF-8 with sorted keys and
    without white space: comments, order and quotation marks do not count, every value does. An outcome or rubric
    that is not there counts as null.
    """
    outcomes, rubrics = _named(programme.model)
    content = {
        "programme": {key: value for key, value in programme.source.data.items() if key not in _NOT_APPROVED},
        "outcomes": _data(workspace.outcomes, outcomes),
        "rubrics": _data(workspace.rubrics, rubrics),
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def parts(workspace: Workspace, programme: Descriptor[Programme]) -> tuple[Descriptor[Any], ...]:
    """What an approval of *programme* covers: itself, and those of its outcomes and rubrics that are there."""
    outcomes, rubrics = _named(programme.model)
    named = [(workspace.outcomes, outcomes), (workspace.rubrics, rubrics)]
    return (programme, *(found[one] for found, ids in named for one in sorted(ids) if one in found))


def covered_paths(workspace: Workspace, programme: Descriptor[Programme]) -> frozenset[str]:
    """The files that an approval of *programme* covers, also those of its outcomes and rubrics that cannot be read."""
    named = {one for ids in _named(programme.model) for one in ids}
    known = {part.model.id for part in parts(workspace, programme)}
    unread = {one.path for one in workspace.faults if Path(one.path).stem in named - known}
    return frozenset({part.path for part in parts(workspace, programme)} | unread)


def unread_parts(workspace: Workspace, programme: Descriptor[Programme]) -> tuple[str, ...]:
    """The outcomes and rubrics of *programme* that are there and cannot be read, so that no digest can be compared."""
    outcomes, rubrics = _named(programme.model)
    named = (("outcome", workspace.outcomes, outcomes), ("rubric", workspace.rubrics, rubrics))
    return tuple(
        f"the {kind} «{one}»"
        for kind, found, ids in named
        for one in sorted(ids)
        if one not in found and workspace.exists(kind, one)
    )


def _named(model: Programme) -> tuple[set[str], set[str]]:
    outcomes = {*model.outcomes, *(one for assessment in model.assessments for one in assessment.assesses)}
    return outcomes, {assessment.rubric for assessment in model.assessments if assessment.rubric}


def _data(descriptors: Mapping[str, Descriptor[Any]], ids: Iterable[str]) -> dict[str, Any]:
    return {one: descriptors[one].source.data if one in descriptors else None for one in ids}


def standing_approval(workspace: Workspace, programme: Descriptor[Programme], stage: str = STAGE) -> Approval | None:
    """The newest approval of *programme* at *stage* that is bound to its present content; None when there is none."""
    digest = programme_digest(workspace, programme)
    standing = [one for one in programme.model.approvals if one.stage == stage and one.digest == digest]
    return max(standing, key=lambda one: one.date, default=None)
