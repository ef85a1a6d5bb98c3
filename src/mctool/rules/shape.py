"""MC0xx: files and shape. What the reader found, and references that lead nowhere."""

from collections.abc import Iterator
from typing import Any

from mctool.findings import Severity
from mctool.models.values import did_you_mean
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor, FaultKind, nearest
from mctool.yamlsource import Loc


def _faults(world: World, kind: FaultKind) -> Iterator[Hit]:
    for fault in world.workspace.faults:
        if fault.kind is kind:
            yield Hit((), fault.message, fault.help, subject=fault.subject, at=(fault.path, fault.span))


@rule("MC001", Severity.ERROR, "G2.4.1", "G3.3.2", over="workspace", guard=True)
def unreadable_file(world: World) -> Iterator[Hit]:
    """The file cannot be read as a descriptor.

    **Why** A file that nobody can read describes nothing, and whoever relies on it would issue on a guess. YAML
    leaves room for surprises (aliases, tags, tabs, several documents); mctool takes the plain part only, so that
    every program reads the same.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml whole
    kind: outcome
    id: describe-emotional-cues
    statement: {en: Describe cues: gestures and tone
    ```

    **Fix**
    ```yaml
    # outcomes/describe-emotional-cues.yaml whole
    kind: outcome
    id: describe-emotional-cues
    statement: {en: "Describe cues: gestures and tone"}
    ```
    """
    yield from _faults(world, FaultKind.UNREADABLE)


@rule("MC002", Severity.ERROR, "G2.4.1", over="workspace", guard=True)
def duplicate_key(world: World) -> Iterator[Hit]:
    """A key stands twice in one mapping.

    **Why** Programs disagree on which of the two counts. A reviewer sees one value, the certificate carries the other.

    **Example**
    ```yaml
    # institution.yaml whole
    kind: institution
    id: institution
    name: {en: Example University}
    name: {en: Another University}
    address: {country: POL}
    ```

    **Fix**
    ```yaml
    # institution.yaml whole
    kind: institution
    id: institution
    name: {en: Example University}
    address: {country: POL}
    ```
    """
    yield from _faults(world, FaultKind.DUPLICATE_KEY)


@rule("MC003", Severity.ERROR, "G2.4.1", "G3.4.1", over="workspace", guard=True)
def unknown_key(world: World) -> Iterator[Hit]:
    """The format has no such key.

    **Why** A misspelt key is a lost fact: nothing would read it, and nothing would miss it.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    ecqf_level: 6
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    eqf_level: 6
    ```
    """
    yield from _faults(world, FaultKind.UNKNOWN_KEY)


@rule("MC004", Severity.ERROR, "G2.4.1", "Q21", "M9", "M10", over="workspace", guard=True)
def wrong_value(world: World) -> Iterator[Hit]:
    """A value is missing, has the wrong form, or is not on its list.

    **Why** Credentials carry coded values from the European lists; a value that is on none of them is refused by the
    official tools or, worse, carried along unseen. ``mctool vocabulary`` prints every list.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    participation: blendid
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    participation: blended
    ```
    """
    yield from _faults(world, FaultKind.WRONG_VALUE)


@rule("MC005", Severity.ERROR, "M6", "Q14", "G2.6.1", over="workspace", guard=True)
def unknown_reference(world: World) -> Iterator[Hit]:
    """An id names nothing in this workspace.

    **Why** A programme whose outcome, rubric or assessment is not there cannot be assessed, and nothing says what its
    holders can do.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    outcomes: [respond-to-discriminatory-coments]
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    outcomes: [respond-to-discriminatory-comments]
    ```
    """
    for descriptor, kind, loc, identity in _references(world):
        if not world.workspace.exists(kind, identity):
            near = did_you_mean(nearest(identity, world.workspace.by_kind.get(kind, {})))
            yield _unknown(descriptor, loc, f"There is no {kind} «{identity}»{near}")
    for descriptor, loc, identity, known in _assessment_references(world):
        if identity not in known:
            near = did_you_mean(nearest(identity, known))
            yield _unknown(descriptor, loc, f"The programme has no assessment «{identity}»{near}")


def _unknown(descriptor: Descriptor[Any], loc: Loc, message: str) -> Hit:
    return Hit(loc, message, subject=descriptor.model.id, at=descriptor.locate(loc))


def _references(world: World) -> Iterator[tuple[Descriptor[Any], str, Loc, str]]:
    workspace = world.workspace
    for programme in workspace.programmes.values():
        for at, outcome in enumerate(programme.model.outcomes):
            yield programme, "outcome", ("outcomes", at), outcome
        for at, assessment in enumerate(programme.model.assessments):
            if assessment.rubric is not None:
                yield programme, "rubric", ("assessments", at, "rubric"), assessment.rubric
            for inner, outcome in enumerate(assessment.assesses):
                yield programme, "outcome", ("assessments", at, "assesses", inner), outcome
        for at, outcome in enumerate(programme.model.award.required if programme.model.award else ()):
            yield programme, "outcome", ("award", "required", at), outcome
    for rubric in workspace.rubrics.values():
        for at, criterion in enumerate(rubric.model.criteria):
            if criterion.outcome is not None:
                yield rubric, "outcome", ("criteria", at, "outcome"), criterion.outcome
    for cohort in workspace.cohorts.values():
        yield cohort, "programme", ("programme",), cohort.model.programme


def _assessment_references(world: World) -> Iterator[tuple[Descriptor[Any], Loc, str, tuple[str, ...]]]:
    workspace = world.workspace
    every = tuple(one.id for programme in workspace.programmes.values() for one in programme.model.assessments)
    for outcome in workspace.outcomes.values():
        if outcome.model.measurable_by is not None and not workspace.unread.get("programme"):
            yield outcome, ("measurable_by", "assessment"), outcome.model.measurable_by.assessment, every
    for cohort in workspace.cohorts.values():
        programme = workspace.programmes.get(cohort.model.programme)
        if programme is not None:
            known = tuple(one.id for one in programme.model.assessments)
            for at, result in enumerate(cohort.model.results):
                for inner, attempt in enumerate(result.assessments):
                    yield cohort, ("results", at, "assessments", inner, "assessment"), attempt.assessment, known


@rule("MC006", Severity.ERROR, "G2.4.1", over="workspace", guard=True)
def id_not_file_name(world: World) -> Iterator[Hit]:
    """The id and the file's name differ.

    **Why** People look for a descriptor by its file, programs by its id. When the two differ, a reviewer approves one
    thing and a cohort refers to another.

    **Example**
    ```yaml
    # rubrics/conflict-scenario.yaml
    id: conflict-scenarios
    ```

    **Fix**
    ```yaml
    # rubrics/conflict-scenario.yaml
    id: conflict-scenario
    ```
    """
    yield from _faults(world, FaultKind.ID_NOT_FILE_NAME)


@rule("MC007", Severity.ERROR, "G2.4.1", "G2.6.1", over="workspace", guard=True)
def duplicate_id(world: World) -> Iterator[Hit]:
    """Two descriptors of one kind have the same id.

    **Why** Whoever refers to the id cannot know which of the two is meant.

    **Example**
    ```yaml
    # archive/institution.yaml whole
    kind: institution
    id: institution
    name: {en: Example University}
    address: {country: POL}
    ```

    **Fix**
    ```yaml
    # archive/former-institution.yaml whole
    kind: institution
    id: former-institution
    name: {en: Example University}
    address: {country: POL}
    ```
    """
    yield from _faults(world, FaultKind.DUPLICATE_ID)
