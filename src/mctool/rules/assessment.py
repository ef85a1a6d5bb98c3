"""MC4xx: what an assessment has to say of itself."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Programme
from mctool.models.programme import Assessment
from mctool.rules.coverage import is_attendance
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor


def _real(programme: Programme) -> Iterator[tuple[int, Assessment]]:
    """The assessments that assess, each with its index; a record of attendance needs none of what follows."""
    for at, assessment in enumerate(programme.assessments):
        if not is_attendance(assessment):
            yield at, assessment


@rule("MC419", Severity.ERROR, "G3.2.2", "R1", "R10", "Q20", over="programme", guard=True)
def assessment_without_rubric(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """An assessment has no rubric.

    **Why** Without criteria and levels written down beforehand, two assessors, or two editions, rate two different
    things, and no decision can be traced.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    assessments:
      - id: recording
        title: {en: Analysis of a recorded meeting, pl: Analiza nagrania zebrania}
        type: marked-assignment
        method: case-analysis
        assesses: [describe-emotional-cues]
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    assessments:
      - id: recording
        title: {en: Analysis of a recorded meeting, pl: Analiza nagrania zebrania}
        type: marked-assignment
        method: case-analysis
        rubric: emotional-cues-analysis
        assesses: [describe-emotional-cues]
    ```
    """
    for at, assessment in _real(programme.model):
        if assessment.rubric is None:
            remedy = "Name the rubric: «rubric: …»; «mctool new rubric ID» begins one."
            yield Hit(("assessments", at, "id"), f"The assessment «{assessment.id}» has no rubric", remedy)


@rule("MC420", Severity.ERROR, "G3.2.2", "R1", "R10", over="programme", guard=True)
def outcome_without_criterion(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """An assessment assesses an outcome for which its rubric has no criterion.

    **Why** Nobody would rate the outcome in this assessment, and every learner would stay incomplete.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    assessments:
      - id: recording
        title: {en: Analysis of a recorded meeting, pl: Analiza nagrania zebrania}
        type: marked-assignment
        method: case-analysis
        rubric: emotional-cues-analysis
        assesses: [describe-emotional-cues, respond-to-angry-complaints]
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    assessments:
      - id: recording
        title: {en: Analysis of a recorded meeting, pl: Analiza nagrania zebrania}
        type: marked-assignment
        method: case-analysis
        rubric: emotional-cues-analysis
        assesses: [describe-emotional-cues]
    ```
    """
    for at, assessment in _real(programme.model):
        rubric = world.workspace.rubrics.get(assessment.rubric or "")
        served = {criterion.outcome for criterion in rubric.model.criteria} if rubric else {None}
        for inner, identity in enumerate(assessment.assesses):
            if None not in served and identity not in served:
                message = f"The rubric «{assessment.rubric}» has no criterion for «{identity}»"
                remedy = "Add a criterion with «outcome: …» to the rubric, or take the outcome off «assesses»."
                yield Hit(("assessments", at, "assesses", inner), message, remedy)


@rule("MC421", Severity.WARNING, "G2.2.1", "M6", over="programme")
def assessed_outcome_not_listed(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """An assessment assesses an outcome that the programme does not list.

    **Why** Learners are rated on it, and their certificate does not name it.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    outcomes: [respond-to-discriminatory-comments]
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    outcomes:
      - respond-to-discriminatory-comments
      - paraphrase-before-disagreeing
      - moderate-meetings-for-every-voice
      - rewrite-messages-in-inclusive-language
    ```
    """
    listed = frozenset(programme.model.outcomes)
    for at, assessment in enumerate(programme.model.assessments if listed else ()):
        for inner, identity in enumerate(assessment.assesses):
            if identity not in listed and world.workspace.exists("outcome", identity):
                message = f"«{identity}» is assessed and is no outcome of the programme"
                remedy = "Add it to the programme's «outcomes», or take it off «assesses»."
                yield Hit(("assessments", at, "assesses", inner), message, remedy)


@rule("MC423", Severity.WARNING, "Q15", over="programme")
def attempts_not_stated(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """An assessment does not say how many attempts there are.

    **Why** What happens below the minimum has to be known before anybody is below it. The last attempt within the
    number counts; without a number all of them do.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    assessments:
      - id: recording
        title: {en: Analysis of a recorded meeting, pl: Analiza nagrania zebrania}
        type: marked-assignment
        method: case-analysis
        rubric: emotional-cues-analysis
        assesses: [describe-emotional-cues]
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    assessments:
      - id: recording
        title: {en: Analysis of a recorded meeting, pl: Analiza nagrania zebrania}
        type: marked-assignment
        method: case-analysis
        rubric: emotional-cues-analysis
        assesses: [describe-emotional-cues]
        attempts: 2
    ```
    """
    for at, assessment in _real(programme.model):
        if assessment.attempts is None:
            remedy = "Add «attempts: 1» when nobody may try again, else the number."
            yield Hit(("assessments", at, "id"), f"«{assessment.id}» does not say how many attempts there are", remedy)


@rule("MC424", Severity.WARNING, "O2", over="programme")
def supervision_not_stated(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """An assessment does not say whether it is supervised and who checks identity.

    **Why** Whoever relies on the certificate wants to know that the holder did the work.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    assessments:
      - id: recording
        title: {en: Analysis of a recorded meeting, pl: Analiza nagrania zebrania}
        type: marked-assignment
        method: case-analysis
        rubric: emotional-cues-analysis
        assesses: [describe-emotional-cues]
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    assessments:
      - id: recording
        title: {en: Analysis of a recorded meeting, pl: Analiza nagrania zebrania}
        type: marked-assignment
        method: case-analysis
        supervision: unsupervised-with-id-verification
        rubric: emotional-cues-analysis
        assesses: [describe-emotional-cues]
    ```
    """
    for at, assessment in _real(programme.model):
        if assessment.supervision is None:
            remedy = "Add «supervision»; «mctool vocabulary supervision-and-id-verification» lists the values."
            yield Hit(("assessments", at, "id"), f"«{assessment.id}» does not say how it is supervised", remedy)


@rule("MC425", Severity.WARNING, "G2.3.2", "R6", over="programme")
def assessment_not_described(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """An assessment has no description.

    **Why** Employers trust what they can picture: what the holder had to do, for how long, before whom.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    assessments:
      - id: recording
        title: {en: Analysis of a recorded meeting, pl: Analiza nagrania zebrania}
        type: marked-assignment
        method: case-analysis
        rubric: emotional-cues-analysis
        assesses: [describe-emotional-cues]
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    assessments:
      - id: recording
        title: {en: Analysis of a recorded meeting, pl: Analiza nagrania zebrania}
        description:
          en: Participants write two pages about an acted meeting of 12 minutes.
          pl: Uczestnicy piszą dwie strony o 12-minutowym zebraniu odegranym przez aktorów.
        type: marked-assignment
        method: case-analysis
        rubric: emotional-cues-analysis
        assesses: [describe-emotional-cues]
    ```
    """
    for at, assessment in enumerate(programme.model.assessments):
        if assessment.description is None:
            remedy = "Say in one or two sentences what learners do, for how long, and who watches."
            yield Hit(("assessments", at, "id"), f"«{assessment.id}» has no description", remedy)
