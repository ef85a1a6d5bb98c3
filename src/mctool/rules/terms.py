"""MC540-MC544: how long an award counts, and what it counts towards (guide Q5, Q14)."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Programme
from mctool.rules.absence import key_or_id
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor


@rule("MC540", Severity.WARNING, "Q5", over="programme")
def validity_not_stated(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Nothing says how long the award counts, or two things that exclude each other are said.

    **Why** An award is valid without limit, or for a period after which it is renewed. Either is a decision of the
    institution, printed on the certificate; silence is neither.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    validity: {period: P5Y, indefinite: true}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    validity: {period: P5Y, renewal: {en: A refresher half-day}}
    ```
    """
    validity = programme.model.validity
    remedy = "Write «validity: {period: P5Y, renewal: …}» or «validity: {indefinite: true, reason: …}»."
    if validity is None or (validity.period is None and not validity.indefinite):
        yield Hit(key_or_id(programme, "validity"), "Nothing says how long the award counts", remedy)
    elif validity.period is not None and validity.indefinite:
        message = f"The award cannot count for {validity.period} and without limit"
        yield Hit(("validity", "indefinite"), message, remedy)


@rule("MC541", Severity.WARNING, "Q5", over="programme")
def indefinite_without_reason(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """An award counts without limit, and nobody says why.

    **Why** Where law or practice move fast an unlimited award soon promises too much. Where nothing ages, one sentence
    says so.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    validity: {indefinite: true}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    validity: {indefinite: true, reason: {en: It states what was shown on a day and rests on no rule that changes}}
    ```
    """
    validity = programme.model.validity
    if validity is not None and validity.indefinite and validity.reason is None:
        yield Hit(
            ("validity", "indefinite"), "The award counts without limit, and nobody says why", "Write «reason: …»."
        )


@rule("MC542", Severity.NOTE, "Q5", over="programme")
def validity_without_renewal(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """An award runs out, and nothing says how it is renewed.

    **Why** Holders plan. A refresher, a new assessment or a portfolio are usual; «not renewed» is an answer, too.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    validity: {period: P5Y}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    validity: {period: P5Y, renewal: {en: A refresher half-day}}
    ```
    """
    validity = programme.model.validity
    if validity is not None and validity.period is not None and validity.renewal is None:
        yield Hit(
            ("validity", "period"), f"The award runs out after {validity.period}, and nothing says how it is renewed",
            "Write «renewal: …».",
        )  # fmt: skip


@rule("MC543", Severity.WARNING, "G2.2.2", "Q1", "Q14", "O4", over="programme")
def stacking_not_stated(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Nothing says whether the micro-credential counts towards something larger or stands alone.

    **Why** Learners ask whether the credits count in a degree; recognition offices ask as well. The certificate gives
    the answer that the programme gives.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml without stacking
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    stacking: {standalone: true}
    ```
    """
    stacking = programme.model.stacking
    if stacking is None or (not stacking.into and not stacking.standalone):
        yield Hit(
            key_or_id(programme, "stacking"),
            "Nothing says whether the micro-credential counts towards something larger or stands alone",
            "Write «stacking: {into: […], rules: …}» or «stacking: {standalone: true}».",
        )  # fmt: skip
    elif stacking.into and stacking.standalone:
        yield Hit(
            ("stacking", "standalone"), "The micro-credential cannot stand alone and count towards something larger",
            "Keep «into» with its rules, or «standalone: true».",
        )  # fmt: skip


@rule("MC544", Severity.WARNING, "Q14", "O4", over="programme")
def stacking_without_rules(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The micro-credential counts towards something larger, and no rule says how.

    **Why** Stacking is allowed where it is defined: how many credits, in place of what, until when.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    stacking: {into: [{en: Postgraduate programme in diversity management}]}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    stacking:
      into: [{en: Postgraduate programme in diversity management}]
      rules: {en: The 2 credits replace the module Communication}
    ```
    """
    stacking = programme.model.stacking
    if stacking is not None and stacking.into and stacking.rules is None:
        yield Hit(
            ("stacking", "into"), "No rule says how the micro-credential counts towards it",
            "Write «rules: …»: how many credits, in place of what, until when.", key=True,
        )  # fmt: skip
