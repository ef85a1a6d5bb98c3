"""MC2xx: whether an outcome says what somebody can see, hear or read, in every language it is written in."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Outcome
from mctool.models.values import Text
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import place
from mctool.rules.world import World
from mctool.vocabularies.verbs.reading import Label, Reading
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc

OVERRIDABLE = frozenset({Label.UNOBSERVABLE, Label.WEAK, Label.MIXED})
"""What ``measurable_by`` can set aside."""


def observed_texts(outcome: Outcome) -> Iterator[tuple[Loc, Text]]:
    """The texts of *outcome* that have to name an act: the statement, and the behaviour."""
    yield ("statement",), outcome.statement
    if outcome.layers.behaviour is not None:
        yield ("layers", "behaviour"), outcome.layers.behaviour


def override_holds(outcome: Outcome, world: World) -> bool:
    """Whether ``measurable_by`` names an assessment that assesses this outcome."""
    claimed = outcome.measurable_by
    assessments = world.assessments_of.get(outcome.id, ())
    return claimed is not None and any(assessment.id == claimed.assessment for _, assessment in assessments)


def _read_as(outcome: Descriptor[Outcome], world: World, label: Label) -> Iterator[tuple[Loc, Reading, str]]:
    """The places where statement or behaviour read as *label*: where, the reading, and what else there is to say."""
    if label in OVERRIDABLE and override_holds(outcome.model, world):
        return
    for loc, text in observed_texts(outcome.model):
        for language, written in text.items():
            reading = world.reading(written, language)
            if reading.label is label:
                yield place(outcome, loc, language), reading, _elsewhere(text, language, world)


def _elsewhere(text: Text, language: str, world: World) -> str:
    """That the same text reads as measurable in another language, which may be the better wording."""
    for other, written in text.items():
        if other != language and world.reading(written, other).label is Label.MEASURABLE:
            return f" In «{other}» it can be observed: say the same here."
    return ""


def _seen_in(outcome: Outcome, world: World) -> str:
    """The assessment in which it would be seen, if there is one."""
    assessments = world.assessments_of.get(outcome.id, ())
    return f" What is seen of it in the assessment «{assessments[0][1].id}»?" if assessments else ""


def _by_decision(reading: Reading, otherwise: str) -> str:
    return f"the institution decided: {reading.reason.rstrip('.')}" if reading.reason else otherwise


@rule("MC203", Severity.ERROR, "G2.2.1", "G3.2.1", "R2", "M6", "Q12", over="outcome")
def outcome_verb_not_measurable(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The governing verb names a state that nobody can observe.

    **Why** What an assessor cannot see, hear or read cannot be certified. *Understand*, *know* or *be aware of* name
    states of mind; write what shows them. Frameworks use such words for their levels: keep those there, and write
    here what shows it. Where the verb is right for once, ``measurable_by`` names the reason and the assessment.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Understand emotional cues in a recorded team meeting
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
    for loc, reading, elsewhere in _read_as(outcome, world, Label.UNOBSERVABLE):
        message = f"«{reading.words}»: {_by_decision(reading, 'a state that nobody can observe')}"
        yield Hit(loc, message, reading.rewrite + _seen_in(outcome.model, world) + elsewhere, words=reading.words)


@rule("MC204", Severity.WARNING, "G2.2.1", "G3.2.1", "R2", over="outcome")
def outcome_verb_weak(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The verb could be observed, but what it governs leaves open what to look for.

    **Why** *Demonstrate an understanding* or *develop skills* can be anything. Two assessors will look for two
    different things.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Demonstrate an understanding of emotional cues in a recorded team meeting
      pl: Opisuje sygnały emocji w nagranym zebraniu zespołu
    ```

    **Fix**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Demonstrate an understanding of emotional cues by describing those in a recorded team meeting
      pl: Opisuje sygnały emocji w nagranym zebraniu zespołu
    ```
    """
    for loc, reading, elsewhere in _read_as(outcome, world, Label.WEAK):
        message = f"«{reading.words}»: {_by_decision(reading, 'nobody knows what to look for')}"
        yield Hit(loc, message, reading.rewrite + _seen_in(outcome.model, world) + elsewhere, words=reading.words)


@rule("MC205", Severity.WARNING, "G2.2.1", "G3.2.1", "R2", over="outcome")
def outcome_mixes_observable_and_unobservable(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """An observable and an unobservable verb stand side by side.

    **Why** Only one half of the outcome can be assessed. The certificate states both.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Understand and describe emotional cues in a recorded team meeting
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
    for loc, reading, elsewhere in _read_as(outcome, world, Label.MIXED):
        message = f"«{reading.words}» stands beside an act: {_by_decision(reading, 'only the act can be assessed')}"
        yield Hit(loc, message, reading.rewrite + elsewhere, words=reading.words)


@rule("MC206", Severity.NOTE, "G2.2.1", "R2", over="outcome")
def outcome_verb_nominalised(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The act is hidden in a noun: an ability, a capacity, a teacher's aim.

    **Why** What is assessed is the act. The shell around it makes the sentence longer and its subject uncertain.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Ability to describe emotional cues in a recorded team meeting
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
    for loc, reading, _ in _read_as(outcome, world, Label.NOMINALISED):
        yield Hit(loc, f"«{reading.words}» hides the act", reading.rewrite, words=reading.words)


@rule("MC207", Severity.WARNING, "G2.2.1", "G3.2.1", "R2", over="outcome")
def outcome_without_verb(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The text names no act at all: it is a topic, a heading or a list.

    **Why** A topic tells what was talked about, not what the holder can do.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Emotional cues in team meetings
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
    for loc, reading, elsewhere in _read_as(outcome, world, Label.FRAGMENT):
        yield Hit(loc, "The text names a topic, and no act", reading.rewrite + elsewhere, words=reading.words)


@rule("MC208", Severity.NOTE, "G2.2.1", over="outcome")
def outcome_verb_unknown(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The governing verb is on no list, so that nothing is said about it.

    **Why** No list has every verb. Decide in ``verbs.yaml`` once for all outcomes whether it can be observed, and say
    why.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Grokify emotional cues in a recorded team meeting
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
    for loc, reading, _ in _read_as(outcome, world, Label.UNKNOWN):
        if reading.words:
            remedy = "Decide in verbs.yaml whether it can be observed, or write another verb."
            yield Hit(loc, f"«{reading.words}» is on no list of verbs", remedy, words=reading.words)
