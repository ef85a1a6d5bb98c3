"""MC3xx: mappings of outcomes to ESCO. What may be said depends on the ESCO data that is loaded."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Outcome
from mctool.rules.absence import key_or_id
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.vocabularies.esco import Candidate, Judgement, Verdict
from mctool.workspace import Descriptor


def _judged(outcome: Descriptor[Outcome], world: World, *verdicts: Verdict) -> Iterator[tuple[int, Judgement]]:
    """The mappings of *outcome* on which one of *verdicts* was given, each with its index."""
    for at, judgement in enumerate(world.judgements(outcome.model)):
        if judgement.verdict in verdicts:
            yield at, judgement


def _offer(candidates: tuple[Candidate, ...], otherwise: str) -> str:
    """The remedy when something else may have been meant: at most three concepts, each with the evidence."""
    named = [f"«{one.label}» {one.uri}" if one.label else one.uri for one in candidates[:3]]
    return f"Perhaps meant: {'; '.join(named)}." if named else otherwise


_SEARCH = "Find one with «mctool esco suggest», or say in no_esco_reason why none fits."


@rule("MC301", Severity.ERROR, "G2.2.1", "G2.3.1", "R2", "R4", "M6", "Q8", over="outcome")
def outcome_without_esco(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The outcome is mapped to no ESCO concept, and nothing says why.

    **Why** A shared term lets employers and other institutions find and compare what was learned. ESCO has gaps; an
    honest reason is then better than a mapping that does not fit.

    **Example**
    ```yaml
    # outcomes/explain-indirect-discrimination.yaml without no_esco_reason
    esco: []
    ```

    **Fix**
    ```yaml
    # outcomes/explain-indirect-discrimination.yaml
    esco: []
    no_esco_reason:
      en: ESCO has no concept for discrimination or equal treatment law.
      pl: ESCO nie zawiera pojęcia dyskryminacji ani prawa równego traktowania.
    ```
    """
    if not outcome.model.esco and outcome.model.no_esco_reason is None:
        loc = key_or_id(outcome, "esco")
        yield Hit(loc, "The outcome is mapped to no ESCO concept, and nothing says why", _SEARCH)


@rule("MC302", Severity.ERROR, "G2.2.1", "Q8", over="outcome")
def esco_concept_unknown(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The address is not that of an ESCO skill.

    **Why** Whoever receives the credential looks the concept up by this address, letter by letter. One that ESCO does
    not have leads nowhere. That a concept is unknown is said only where all of ESCO is loaded.

    **Example**
    ```yaml
    # outcomes/formulate-feedback-on-behaviour.yaml
    esco:
      - {uri: "https://data.europa.eu/esco/skill/B9BB1F03-15e2-4079-943e-7e483b21725b", match: exact}
    ```

    **Fix**
    ```yaml
    # outcomes/formulate-feedback-on-behaviour.yaml
    esco:
      - {uri: "http://data.europa.eu/esco/skill/b9bb1f03-15e2-4079-943e-7e483b21725b", match: exact}
    ```
    """
    for at, judgement in _judged(outcome, world, Verdict.UNKNOWN, Verdict.MALFORMED):
        respelt = judgement.verdict is Verdict.MALFORMED and judgement.candidates
        message = "ESCO writes this address otherwise" if respelt else _sentence(judgement.detail)
        yield Hit(("esco", at, "uri"), message, _offer(judgement.candidates, _SEARCH))


@rule("MC303", Severity.WARNING, "G2.2.1", over="outcome")
def esco_concept_obsolete(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """ESCO has retired the concept.

    **Why** Tools that follow the current version do not know the address any more, and some drop it without a word.
    ESCO names no successors; mctool computes candidates, and a person decides.

    **Example**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    esco:
      - {uri: "http://data.europa.eu/esco/skill/3481d400-2eaa-4ab3-bb06-5f45b4380052", match: broad}
    ```

    **Fix**
    ```yaml
    # outcomes/describe-emotional-cues.yaml
    esco:
      - {uri: "http://data.europa.eu/esco/skill/f0a84d52-91fd-45ec-9fe9-e363d9318b9e", match: close}
    ```
    """
    for at, judgement in _judged(outcome, world, Verdict.OBSOLETE):
        yield Hit(("esco", at, "uri"), _sentence(judgement.detail), _offer(judgement.candidates, _SEARCH))


@rule("MC304", Severity.WARNING, "G2.2.1", over="outcome")
def esco_label_differs(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The label beside the ESCO address is not the concept's preferred label.

    **Why** People read the label, programs the address. When the two say different things, one of them is wrong, and
    the reviewer has approved the other.

    **Example**
    ```yaml
    # outcomes/formulate-feedback-on-behaviour.yaml
    esco:
      - uri: "http://data.europa.eu/esco/skill/b9bb1f03-15e2-4079-943e-7e483b21725b"
        label: give feedback
    ```

    **Fix**
    ```yaml
    # outcomes/formulate-feedback-on-behaviour.yaml
    esco:
      - uri: "http://data.europa.eu/esco/skill/b9bb1f03-15e2-4079-943e-7e483b21725b"
        label: give constructive feedback
    ```
    """
    for at, judgement in _judged(outcome, world, Verdict.LABEL_DIFFERS):
        other = _offer(judgement.candidates, "")
        remedy = (
            f"Write «{judgement.label}»." if not other else f"Write «{judgement.label}», or the other address. {other}"
        )
        yield Hit(("esco", at, "label"), _sentence(judgement.detail), remedy)


@rule("MC315", Severity.WARNING, "G2.2.1", over="outcome")
def esco_concept_is_a_group(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The address is that of a group of skills.

    **Why** A group is a shelf, not a skill: nobody can acquire it, and a search for the skill does not find it.

    **Example**
    ```yaml
    # outcomes/formulate-feedback-on-behaviour.yaml
    esco:
      - {uri: "http://data.europa.eu/esco/skill/S1.7.3", match: broad}
    ```

    **Fix**
    ```yaml
    # outcomes/formulate-feedback-on-behaviour.yaml
    esco:
      - {uri: "http://data.europa.eu/esco/skill/b9bb1f03-15e2-4079-943e-7e483b21725b", match: exact}
    ```
    """
    for at, judgement in _judged(outcome, world, Verdict.GROUP):
        yield Hit(("esco", at, "uri"), _sentence(judgement.detail), _offer(judgement.candidates, _SEARCH))


@rule("MC316", Severity.WARNING, "G2.2.1", "Q21", over="outcome")
def esco_type_differs(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The outcome is a skill and the ESCO concept knowledge, or the other way round.

    **Why** ESCO often has both, such as *conflict management* (to know) and *apply conflict management* (to do).
    The wrong one of the pair says that somebody knows about what they were assessed on doing.

    **Example**
    ```yaml
    # outcomes/moderate-meetings-for-every-voice.yaml
    type: skill
    esco:
      - {uri: "http://data.europa.eu/esco/skill/15d76317-c71a-4fa2-aadc-2ecc34e627b7", match: close}
    ```

    **Fix**
    ```yaml
    # outcomes/moderate-meetings-for-every-voice.yaml
    type: skill
    esco:
      - {uri: "http://data.europa.eu/esco/skill/5b46f572-7ced-4efd-b270-a81a164d521c", match: close}
    ```
    """
    judged = list(_judged(outcome, world, *Verdict))
    only = all(judgement.type_detail for _, judgement in judged)
    for at, judgement in judged:
        if judgement.type_detail and (only or outcome.model.esco[at].match in ("exact", "close")):
            remedy = "Map to the concept of the same type, or keep this one as broad or narrow beside it."
            yield Hit(("esco", at, "uri"), _sentence(judgement.type_detail), remedy)


@rule("MC317", Severity.NOTE, "G2.2.1", over="outcome")
def esco_concept_not_checked(outcome: Descriptor[Outcome], world: World) -> Iterator[Hit]:
    """The ESCO data at hand cannot say whether the concept exists.

    **Why** mctool carries a small part of ESCO. It confirms what is in it and claims nothing about the rest; import
    the whole classification once, and every mapping is checked.

    **Example**
    ```yaml
    # outcomes/formulate-feedback-on-behaviour.yaml
    esco:
      - {uri: "http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000000", match: close}
    ```

    **Fix**
    ```yaml
    # outcomes/formulate-feedback-on-behaviour.yaml
    esco:
      - {uri: "http://data.europa.eu/esco/skill/b9bb1f03-15e2-4079-943e-7e483b21725b", match: exact}
    ```
    """
    for at, judgement in _judged(outcome, world, Verdict.NOT_LOADED, Verdict.NEWER):
        newer = judgement.verdict is Verdict.NEWER
        remedy = "Name that version as «esco.version» in mctool.yaml, or map to an older concept." if newer else ""
        yield Hit(("esco", at, "uri"), _sentence(judgement.detail), remedy)


def _sentence(detail: str) -> str:
    """*detail* with a capital; addresses and quoted labels keep their spelling."""
    return detail[:1].upper() + detail[1:]
