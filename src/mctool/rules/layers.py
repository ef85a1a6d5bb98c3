"""MC2xx: the three layers of an outcome, and whether the statement takes them up."""

from collections.abc import Iterator
from itertools import combinations

from mctool.findings import Severity
from mctool.models import Outcome
from mctool.models.values import Text
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import fold, place, stems
from mctool.rules.world import World
from mctool.workspace import Descriptor

_QUESTIONS = {
    "competence": "which transversal competence it belongs to",
    "behaviour": "what an observer would see or hear",
    "context": "where, with whom and in what situation",
}


def _layers(outcome: Outcome) -> dict[str, Text]:
    """The layers that are there, in the guide's order."""
    layers = outcome.layers
    written = {"competence": layers.competence, "behaviour": layers.behaviour, "context": layers.context}
    return {name: text for name, text in written.items() if text is not None}


@rule("MC201", Severity.ERROR, "G2.1.2", "G3.2.1", "R3", over="outcome")
def outcome_layer_missing(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """One of the three layers of an outcome is missing.

    **Why** The competence makes outcomes comparable across institutions, the behaviour makes them observable, the
    context keeps them true to the place. Without one of them the outcome is either a slogan or a local habit.

    **Example**
    ```yaml
    # outcomes/respond-to-discriminatory-comments.yaml
    layers:
      competence: {en: Promote inclusion in working life, pl: Wspiera włączanie w środowisku pracy}
      context: {en: During a seminar at which such a comment is made, pl: Podczas seminarium z takim komentarzem}
    ```

    **Fix**
    ```yaml
    # outcomes/respond-to-discriminatory-comments.yaml
    layers:
      competence: {en: Promote inclusion in working life, pl: Wspiera włączanie w środowisku pracy}
      behaviour: {en: Name the rule that the comment breaks, pl: Wskazuje zasadę naruszoną przez komentarz}
      context: {en: During a seminar at which such a comment is made, pl: Podczas seminarium z takim komentarzem}
    ```
    """
    written = _layers(outcome.model)
    for name, question in _QUESTIONS.items():
        if name not in written:
            yield Hit(("layers",), f"The layer «{name}» is missing", f"Write in layers.{name} {question}.", key=True)


@rule("MC202", Severity.ERROR, "G2.1.2", "G3.2.1", over="outcome")
def outcome_layers_alike(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """Two layers of an outcome say the same, word for word.

    **Why** A layer copied from another answers none of its own questions: it is as bad as a missing one, and harder
    to see.

    **Example**
    ```yaml
    # outcomes/paraphrase-before-disagreeing.yaml
    layers:
      competence: {en: Listen actively across cultures, pl: Aktywnie słucha osób z różnych kultur}
      behaviour: {en: Paraphrase the other's point before disagreeing, pl: "Parafrazuje, zanim się nie zgodzi"}
      context: {en: Paraphrase the other's point before disagreeing., pl: W dyskusji zespołu projektowego}
    ```

    **Fix**
    ```yaml
    # outcomes/paraphrase-before-disagreeing.yaml
    layers:
      competence: {en: Listen actively across cultures, pl: Aktywnie słucha osób z różnych kultur}
      behaviour: {en: Paraphrase the other's point before disagreeing, pl: "Parafrazuje, zanim się nie zgodzi"}
      context: {en: In a discussion of a project team, pl: W dyskusji zespołu projektowego}
    ```
    """
    for (first, one), (second, other) in combinations(_layers(outcome.model).items(), 2):
        for language in one:
            if language in other and fold(one[language]) == fold(other[language]):
                loc = place(outcome, ("layers", second), language)
                yield Hit(loc, f"«{second}» repeats «{first}» word for word", f"Write here {_QUESTIONS[second]}.")


@rule("MC213", Severity.WARNING, "G3.2.1", over="outcome")
def statement_without_its_layers(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The statement takes up neither the behaviour nor the context.

    **Why** Only the statement is printed on the certificate. When it shares no word with the behaviour that is rated
    or the context it is rated in, the certificate promises something nobody assessed.

    **Example**
    ```yaml
    # outcomes/give-way.yaml whole
    kind: outcome
    id: give-way
    statement: {en: Communicate well, pl: Dobrze porozumiewa się z innymi}
    layers:
      competence: {en: Listen actively across cultures, pl: Aktywnie słucha osób z różnych kultur}
      behaviour: {en: Paraphrase a speaker before disagreeing, pl: "Parafrazuje wypowiedź, zanim się sprzeciwi"}
      context: {en: In discussions of a project team, pl: W dyskusji zespołu projektowego}
    ```

    **Fix**
    ```yaml
    # outcomes/give-way.yaml whole
    kind: outcome
    id: give-way
    statement: {en: Paraphrase a speaker before disagreeing, pl: "Parafrazuje wypowiedź, zanim się sprzeciwi"}
    layers:
      competence: {en: Listen actively across cultures, pl: Aktywnie słucha osób z różnych kultur}
      behaviour: {en: Paraphrase a speaker before disagreeing, pl: "Parafrazuje wypowiedź, zanim się sprzeciwi"}
      context: {en: In discussions of a project team, pl: W dyskusji zespołu projektowego}
    ```
    """
    behaviour, context = outcome.model.layers.behaviour, outcome.model.layers.context
    if behaviour is None or context is None:
        return
    for language, statement in outcome.model.statement.items():
        own = stems(statement)
        told = stems(behaviour.get(language, "")) | stems(context.get(language, ""))
        if own and told and not own & told:
            yield Hit(
                place(outcome, ("statement",), language),
                "The statement takes up neither the behaviour nor the context",
                "Say in it what the learner does, and where, in the words of the layers.",
            )
