"""MC2xx: outcomes beside each other, and the situation that each is set in."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Outcome
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import fold, place, words
from mctool.rules.world import World
from mctool.vocabularies import wording
from mctool.workspace import Descriptor


@rule("MC212", Severity.WARNING, "G3.2.1", "R2", over="outcome")
def context_names_no_situation(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The context fits every outcome: it names no situation.

    **Why** *In various professional situations* is everywhere and nowhere. The context keeps an outcome true to the
    place where it was shown, and tells an employer what to expect.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    layers:
      competence: {en: Apply emotional intelligence in teamwork, pl: Stosuje inteligencję emocjonalną w zespole}
      behaviour: {en: Describe emotional cues by quoting words, pl: "Opisuje sygnały emocji, przytaczając słowa"}
      context: {en: In various professional situations, pl: W różnych sytuacjach zawodowych}
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
    for language, text in (outcome.model.layers.context or {}).items():
        generic = wording.compiled("situation", language)
        if generic is not None and not any(len(word) > 3 for word in words(generic.sub(" ", text))):
            loc = place(outcome, ("layers", "context"), language)
            yield Hit(loc, "The context names no situation", "Say where, with whom and on what occasion.")


@rule("MC215", Severity.WARNING, "G2.1.2", "G2.6.1", "R3", over="workspace")
def outcome_stated_twice(world: World) -> Iterator[Hit]:
    """Two outcomes have the same statement.

    **Why** Sooner or later one of the two is changed, and the same words mean two standards.

    **Example**
    ```yaml
    # outcomes/rewrite-messages-in-inclusive-language.yaml
    statement:
      en: Describe emotional cues in a recorded team meeting by quoting the words, pauses or gestures that show them
      pl: Redaguje oficjalny komunikat do studentów prostym, włączającym językiem
    ```

    **Fix**
    ```yaml
    # outcomes/rewrite-messages-in-inclusive-language.yaml
    statement:
      en: Rewrite an official message to students in plain, inclusive language
      pl: Redaguje oficjalny komunikat do studentów prostym, włączającym językiem
    ```
    """
    first: dict[tuple[str, str], str] = {}
    for outcome in world.workspace.outcomes.values():
        for language, text in outcome.model.statement.items():
            other = first.setdefault((language, fold(text)), outcome.model.id)
            if other != outcome.model.id:
                yield Hit(
                    (),
                    f"The outcome «{other}» has the same statement",
                    "Use one outcome in both places, or say what differs.",
                    subject=outcome.model.id,
                    at=outcome.locate(place(outcome, ("statement",), language)),
                )
                break


@rule("MC216", Severity.NOTE, "G2.6.1", "M6", over="workspace")
def outcome_unused(world: World) -> Iterator[Hit]:
    """No programme lists the outcome.

    **Why** An outcome that no programme has is a leftover, or the one that a programme forgot.

    **Example**
    ```yaml
    # outcomes/lead-a-debate.yaml whole
    kind: outcome
    id: lead-a-debate
    statement: {en: Lead a debate in a seminar, pl: Prowadzi debatę na seminarium}
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    outcomes:
      - describe-emotional-cues
      - respond-to-angry-complaints
      - formulate-feedback-on-behaviour
      - draft-action-plan-from-feedback
    ```
    """
    if world.workspace.unread.get("programme"):
        return
    listed = {outcome for programme in world.workspace.programmes.values() for outcome in programme.model.outcomes}
    for outcome in world.workspace.outcomes.values():
        if outcome.model.id not in listed:
            remedy = "List it under «outcomes» of a programme, or remove it."
            place_of_id = outcome.locate(("id",))
            yield Hit((), "No programme lists this outcome", remedy, subject=outcome.model.id, at=place_of_id)


@rule("MC217", Severity.NOTE, "G2.1.2", "R3", over="workspace")
def competence_worded_differently(world: World) -> Iterator[Hit]:
    """Two outcomes for one ESCO concept word their competence differently.

    **Why** The competence is the common part, the context the local one. Worded alike, outcomes of different
    programmes can be compared.

    **Example**
    ```yaml
    # outcomes/redesign-assessment-tasks.yaml
    esco:
      - {uri: "http://data.europa.eu/esco/skill/bcd2ce08-ba12-4d66-865f-f4ba36419707", match: close}
    ```

    **Fix**
    ```yaml
    # outcomes/redesign-assessment-tasks.yaml
    esco:
      - {uri: "http://data.europa.eu/esco/skill/bcd2ce08-ba12-4d66-865f-f4ba36419707", match: broad}
    ```
    """
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for outcome in world.workspace.outcomes.values():
        competence = outcome.model.layers.competence
        uris = [one.uri for one in outcome.model.esco if one.match in ("exact", "close")]
        for language, text in (competence or {}).items():
            seen = [first.setdefault((uri, language), (outcome.model.id, text)) for uri in uris]
            other = next(((one, words) for one, words in seen if fold(words) != fold(text)), None)
            if other is not None:
                yield Hit(
                    (),
                    f"«{other[0]}» is mapped to the same ESCO concept and says «{other[1]}»",
                    "Word the competence alike, or map one of the two more closely.",
                    subject=outcome.model.id,
                    at=outcome.locate(place(outcome, ("layers", "competence"), language)),
                )
                break
