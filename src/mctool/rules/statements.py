"""MC2xx: how outcomes are worded, beside their verb."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Outcome
from mctool.rules.measurability import OVERRIDABLE, observed_texts, override_holds
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import place, words
from mctool.rules.world import World
from mctool.vocabularies import wording
from mctool.vocabularies.verbs.reading import Label
from mctool.workspace import Descriptor

_VERB_LAST = ("de", "nl")  # here the object may stand before the verb
_LONGEST = 25  # words; guide section 2.2.1 asks for wording that is not overloaded


@rule("MC209", Severity.WARNING, "G3.2.1", "R2", over="outcome")
def competence_names_a_state(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The competence names a state of mind.

    **Why** The first layer may be broad, and still has to be something a person does: it is what other institutions
    compare.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    layers:
      competence: {en: Be aware of emotions in teamwork, pl: Stosuje inteligencję emocjonalną w pracy zespołowej}
      behaviour: {en: Describe emotional cues by quoting words, pl: "Opisuje sygnały emocji, przytaczając słowa"}
      context: {en: In a recorded meeting of a project team, pl: W nagranym zebraniu zespołu projektowego}
    ```

    **Fix**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    layers:
      competence: {en: Apply emotional intelligence in teamwork, pl: Stosuje inteligencję emocjonalną w zespole}
      behaviour: {en: Describe emotional cues by quoting words, pl: "Opisuje sygnały emocji, przytaczając słowa"}
      context: {en: In a recorded meeting of a project team, pl: W nagranym zebraniu zespołu projektowego}
    ```
    """
    competence = outcome.model.layers.competence
    for language, text in (competence or {}).items():
        reading = world.reading(text, language)
        if reading.label is Label.UNOBSERVABLE:
            loc = place(outcome, ("layers", "competence"), language)
            message = f"«{reading.words}» names a state, and a competence is something a person does"
            yield Hit(loc, message, reading.rewrite, words=reading.words)


@rule("MC210", Severity.NOTE, "G2.2.1", over="outcome")
def outcome_too_long(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The statement has more than 25 words.

    **Why** A sentence that long usually holds more than one outcome, or explains what the layers are there for.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: >-
        Describe emotional cues in a recorded team meeting by quoting the words, the pauses, the gestures and the tone
        that show them, with the time at which each of them occurred
      pl: Opisuje sygnały emocji w nagranym zebraniu zespołu
    ```

    **Fix**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Describe emotional cues in a recorded team meeting by quoting the words or gestures that show them
      pl: Opisuje sygnały emocji w nagranym zebraniu zespołu
    ```
    """
    for language, text in outcome.model.statement.items():
        count = len(words(text))
        if count > _LONGEST:
            remedy = "Keep one action with its object and situation; leave the rest to the layers."
            yield Hit(place(outcome, ("statement",), language), f"The statement has {count} words", remedy)


@rule("MC211", Severity.NOTE, "G2.2.1", over="outcome")
def outcome_joins_actions(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The statement joins several actions.

    **Why** A learner may reach one and miss the other; the outcome is then neither achieved nor not.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Describe emotional cues in a recorded team meeting and draft an action plan
      pl: Opisuje sygnały emocji w nagranym zebraniu zespołu
    ```

    **Fix**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Describe emotional cues in a recorded team meeting
      pl: Opisuje sygnały emocji w nagranym zebraniu zespołu
    ```
    """
    for language, text in outcome.model.statement.items():
        reading = world.reading(text, language)
        if reading.actions > 1 and reading.label is not Label.MIXED:
            message = f"The statement joins {reading.actions} actions"
            yield Hit(place(outcome, ("statement",), language), message, "Make an outcome of each.")


@rule("MC214", Severity.WARNING, "G2.2.1", "R2", over="outcome")
def outcome_wording_generic(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The wording would fit any course.

    **Why** Employers see nothing in *soft skills* or *various aspects*. Name the aspect, the skill, the situation.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Describe various aspects of emotional cues in a recorded team meeting
      pl: Opisuje sygnały emocji w nagranym zebraniu zespołu
    ```

    **Fix**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Describe pauses and gestures that show emotion in a recorded team meeting
      pl: Opisuje sygnały emocji w nagranym zebraniu zespołu
    ```
    """
    for loc, text in observed_texts(outcome.model):
        for language, written in text.items():
            reading = world.reading(written, language)
            blamed = "" if reading.label is Label.MEASURABLE else reading.words  # MC203 to MC207 underline it already
            for phrase in wording.find("stock", written, language):
                if phrase not in blamed:
                    loc_in_language = place(outcome, loc, language)
                    message = f"«{phrase}» would fit any course"
                    yield Hit(loc_in_language, message, "Name what exactly is meant.", words=phrase)


@rule("MC218", Severity.WARNING, "G2.2.1", "R2", over="outcome")
def outcome_without_object(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The text has a verb and nothing that the verb is about.

    **Why** *Paraphrase* alone says neither what nor whom. Nobody can tell from it what the holder was seen doing.

    **Example**
    ```yaml
    # outcomes/paraphrase-before-disagreeing.yaml
    statement: {en: Paraphrase, pl: Parafrazuje myśl rozmówcy w dyskusji zespołu projektowego}
    ```

    **Fix**
    ```yaml
    # outcomes/paraphrase-before-disagreeing.yaml
    statement: {en: Paraphrase a speaker's point, pl: Parafrazuje myśl rozmówcy w dyskusji zespołu projektowego}
    ```
    """
    for loc, text in observed_texts(outcome.model):
        for language, written in text.items():
            reading = world.reading(written, language)
            before = written[: reading.start] if language in _VERB_LAST else ""
            rest = words(before + " " + written[reading.end :])
            if reading.label is Label.MEASURABLE and not any(len(word) > 2 for word in rest):
                remedy = "Say what or whom it is done to, and where."
                yield Hit(place(outcome, loc, language), f"«{reading.words}» has no object", remedy)


@rule("MC219", Severity.WARNING, "G2.2.1", "M6", over="outcome")
def override_without_effect(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The exception ``measurable_by`` is not needed, or names an assessment of something else.

    **Why** An exception is printed in the audit report with its reason. One that does not apply covers up a fault, or
    reports one that is not there.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    measurable_by: {reason: "Shown by the cues quoted", assessment: recording}
    ```

    **Fix**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Be aware of emotional cues in a recorded team meeting
      pl: Opisuje sygnały emocji w nagranym zebraniu zespołu
    measurable_by: {reason: "Shown by the cues quoted", assessment: recording}
    ```
    """
    claimed = outcome.model.measurable_by
    if claimed is None or world.workspace.unread.get("programme"):
        return
    written = [(text, language) for _, texts in observed_texts(outcome.model) for language, text in texts.items()]
    if not any(world.reading(text, language).label in OVERRIDABLE for text, language in written):
        yield Hit(("measurable_by",), "The outcome is measurable without this exception", "Remove it.", key=True)
    elif claimed.assessment in _assessments(world) and not override_holds(outcome.model, world):
        message = f"«{claimed.assessment}» does not assess this outcome, so that the exception does not hold"
        yield Hit(("measurable_by", "assessment"), message, "Name an assessment that shows the outcome.")


def _assessments(world: World) -> set[str]:
    return {assessment.id for found in world.assessments_of.values() for _, assessment in found}
