"""MC4xx: whether every outcome is assessed, by something that can show it."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Programme
from mctool.models.programme import DEMONSTRATIONS, Assessment
from mctool.rules.absence import key_or_id
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor

_EXAMPLES = "scenario-simulation, case-analysis, group-problem-solving or observed-behaviour"


def is_attendance(assessment: Assessment) -> bool:
    """Whether the assessment records presence, by its method or by its European type."""
    return assessment.method == "attendance" or assessment.type.slug == "level-of-attendance"


@rule("MC401", Severity.ERROR, "G3.3.1", "R1", "Q1", "Q12", over="programme", guard=True)
def outcome_not_assessed(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """An outcome of the programme is assessed by nothing.

    **Why** The certificate states that the holder can do it. Nobody would have seen it.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    outcomes: [respond-to-discriminatory-comments, describe-emotional-cues]
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    outcomes: [respond-to-discriminatory-comments, paraphrase-before-disagreeing]
    ```
    """
    if not programme.model.assessments:
        return
    assessed = {outcome for assessment in programme.model.assessments for outcome in assessment.assesses}
    for at, identity in enumerate(programme.model.outcomes):
        if identity not in assessed:
            remedy = "Add it to «assesses» of the assessment that shows it, or take it off the programme."
            yield Hit(("outcomes", at), f"No assessment assesses «{identity}»", remedy)


@rule("MC402", Severity.ERROR, "G2.6.2", "G3.3.1", "R5", "Q4", "M9", over="programme", guard=True)
def assessment_by_attendance_only(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """An outcome is assessed by attendance alone.

    **Why** Presence shows that somebody was there, not what they can do. An attendance list never leads to a
    micro-credential; those who only attended may get a participation certificate.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    outcomes: [describe-emotional-cues]
    assessments:
      - id: presence
        title: {en: Presence at the meetings, pl: Obecność na spotkaniach}
        type: level-of-attendance
        method: attendance
        assesses: [describe-emotional-cues]
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    outcomes: [describe-emotional-cues]
    assessments:
      - id: recording
        title: {en: Analysis of a recorded meeting, pl: Analiza nagrania zebrania}
        type: marked-assignment
        method: case-analysis
        rubric: emotional-cues-analysis
        assesses: [describe-emotional-cues]
    ```
    """
    shown = {
        outcome
        for assessment in programme.model.assessments
        if not is_attendance(assessment)
        for outcome in assessment.assesses
    }
    for at, assessment in enumerate(programme.model.assessments):
        alone = [outcome for outcome in assessment.assesses if outcome not in shown]
        if alone and is_attendance(assessment):
            key = "method" if assessment.method == "attendance" else "type"
            named = ", ".join(f"«{outcome}»" for outcome in alone)
            message = f"Attendance is the only assessment of {named}"
            yield Hit(("assessments", at, key), message, f"Let learners show it, by {_EXAMPLES}.")


@rule("MC413", Severity.ERROR, "Q1", "Q12", "M6", over="programme", guard=True)
def programme_without_outcomes(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme has no learning outcomes.

    **Why** A micro-credential certifies outcomes. Without any there is nothing to certify.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    outcomes: []
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    outcomes: [describe-emotional-cues]
    ```
    """
    if not programme.model.outcomes:
        loc = key_or_id(programme, "outcomes")
        yield Hit(loc, "The programme has no learning outcomes", "List their ids under «outcomes».")


@rule("MC414", Severity.ERROR, "Q1", "Q12", "M9", "R5", over="programme", guard=True)
def programme_without_assessments(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme has no assessments.

    **Why** Passing an assessment is what tells a micro-credential from an attendance paper.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    assessments: []
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
    if not programme.model.assessments:
        loc = key_or_id(programme, "assessments")
        yield Hit(loc, "The programme has no assessments", f"Add one that lets learners show it, by {_EXAMPLES}.")


@rule("MC417", Severity.WARNING, "G2.1.1", "G3.3.1", "R1", "Q18", "Q21", over="programme")
def skill_by_written_test_only(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """A skill is assessed by nothing but written tests.

    **Why** A test shows what somebody knows about a behaviour. Whether they behave so shows in a scenario, a talk, a
    piece of work.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    outcomes: [describe-emotional-cues, respond-to-angry-complaints]
    assessments:
      - id: recording
        title: {en: Analysis of a recorded meeting, pl: Analiza nagrania zebrania}
        type: marked-assignment
        method: case-analysis
        rubric: emotional-cues-analysis
        assesses: [describe-emotional-cues]
      - id: test
        title: {en: Written test, pl: Test pisemny}
        type: written-examination
        method: written-test
        rubric: difficult-conversations
        assesses: [respond-to-angry-complaints]
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    outcomes: [respond-to-angry-complaints]
    assessments:
      - id: conversation
        title: {en: Difficult conversation, pl: Trudna rozmowa}
        type: practical-assessment
        method: scenario-simulation
        rubric: difficult-conversations
        assesses: [respond-to-angry-complaints]
    ```
    """
    if _theory_only(programme.model):
        return
    methods: dict[str, set[str]] = {}
    for assessment in programme.model.assessments:
        for identity in assessment.assesses:
            methods.setdefault(identity, set()).add(assessment.method)
    for at, identity in enumerate(programme.model.outcomes):
        used = methods.get(identity, set())
        if "written-test" in used and not used & DEMONSTRATIONS and _is_skill(world, identity):
            message = f"«{identity}» is a skill, and only a written test assesses it"
            yield Hit(("outcomes", at), message, f"Add an assessment that shows it, by {_EXAMPLES}.")


@rule("MC418", Severity.WARNING, "G2.1.1", "G3.3.1", "Q18", "Q21", over="programme")
def methods_all_theoretical(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Nothing in the programme is assessed by doing it.

    **Why** Application counts more than theory: what employers ask for is what the holder does in a situation.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    outcomes: [respond-to-angry-complaints]
    assessments:
      - id: test
        title: {en: Written test, pl: Test pisemny}
        type: written-examination
        method: written-test
        rubric: difficult-conversations
        assesses: [respond-to-angry-complaints]
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    outcomes: [respond-to-angry-complaints]
    assessments:
      - id: conversation
        title: {en: Difficult conversation, pl: Trudna rozmowa}
        type: practical-assessment
        method: scenario-simulation
        rubric: difficult-conversations
        assesses: [respond-to-angry-complaints]
    ```
    """
    if _theory_only(programme.model):
        remedy = f"Add an assessment in which learners do it: {_EXAMPLES}."
        yield Hit(("assessments",), "Nothing but written tests assesses anything here", remedy, key=True)


def _theory_only(programme: Programme) -> bool:
    """Whether there are tests and nothing that demonstrates; attendance counts for neither."""
    methods = {assessment.method for assessment in programme.assessments}
    return "written-test" in methods and not methods & DEMONSTRATIONS


def _is_skill(world: World, identity: str) -> bool:
    outcome = world.workspace.outcomes.get(identity)
    if outcome is None:
        return False
    kind, reuse = outcome.model.type, outcome.model.reusability
    return (kind is not None and kind.slug == "skill") or (reuse is not None and reuse.slug == "transversal")
