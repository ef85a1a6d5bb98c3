"""MC4xx: what a rubric's criteria serve, and what assessors look for."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Rubric
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import place
from mctool.rules.world import World
from mctool.vocabularies.verbs.reading import Label
from mctool.workspace import Descriptor


@rule("MC405", Severity.ERROR, "G3.2.2", "M6", over="rubric", guard=True)
def criterion_without_outcome(rubric: Descriptor[Rubric], world: World) -> Iterator[Hit]:
    """A criterion serves no outcome.

    **Why** A rating that belongs to no outcome decides nothing: learners are judged on something that their
    certificate does not state.

    **Example**
    ```yaml
    # rubrics/emotional-cues-analysis.yaml
    criteria:
      - id: quoted-cues
        title: {en: Quoted cues, pl: Przytoczone sygnały}
        indicators: [{en: Quotes the words that show a cue, pl: Przytacza słowa wyrażające sygnał}]
    ```

    **Fix**
    ```yaml
    # rubrics/emotional-cues-analysis.yaml
    criteria:
      - id: quoted-cues
        outcome: describe-emotional-cues
        title: {en: Quoted cues, pl: Przytoczone sygnały}
        indicators: [{en: Quotes the words that show a cue, pl: Przytacza słowa wyrażające sygnał}]
    ```
    """
    for at, criterion in enumerate(rubric.model.criteria):
        if criterion.outcome is None:
            remedy = "Name the outcome that it rates: «outcome: …»."
            yield Hit(("criteria", at, "id"), f"The criterion «{criterion.id}» serves no outcome", remedy)


@rule("MC409", Severity.WARNING, "G3.2.2", "R10", over="rubric")
def criterion_minimum_laxer(rubric: Descriptor[Rubric], world: World) -> Iterator[Hit]:
    """A criterion's own minimum is below the rubric's.

    **Why** A criterion may ask for more than the rubric, never for less; the rubric's minimum stands, and the lower
    one misleads whoever reads it.

    **Example**
    ```yaml
    # rubrics/emotional-cues-analysis.yaml
    minimum: acceptable
    criteria:
      - id: quoted-cues
        outcome: describe-emotional-cues
        title: {en: Quoted cues, pl: Przytoczone sygnały}
        minimum: insufficient
    ```

    **Fix**
    ```yaml
    # rubrics/emotional-cues-analysis.yaml
    minimum: acceptable
    criteria:
      - id: quoted-cues
        outcome: describe-emotional-cues
        title: {en: Quoted cues, pl: Przytoczone sygnały}
        minimum: distinction
    ```
    """
    levels, common = rubric.model.levels, rubric.model.minimum
    for at, criterion in enumerate(rubric.model.criteria):
        own = criterion.minimum
        if own in levels and common in levels and levels.index(own) < levels.index(common):
            message = f"«{own}» is below the rubric's minimum «{common}», which stands"
            yield Hit(("criteria", at, "minimum"), message, "Leave it out, or name a higher level.")


@rule("MC411", Severity.WARNING, "G2.1.1", "G3.2.2", "R10", "Q19", "Q20", over="rubric")
def criterion_without_indicators(rubric: Descriptor[Rubric], world: World) -> Iterator[Hit]:
    """A criterion has no indicators.

    **Why** Indicators say which acts an assessor watches for. Without them assessors rate an impression, and their
    ratings differ.

    **Example**
    ```yaml
    # rubrics/emotional-cues-analysis.yaml
    criteria:
      - id: quoted-cues
        outcome: describe-emotional-cues
        title: {en: Quoted cues, pl: Przytoczone sygnały}
    ```

    **Fix**
    ```yaml
    # rubrics/emotional-cues-analysis.yaml
    criteria:
      - id: quoted-cues
        outcome: describe-emotional-cues
        title: {en: Quoted cues, pl: Przytoczone sygnały}
        indicators: [{en: Quotes the words that show a cue, pl: Przytacza słowa wyrażające sygnał}]
    ```
    """
    for at, criterion in enumerate(rubric.model.criteria):
        if not criterion.indicators:
            remedy = "List the acts that an assessor can see or hear."
            yield Hit(("criteria", at, "id"), f"The criterion «{criterion.id}» has no indicators", remedy)


@rule("MC412", Severity.WARNING, "G3.2.2", "Q19", "Q20", over="rubric")
def indicator_names_a_state(rubric: Descriptor[Rubric], world: World) -> Iterator[Hit]:
    """An indicator names a state of mind instead of an act.

    **Why** Nobody sees what somebody understands or feels. An assessor who has to guess it judges the person, not the
    performance.

    **Example**
    ```yaml
    # rubrics/emotional-cues-analysis.yaml
    criteria:
      - id: quoted-cues
        outcome: describe-emotional-cues
        title: {en: Quoted cues, pl: Przytoczone sygnały}
        indicators: [{en: Understands the feelings of others, pl: Rozumie uczucia innych}]
    ```

    **Fix**
    ```yaml
    # rubrics/emotional-cues-analysis.yaml
    criteria:
      - id: quoted-cues
        outcome: describe-emotional-cues
        title: {en: Quoted cues, pl: Przytoczone sygnały}
        indicators: [{en: Quotes the words that show a cue, pl: Przytacza słowa wyrażające sygnał}]
    ```
    """
    for at, criterion in enumerate(rubric.model.criteria):
        for inner, indicator in enumerate(criterion.indicators):
            for language, text in indicator.items():
                reading = world.reading(text, language)
                if reading.label in (Label.UNOBSERVABLE, Label.MIXED):
                    loc = place(rubric, ("criteria", at, "indicators", inner), language)
                    message = f"«{reading.words}» names a state that no assessor can see"
                    yield Hit(loc, message, "Write what the person says or does.", words=reading.words)


@rule("MC422", Severity.NOTE, "G3.2.2", "R10", over="workspace")
def rubric_unused(world: World) -> Iterator[Hit]:
    """No assessment uses the rubric.

    **Why** A rubric that nothing refers to is either a leftover, or the one that an assessment should have named.

    **Example**
    ```yaml
    # rubrics/spare.yaml whole
    kind: rubric
    id: spare
    title: {en: Spare rubric, pl: Zapasowa rubryka}
    levels: [insufficient, acceptable]
    minimum: acceptable
    criteria: []
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
      - id: conversations
        title: {en: Two difficult conversations, pl: Dwie trudne rozmowy}
        type: practical-assessment
        method: scenario-simulation
        rubric: difficult-conversations
        assesses: [respond-to-angry-complaints]
      - id: plan
        title: {en: Action plan, pl: Plan działania}
        type: project-work
        method: action-plan-presentation
        rubric: action-plan
        assesses: [draft-action-plan-from-feedback]
    ```
    """
    if world.workspace.unread.get("programme"):
        return
    programmes = world.workspace.programmes.values()
    used = {assessment.rubric for programme in programmes for assessment in programme.model.assessments}
    for rubric in world.workspace.rubrics.values():
        if rubric.model.id not in used:
            remedy = "Name it in an assessment, or remove it."
            yield Hit((), "No assessment uses this rubric", remedy, subject=rubric.model.id, at=rubric.locate(("id",)))
