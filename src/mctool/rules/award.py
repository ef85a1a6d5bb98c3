"""MC4xx: what an award demands."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Programme
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor


@rule("MC415", Severity.ERROR, "R5", "Q4", "Q12", over="programme", guard=True)
def award_demands_nothing(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The award rule demands no outcome.

    **Why** Passing is the condition of the award. A rule that everybody fulfils makes an attendance paper of it.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    award: {required: [], at_least: 0}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    award: {outcomes: all}
    ```
    """
    award = programme.model.award
    remedy = "Write «award: {outcomes: all}», or which are «required» and how many «at_least»."
    if award is None:
        yield Hit(("id",), "The programme does not say which outcomes an award demands", remedy)
    elif award.outcomes is None and not award.required and not award.at_least:
        yield Hit(("award",), "The award demands no outcome", remedy)


@rule("MC416", Severity.ERROR, "R5", "Q15", over="programme", guard=True)
def award_out_of_reach(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The award rule demands more than the programme has.

    **Why** Nobody could ever be awarded, and the rule that was meant is somewhere else.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    award: {required: [describe-emotional-cues], at_least: 5}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    award: {required: [paraphrase-before-disagreeing], at_least: 3}
    ```
    """
    award, outcomes = programme.model.award, frozenset(programme.model.outcomes)
    if award is None or not outcomes:
        return
    if award.at_least is not None and award.at_least > len(outcomes):
        message = f"The award demands {award.at_least} outcomes, and the programme has {len(outcomes)}"
        yield Hit(("award", "at_least"), message, f"Demand at most {len(outcomes)}.")
    for at, identity in enumerate(award.required):
        if identity not in outcomes and world.workspace.exists("outcome", identity):
            message = f"The award demands «{identity}», which is no outcome of the programme"
            yield Hit(("award", "required", at), message, "Add it to «outcomes», or demand another.")
