"""From the files that changed to the files whose findings may have changed with them."""

from collections.abc import Callable, Collection, Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any

from mctool.models import Cohort, Institution, Outcome, Programme, Rubric
from mctool.workspace import SETTINGS, Descriptor, Workspace
from mctool.yamlsource import Source

Name = tuple[str, str]
"""What a file is known by to others: a kind and an id, ``file`` and a path, ``assessment`` and an id."""

_KINDS = ("outcome", "rubric", "programme", "cohort")


def affected(
    workspace: Workspace, changed: Collection[str], before: Callable[[str], bytes | None]
) -> frozenset[str] | None:
    """The paths of *changed* files and of all that depends on them; None when that is the whole workspace.

    A descriptor depends on those that it names, and on those that they name: a cohort on its programme and on its
    evidence, the programme on outcomes and rubrics. What a changed file named *before* (its bytes then, or None) and
    names no longer depends on it as well, for nothing may use it now. Everything depends on the settings, the
    institution, waivers and verb decisions. *changed* may hold deleted files.
    """
    by_path = {one.path: one for found in workspace.by_kind.values() for one in found.values()}
    old = {path: _data(before(path)) for path in changed if path.endswith(".yaml")}
    if SETTINGS in changed or any(_kind(old.get(path), by_path.get(path)) in _OF_ALL for path in changed):
        return None
    users: dict[Name, set[str]] = {}
    for descriptor in by_path.values():
        for name in _names(descriptor, workspace):
            users.setdefault(name, set()).add(descriptor.path)
    reached = set(changed)
    waiting = list(changed)
    while waiting:
        path = waiting.pop()
        for name in _known_as(path, by_path.get(path)):
            fresh = users.get(name, set()) - reached
            reached |= fresh
            waiting += fresh
    for path, data in old.items():
        for word in _words(data) - _words(by_path[path].source.data if path in by_path else None):
            reached |= {found[word].path for found in workspace.by_kind.values() if word in found}
            reached |= users.get(("assessment", word), set())
    return frozenset(reached)


_OF_ALL = ("institution", "waivers", "verbs")


def _kind(old: Any, descriptor: Descriptor[Any] | None) -> object:
    """What a file is, or was before it became unreadable or went."""
    if descriptor is not None:
        return descriptor.model.kind
    return old.get("kind") if isinstance(old, dict) else None


def _known_as(path: str, descriptor: Descriptor[Any] | None) -> Iterator[Name]:
    """The names of a file; one that cannot be read, or is gone, may have been of any kind."""
    yield "file", path
    if descriptor is None:
        yield from ((kind, PurePosixPath(path).stem) for kind in _KINDS if path.endswith(".yaml"))
        return
    model = descriptor.model
    yield str(model.kind), model.id
    if isinstance(model, Programme):
        yield from (("assessment", assessment.id) for assessment in model.assessments)


def _names(descriptor: Descriptor[Any], workspace: Workspace) -> Iterator[Name]:
    """What a descriptor names, and so depends on."""
    model = descriptor.model
    if isinstance(model, Outcome):
        if model.measurable_by is not None:
            yield "assessment", model.measurable_by.assessment
    elif isinstance(model, Rubric):
        yield from (("outcome", one.outcome) for one in model.criteria if one.outcome is not None)
    elif isinstance(model, Programme):
        listed = {*model.outcomes, *(one for assessment in model.assessments for one in assessment.assesses)}
        yield from (("outcome", one) for one in listed)
        yield from (("rubric", one.rubric) for one in model.assessments if one.rubric is not None)
    elif isinstance(model, Cohort):
        yield "programme", model.programme
        yield "file", normpath(f"{workspace.settings.register_folder}/{model.id}.jsonl")
        if descriptor.table is not None:
            yield "file", descriptor.table.path
        attempts = (attempt for result in model.results for attempt in result.assessments)
        yield from (("file", normpath(one.file)) for attempt in attempts for one in attempt.evidence if one.file)
    elif isinstance(model, Institution) and model.logo is not None:
        yield "file", normpath(model.logo)


def _data(content: bytes | None) -> Any:
    return None if content is None else Source.from_bytes(content).data


def _words(data: Any) -> frozenset[str]:
    """Every text in plain data, however deep."""
    found: set[str] = set()
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list):
            waiting += one.values() if isinstance(one, dict) else one
        elif isinstance(one, str):
            found.add(one)
    return frozenset(found)
