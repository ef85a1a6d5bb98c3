"""MC603-MC608: the safeguards of the guide's section 3.6."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Programme
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor


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
            ("id",), "«ethics» is missing: nothing says how learners are protected",
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
            "Make it voluntary in every task and write «voluntary_disclosure: true».", key=len(loc) == 1,
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
            "Hand out the rubrics with an example, and write «criteria_shared_before: true».", key=len(loc) == 1,
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
