"""MC602, MC609: wording that goes past the act to the person, in the seven languages that mctool reads."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Outcome, Programme, Rubric
from mctool.rules.persons import demands, labels, traits
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import place
from mctool.rules.world import World
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc

Judging = Outcome | Rubric | Programme
_ACT = "Write what the person does, in words an observer could check: «names …», «asks …», «restates …»."


def _about_learners(world: World, descriptor: Descriptor[Judging]) -> Iterator[tuple[Loc, str, str]]:
    """The texts about what the learner does or is rated by that hold a word to look at: place, language, words."""
    for loc, text in world.texts(descriptor):
        if not isinstance(descriptor.model, Programme) or loc[0] == "assessments":
            for language, written in text.items():
                if world.delicate(written, language):
                    yield loc, language, written


def _fails(rubric: Rubric, loc: Loc) -> bool:
    """Whether the text at *loc* describes a level below the minimum: there, what went wrong may be named."""
    if len(loc) < 4 or loc[2] != "descriptors" or rubric.minimum is None:
        return False
    return rubric.rank(str(loc[3])) < rubric.rank(rubric.minimum)


def _trait_hits(world: World, descriptor: Descriptor[Judging]) -> Iterator[Hit]:
    model = descriptor.model
    for loc, language, text in _about_learners(world, descriptor):
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
            yield from _trait_hits(world, descriptor)


def _demand_hits(world: World, descriptor: Descriptor[Rubric] | Descriptor[Programme]) -> Iterator[Hit]:
    for loc, language, text in _about_learners(world, descriptor):
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
            yield from _demand_hits(world, descriptor)
