"""MC4xx: rubrics, their levels, and what each level looks like."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Rubric
from mctool.models.values import did_you_mean
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import fold, place
from mctool.rules.world import World
from mctool.workspace import Descriptor, nearest
from mctool.yamlsource import Loc

_FEW = 20  # levels among which a misspelt one is looked for; no rubric has more


@rule("MC403", Severity.ERROR, "G3.2.2", "R1", "Q13", over="rubric", guard=True)
def rubric_descriptor_missing(rubric: Descriptor[Rubric], world: World) -> Iterator[Hit]:
    """A criterion does not describe one of the levels.

    **Why** A level without a description is a matter of taste: each assessor fills it with something else.

    **Example**
    ```yaml
    # rubrics/emotional-cues-analysis.yaml
    criteria:
      - id: quoted-cues
        outcome: describe-emotional-cues
        title: {en: Quoted cues, pl: Przytoczone sygnały}
        indicators: [{en: Quotes the words that show a cue, pl: Przytacza słowa wyrażające sygnał}]
        descriptors:
          insufficient: {en: Names no cue., pl: Nie wskazuje sygnału.}
          distinction: {en: Quotes five cues with time marks., pl: Przytacza pięć sygnałów ze znacznikami czasu.}
    ```

    **Fix**
    ```yaml
    # rubrics/emotional-cues-analysis.yaml
    criteria:
      - id: quoted-cues
        outcome: describe-emotional-cues
        title: {en: Quoted cues, pl: Przytoczone sygnały}
        indicators: [{en: Quotes the words that show a cue, pl: Przytacza słowa wyrażające sygnał}]
        descriptors:
          insufficient: {en: Names no cue., pl: Nie wskazuje sygnału.}
          acceptable: {en: Quotes three cues., pl: Przytacza trzy sygnały.}
          distinction: {en: Quotes five cues with time marks., pl: Przytacza pięć sygnałów ze znacznikami czasu.}
    ```
    """
    levels = frozenset(rubric.model.levels)
    for at, criterion in enumerate(rubric.model.criteria):
        missing = [level for level in rubric.model.levels if level not in criterion.descriptors]
        strange = [level for level in criterion.descriptors if level not in levels][:_FEW]
        missing = [level for level in missing if not nearest(level, strange)]  # misspelt: MC406 says so
        if missing:
            named = " and ".join(f"«{level}»" for level in missing)
            loc: Loc = ("criteria", at, "descriptors" if criterion.descriptors else "id")
            remedy = "Describe what an assessor sees or hears at that level."
            yield Hit(loc, f"The criterion «{criterion.id}» does not describe {named}", remedy, key=True)


@rule("MC404", Severity.ERROR, "G3.2.2", "R1", "Q12", over="rubric", guard=True)
def rubric_minimum_missing(rubric: Descriptor[Rubric], world: World) -> Iterator[Hit]:
    """The rubric does not say from which level on a criterion is passed.

    **Why** Without a minimum that is set beforehand nobody can be below it.

    **Example**
    ```yaml
    # rubrics/conflict-scenario.yaml without minimum
    ```

    **Fix**
    ```yaml
    # rubrics/conflict-scenario.yaml
    minimum: acceptable
    ```
    """
    if rubric.model.minimum is None:
        remedy = f"Add «minimum: …», one of {', '.join(rubric.model.levels)}."
        yield Hit(("levels",), "The rubric has no minimum level", remedy, key=True)


@rule("MC406", Severity.ERROR, "G3.2.2", "R1", "R10", over="rubric", guard=True)
def rubric_level_unknown(rubric: Descriptor[Rubric], world: World) -> Iterator[Hit]:
    """A level is named that the rubric does not have.

    **Why** A minimum, a distinction or a description for a level that does not exist binds nobody.

    **Example**
    ```yaml
    # rubrics/conflict-scenario.yaml
    minimum: aceptable
    ```

    **Fix**
    ```yaml
    # rubrics/conflict-scenario.yaml
    minimum: acceptable
    ```
    """
    levels, few = frozenset(rubric.model.levels), rubric.model.levels[:_FEW]
    for loc, level, key in _named_levels(rubric.model):
        if level not in levels:
            near = did_you_mean(nearest(level, few))
            yield Hit(loc, f"«{level}» is no level of this rubric{near}", f"One of {', '.join(few)}.", key=key)


def _named_levels(rubric: Rubric) -> Iterator[tuple[Loc, str, bool]]:
    """Every level that the rubric names outside ``levels``: where, which, and whether it is a key."""
    if rubric.minimum is not None:
        yield ("minimum",), rubric.minimum, False
    if rubric.distinction is not None:
        yield ("distinction",), rubric.distinction, False
    for at, criterion in enumerate(rubric.criteria):
        if criterion.minimum is not None:
            yield ("criteria", at, "minimum"), criterion.minimum, False
        for level in criterion.descriptors:
            yield ("criteria", at, "descriptors", level), level, True


@rule("MC407", Severity.ERROR, "G3.2.2", "R10", over="rubric")
def rubric_descriptors_alike(rubric: Descriptor[Rubric], world: World) -> Iterator[Hit]:
    """Two levels of a criterion are described in the same words.

    **Why** Assessors cannot tell the levels apart, and a learner is above or below the minimum by chance.

    **Example**
    ```yaml
    # rubrics/emotional-cues-analysis.yaml
    criteria:
      - id: quoted-cues
        outcome: describe-emotional-cues
        title: {en: Quoted cues, pl: Przytoczone sygnały}
        indicators: [{en: Quotes the words that show a cue, pl: Przytacza słowa wyrażające sygnał}]
        descriptors:
          insufficient: {en: Names no cue., pl: Nie wskazuje sygnału.}
          acceptable: {en: Quotes cues., pl: Przytacza trzy sygnały.}
          distinction: {en: Quotes cues., pl: Przytacza pięć sygnałów.}
    ```

    **Fix**
    ```yaml
    # rubrics/emotional-cues-analysis.yaml
    criteria:
      - id: quoted-cues
        outcome: describe-emotional-cues
        title: {en: Quoted cues, pl: Przytoczone sygnały}
        indicators: [{en: Quotes the words that show a cue, pl: Przytacza słowa wyrażające sygnał}]
        descriptors:
          insufficient: {en: Names no cue., pl: Nie wskazuje sygnału.}
          acceptable: {en: Quotes three cues., pl: Przytacza trzy sygnały.}
          distinction: {en: Quotes five cues., pl: Przytacza pięć sygnałów.}
    ```
    """
    for at, criterion in enumerate(rubric.model.criteria):
        first: dict[tuple[str, str], str] = {}
        for level, descriptor in criterion.descriptors.items():
            for language, text in descriptor.items():
                other = first.setdefault((language, fold(text)), level)
                if other != level:
                    loc = place(rubric, ("criteria", at, "descriptors", level), language)
                    message = f"«{level}» is described in the same words as «{other}»"
                    yield Hit(loc, message, "Say what an assessor sees at this level and not at the other.")


@rule("MC408", Severity.ERROR, "G3.2.2", "O3", over="rubric")
def distinction_not_above_minimum(rubric: Descriptor[Rubric], world: World) -> Iterator[Hit]:
    """The level of distinction is not above the minimum.

    **Why** Everybody who passes would be awarded with distinction.

    **Example**
    ```yaml
    # rubrics/conflict-scenario.yaml
    minimum: acceptable
    distinction: acceptable
    ```

    **Fix**
    ```yaml
    # rubrics/conflict-scenario.yaml
    minimum: acceptable
    distinction: distinction
    ```
    """
    levels, minimum, distinction = rubric.model.levels, rubric.model.minimum, rubric.model.distinction
    if minimum not in levels or distinction not in levels:
        return
    if levels.index(distinction) <= levels.index(minimum):
        message = f"The distinction «{distinction}» is not above the minimum «{minimum}»"
        yield Hit(("distinction",), message, "«levels» go from worst to best; name a higher one.")


@rule("MC410", Severity.ERROR, "R5", "Q12", over="rubric", guard=True)
def minimum_excludes_nobody(rubric: Descriptor[Rubric], world: World) -> Iterator[Hit]:
    """The minimum is the lowest level.

    **Why** Everybody who is rated at all passes, so that the assessment decides nothing.

    **Example**
    ```yaml
    # rubrics/conflict-scenario.yaml
    minimum: insufficient
    ```

    **Fix**
    ```yaml
    # rubrics/conflict-scenario.yaml
    minimum: acceptable
    ```
    """
    model = rubric.model
    lowest = model.levels[0] if model.levels else None
    open_to_all = [one.id for one in model.criteria if model.minimum_of(one) == lowest]
    if model.minimum is not None and open_to_all:
        named = ", ".join(f"«{criterion}»" for criterion in open_to_all)
        message = f"«{lowest}» is the lowest level, so that everybody passes {named}"
        yield Hit(("minimum",), message, "«levels» go from worst to best; name a higher one.")
