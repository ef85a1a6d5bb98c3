"""MC3xx: levels of the European and the national qualifications frameworks."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Outcome, Programme
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import place
from mctool.rules.world import World
from mctool.vocabularies import wording
from mctool.vocabularies.levels import nqf_level
from mctool.vocabularies.lists import Concept
from mctool.workspace import Descriptor


def _number(level: Concept | None) -> int | None:
    """The EQF level as a number; None where there is none, or the list's value is no number."""
    return int(level.slug) if level is not None and level.slug.isdecimal() else None


@rule("MC305", Severity.WARNING, "G2.2.2", "G2.3.1", "G2.3.2", "R4", "M8", "Q1", over="programme")
def programme_without_eqf_level(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme has no level of the European Qualifications Framework.

    **Why** The level tells how demanding the outcomes are, in all countries alike. Without it nobody abroad can place
    the micro-credential among their own qualifications.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml without eqf_level
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    eqf_level: 6
    ```
    """
    if programme.model.eqf_level is None:
        remedy = "Add «eqf_level: 1» to «8»; «mctool vocabulary eqf-levels» lists them."
        yield Hit(("id",), "The programme has no EQF level", remedy)


@rule("MC306", Severity.WARNING, "G2.2.2", "M8", over="programme")
def nqf_level_differs(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The national level refers to another EQF level than the one given.

    **Why** Each country has told which EQF level its own levels refer to. A programme that names a pair which does
    not fit is believed at neither level.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    nqf_level: {framework: Polish Qualifications Framework, level: "7", uri: "http://data.europa.eu/snb/qdr/c_e860b49b"}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    nqf_level: {framework: Polish Qualifications Framework, level: "6", uri: "http://data.europa.eu/snb/qdr/c_cb086da3"}
    ```
    """
    national = programme.model.nqf_level
    if national is None or national.uri is None:
        return
    known = nqf_level(national.uri)
    if known is None:
        return
    if f" {known.level} ".casefold() not in f" {national.level} ".casefold():
        message = f"The address is that of level {known.level}, and «{national.level}» is written"
        yield Hit(("nqf_level", "level"), message, "Correct the level or the address.")
    eqf = _number(programme.model.eqf_level)
    if eqf is not None and known.eqf is not None and eqf != known.eqf:
        message = f"{known.concept.label('en')} refers to EQF level {known.eqf}, and the programme says {eqf}"
        yield Hit(("nqf_level", "uri"), message, "Correct one of the two levels.")


@rule("MC319", Severity.WARNING, "G2.2.2", "M8", over="programme")
def outcome_level_far_from_programme(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """An outcome's EQF level is more than one away from the programme's.

    **Why** The certificate prints one level. Outcomes far above or below it mean that the level is wrong, or that the
    outcome belongs elsewhere.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    eqf_level: 4
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    eqf_level: 6
    ```
    """
    level = _number(programme.model.eqf_level)
    for at, identity in enumerate(programme.model.outcomes):
        outcome = world.workspace.outcomes.get(identity)
        own = _number(outcome.model.eqf_level) if outcome else None
        if level is not None and own is not None and abs(own - level) > 1:
            message = f"«{identity}» is at EQF level {own}, and the programme at {level}"
            yield Hit(("outcomes", at), message, "Correct one of the levels, or move the outcome.")


@rule("MC320", Severity.NOTE, "G2.2.2", "M8", over="outcome")
def outcome_level_wording(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The wording of an outcome recalls an EQF level far from its own.

    **Why** The level descriptors use words of their own: simple tasks and direct supervision are of level 1 and 2, the
    forefront of a field of level 8. Two or more levels apart, a reader doubts the level or the outcome. No level is
    ever computed from words.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Describe emotional cues in a recorded meeting under direct supervision by quoting the words that show them
      pl: Opisuje sygnały emocji w nagranym zebraniu zespołu, przytaczając słowa, które je ujawniają
    eqf_level: 6
    ```

    **Fix**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    statement:
      en: Describe emotional cues in a recorded meeting by quoting the words that show them
      pl: Opisuje sygnały emocji w nagranym zebraniu zespołu, przytaczając słowa, które je ujawniają
    eqf_level: 6
    ```
    """
    level = _number(outcome.model.eqf_level)
    if level is None:
        return
    for language, text in outcome.model.statement.items():
        for cue in wording.eqf_cues(text, language):
            if min(abs(level - cue.low), abs(level - cue.high)) >= 2 and not cue.low <= level <= cue.high:
                named = f"level {cue.low}" if cue.low == cue.high else f"levels {cue.low} to {cue.high}"
                loc = place(outcome, ("statement",), language)
                message = f"«{cue.words}» recalls EQF {named}, and the outcome is at {level}"
                yield Hit(loc, message, "Correct the level, or word the outcome as its level asks.", words=cue.words)
