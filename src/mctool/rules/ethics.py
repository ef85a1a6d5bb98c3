"""MC602-MC609: the safeguards of the guide's section 3.6, and wording that goes past the act to the person."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Outcome, Programme, Rubric
from mctool.rules.persons import demands, labels, traits
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import place, texts
from mctool.rules.world import World
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc

_ACT = "Write what the person does, in words an observer could check: «names …», «asks …», «restates …»."


def _about_learners(descriptor: Descriptor[Outcome | Rubric | Programme]) -> Iterator[tuple[Loc, str, str]]:
    """Every text about what the learner does or is rated by: where it stands, its language, its words."""
    for loc, text in texts(descriptor.model):
        if not isinstance(descriptor.model, Programme) or loc[0] == "assessments":
            for language, written in text.items():
                yield loc, language, written


def _fails(rubric: Rubric, loc: Loc) -> bool:
    """Whether the text at *loc* describes a level below the minimum: there, what went wrong may be named."""
    if len(loc) < 4 or loc[2] != "descriptors" or rubric.minimum is None:
        return False
    return rubric.rank(str(loc[3])) < rubric.rank(rubric.minimum)


def _trait_hits(descriptor: Descriptor[Outcome | Rubric | Programme]) -> Iterator[Hit]:
    model = descriptor.model
    for loc, language, text in _about_learners(descriptor):
        found = list(labels(text, language))
        if not isinstance(model, Outcome) and not (isinstance(model, Rubric) and _fails(model, loc)):
            found += traits(text, language)
        for word in found:
            message = f"«{word}» is about what a person is, not about what a person does"
            yield Hit((), message, _ACT, at=descriptor.locate(place(descriptor, loc, language), word), subject=model.id)


@rule("MC602", Severity.ERROR, "G2.7", "R11", "Q19", over="workspace")
def profiling_or_trait_wording(world: World) -> Iterator[Hit]:
    """An outcome, a rubric or an assessment judges personality, temperament or health instead of behaviour.

    **Why** A micro-credential certifies acts in a situation. Traits cannot be observed, rating them hurts, and a file
    that says somebody is «emotionally unstable» is a profile of a person. Looked for in English, Polish, Portuguese,
    Dutch, French, German and Spanish; denied words («not the personality») do not count, nor does a level below the
    minimum that says what went wrong.

    **Example**
    ```yaml
    # rubrics/conflict-scenario.yaml
    title: {en: "Conflict scenario: personality of the participant", pl: Scenariusz konfliktowy}
    ```

    **Fix**
    ```yaml
    # rubrics/conflict-scenario.yaml
    title: {en: "Conflict scenario: conduct of the participant", pl: Scenariusz konfliktowy}
    ```
    """
    workspace = world.workspace
    for descriptors in (workspace.outcomes, workspace.rubrics, workspace.programmes):
        for descriptor in descriptors.values():
            yield from _trait_hits(descriptor)


@rule("MC603", Severity.ERROR, "R11", "Q19", "G2.7", over="programme", guard=True)
def profiling_not_excluded(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme profiles its learners.

    **Why** Learners come to show what they can do. Drawing conclusions on their personality, health or attitudes from
    it is another purpose, to which no micro-credential entitles.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    ethics:
      voluntary_disclosure: true
      profiling: personality types
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    ethics:
      voluntary_disclosure: true
      profiling: none
    ```
    """
    ethics = programme.model.ethics
    if ethics is not None and ethics.profiling is not None and ethics.profiling.casefold() != "none":
        yield Hit(
            ("ethics", "profiling"), "A programme that profiles its learners awards no micro-credential",
            "Take the profiling out of the programme and write «profiling: none».",
        )  # fmt: skip


@rule("MC604", Severity.ERROR, "G2.7", "G3.6.1", "R11", over="programme")
def ethics_missing(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme says nothing about how learners are protected.

    **Why** Topics such as discrimination or conflict touch people. That nobody is made to tell what is theirs and
    nobody is profiled has to be written down before the first meeting.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml without ethics
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    ethics: {voluntary_disclosure: true, profiling: none}
    ```
    """
    ethics = programme.model.ethics
    if ethics is None:
        yield Hit(
            ("ethics",), "«ethics» is missing: nothing says how learners are protected",
            "Write «ethics:» with voluntary_disclosure, ground_rules, criteria_shared_before, feedback_within, support "
            "and profiling.",
        )  # fmt: skip
    elif ethics.profiling is None:
        yield Hit(
            ("ethics",), "Nothing says that learners are not profiled", "Write «profiling: none».", key=True
        )  # fmt: skip


@rule("MC605", Severity.ERROR, "G3.6.1", "R11", over="programme")
def disclosure_not_voluntary(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Nothing promises that nobody has to tell personal experience.

    **Why** Reflection can be structured without being forced. Who has to tell of a wound in order to pass is examined
    in something that no rubric may rate.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    ethics: {voluntary_disclosure: false, profiling: none}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    ethics: {voluntary_disclosure: true, profiling: none}
    ```
    """
    ethics = programme.model.ethics
    if ethics is not None and ethics.voluntary_disclosure is not True:
        loc = ("ethics",) if ethics.voluntary_disclosure is None else ("ethics", "voluntary_disclosure")
        yield Hit(
            loc, "Nothing promises learners that telling personal experience is up to them",
            "Make it voluntary in every task and write «voluntary_disclosure: true».",
        )  # fmt: skip


@rule("MC606", Severity.WARNING, "G3.6.1", "Q22", over="programme")
def safe_setting_incomplete(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Ground rules are missing, or nobody is named who helps when a topic hurts.

    **Why** Discomfort may be part of learning; being alone with it is not. Rules agreed at the start and somebody to
    turn to keep the setting safe.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    ethics: {voluntary_disclosure: true, profiling: none, ground_rules: {en: What is said in the room stays there}}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    ethics:
      voluntary_disclosure: true
      profiling: none
      ground_rules: {en: What is said in the room stays there}
      support: {en: The counselling centre is on call}
    ```
    """
    ethics = programme.model.ethics
    if ethics is not None and ethics.ground_rules is None:
        yield Hit(("ethics",), "No ground rules protect the participants", "Write «ground_rules: …».", key=True)
    if ethics is not None and ethics.support is None:
        yield Hit(("ethics",), "Nobody is named who helps when a topic hurts", "Write «support: …».", key=True)


@rule("MC607", Severity.WARNING, "G3.6.2", "R11", over="programme")
def criteria_not_shared(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Learners do not get to know the criteria before they are assessed.

    **Why** Who knows the rubric and has seen a good example can show what is asked for. Criteria that stay hidden
    measure guessing.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    ethics: {voluntary_disclosure: true, profiling: none, criteria_shared_before: false}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    ethics: {voluntary_disclosure: true, profiling: none, criteria_shared_before: true}
    ```
    """
    ethics = programme.model.ethics
    if ethics is not None and ethics.criteria_shared_before is not True:
        loc = ("ethics",) if ethics.criteria_shared_before is None else ("ethics", "criteria_shared_before")
        yield Hit(
            loc, "Nothing promises learners that they know the criteria beforehand",
            "Hand out the rubrics with an example, and write «criteria_shared_before: true».",
        )  # fmt: skip


@rule("MC608", Severity.WARNING, "G3.6.2", over="programme")
def feedback_not_promised(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Nothing says within what time learners get feedback.

    **Why** Feedback months later teaches nobody. The time set here is what the rules on results measure by.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    ethics: {voluntary_disclosure: true, profiling: none}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    ethics: {voluntary_disclosure: true, profiling: none, feedback_within: P14D}
    ```
    """
    ethics = programme.model.ethics
    if ethics is not None and ethics.feedback_within is None:
        yield Hit(
            ("ethics",),
            "Nothing says within what time learners get feedback",
            "Write «feedback_within: P14D».",
            key=True,
        )


def _demand_hits(descriptor: Descriptor[Rubric | Programme]) -> Iterator[Hit]:
    for loc, language, text in _about_learners(descriptor):
        for word in demands(text, language):
            message = f"«{word}»: the task makes learners tell what is theirs to keep"
            help_ = "Let them speak about a case, a role or their conduct at work, or say that telling is voluntary."
            at = descriptor.locate(place(descriptor, loc, language), word)
            yield Hit((), message, help_, at=at, subject=descriptor.model.id)


@rule("MC609", Severity.ERROR, "G3.6.1", "Q19", "Q22", over="workspace")
def forced_disclosure_wording(world: World) -> Iterator[Hit]:
    """An assessment or a rubric asks for private experience.

    **Why** «Describe a personal experience of discrimination» examines the learner's life. A case, a role or conduct
    at work shows the same competence and leaves everybody free. Looked for in seven languages; a sentence that says
    it is voluntary does not count.

    **Example**
    ```yaml
    # rubrics/conflict-scenario.yaml
    title: {en: Participants describe a personal experience of conflict, pl: Scenariusz konfliktowy}
    ```

    **Fix**
    ```yaml
    # rubrics/conflict-scenario.yaml
    title: {en: Participants describe a conflict in a given case, pl: Scenariusz konfliktowy}
    ```
    """
    for descriptors in (world.workspace.rubrics, world.workspace.programmes):
        for descriptor in descriptors.values():
            yield from _demand_hits(descriptor)
