"""MC3xx: hours of work and ECTS credits. The arithmetic is decimal, so that 0.1 credits are a tenth and no more."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from mctool.findings import Severity
from mctool.models import Programme
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor

_HOURS, _ECTS = ("workload", "hours"), ("workload", "ects")
_TRIVIAL = 2  # hours; the guide's question 11 calls one or two hours no learning experience


def _exact(number: float) -> Decimal:
    return Decimal(repr(number))


def _plain(number: float | Decimal) -> str:
    """The number as people write it: ``50``, ``1.7``."""
    exact = number if isinstance(number, Decimal) else _exact(number)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@rule("MC307", Severity.ERROR, "Q3", "M7", over="programme")
def credits_do_not_match_hours(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The ECTS credits and the hours of work do not fit each other.

    **Why** One credit stands for 25 to 30 hours of a learner's work, contact hours included, or for what the
    institution's policy says (``hours_per_credit``). Other institutions add the credits up and rely on that.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    workload: {hours: 50, ects: 1, contact_hours: 24}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    workload: {hours: 50, ects: 2, contact_hours: 24}
    ```
    """
    workload = programme.model.workload
    if workload is None or workload.ects is None or workload.ects <= 0:
        return
    low, high = (_exact(bound) for bound in world.workspace.settings.policy.hours_per_credit)
    hours, ects = _exact(workload.hours), _exact(workload.ects)
    if ects * low <= hours <= ects * high:
        return
    credit = "1 credit does" if ects == 1 else f"{_plain(ects)} credits do"
    least, most = _tenth(hours / high, ROUND_CEILING), _tenth(hours / low, ROUND_FLOOR)
    if least <= most:
        remedy = f"{_plain(hours)} hours make {_span(least, most)} credits."
    else:
        stand = "credit stands" if ects == 1 else "credits stand"
        remedy = f"{_plain(ects)} {stand} for {_span(ects * low, ects * high)} hours."
    message = f"{credit} not match {_plain(hours)} hours at {_span(low, high)} hours a credit"
    yield Hit(_ECTS, message, remedy)


def _tenth(value: Decimal, rounding: str) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=rounding)


def _span(least: Decimal, most: Decimal) -> str:
    return _plain(least) if least == most else f"{_plain(least)} to {_plain(most)}"


@rule("MC308", Severity.WARNING, "Q11", "M7", over="programme")
def workload_too_small(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The workload is below the institution's own minimum.

    **Why** No number is fixed anywhere, but a micro-credential has to leave room to develop a competence and to be
    assessed. The policy ``minimum_hours`` says where the institution draws the line.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    workload: {hours: 6, contact_hours: 6}
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    workload: {hours: 8, contact_hours: 6}
    ```
    """
    workload, least = programme.model.workload, world.workspace.settings.policy.minimum_hours
    if workload is not None and _TRIVIAL < workload.hours < least:
        yield Hit(
            _HOURS,
            f"{_plain(workload.hours)} hours are fewer than the {_plain(least)} of the policy",
            "Count all work of the learner, or combine it with another unit into one coherent whole.",
        )


@rule("MC309", Severity.ERROR, "Q3", "M7", over="programme")
def credits_not_positive(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The ECTS credits are zero or fewer.

    **Why** A programme without credits is a non-credit programme: it has no ``ects``, and the certificate says so. A
    zero would be printed as a number of credits.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    workload: {hours: 56, ects: 0, contact_hours: 24}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    workload: {hours: 56, contact_hours: 24}
    ```
    """
    workload = programme.model.workload
    if workload is not None and workload.ects is not None and workload.ects <= 0:
        remedy = "Leave «ects» out: the programme is then non-credit, and the certificate says so."
        yield Hit(_ECTS, f"{_plain(workload.ects)} is no number of credits", remedy)


@rule("MC310", Severity.NOTE, "Q3", over="programme")
def credits_in_odd_steps(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The ECTS credits are no multiple of a half.

    **Why** Institutions that recognise credits count in whole or half ones; a third of a credit is rounded, and not
    everywhere in the same direction.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    workload: {hours: 56, ects: 2.1, contact_hours: 24}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    workload: {hours: 56, ects: 2, contact_hours: 24}
    ```
    """
    workload = programme.model.workload
    if (
        workload is not None
        and workload.ects is not None
        and workload.ects > 0
        and _exact(workload.ects) % Decimal("0.5")
    ):
        yield Hit(_ECTS, f"{_plain(workload.ects)} credits are no multiple of a half", "Write whole or half credits.")


@rule("MC311", Severity.ERROR, "Q3", "M7", over="programme")
def credits_required(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme has no ECTS credits, and the institution's policy requires them.

    **Why** The institution promised credits for every micro-credential (``policy.credits: required``).

    **Example**
    ```yaml
    # mctool.yaml
    policy: {credits: required}
    ```
    ```yaml
    # programmes/emotional-intelligence.yaml
    workload: {hours: 30, contact_hours: 18}
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    policy: {credits: required}
    ```
    ```yaml
    # programmes/emotional-intelligence.yaml
    workload: {hours: 30, ects: 1, contact_hours: 18}
    ```
    """
    workload = programme.model.workload
    if world.workspace.settings.policy.credits == "required" and workload is not None and workload.ects is None:
        remedy = "Add «ects», or set policy.credits to optional."
        yield Hit(("workload",), "The policy requires ECTS credits, and none are given", remedy, key=True)


@rule("MC312", Severity.ERROR, "Q11", "M7", over="programme")
def workload_of_an_hour_or_two(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The whole workload is two hours or less.

    **Why** An hour or two can inform, but neither develop nor assess a competence. A certificate for it would be a
    symbol.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    workload: {hours: 2, contact_hours: 2}
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    workload: {hours: 30, contact_hours: 18}
    ```
    """
    workload = programme.model.workload
    if workload is not None and workload.hours <= _TRIVIAL:
        remedy = "Build one coherent unit with room to develop the competence and to assess it."
        yield Hit(_HOURS, f"{_plain(workload.hours)} hours are too few for a micro-credential", remedy)


@rule("MC313", Severity.ERROR, "Q11", "M7", over="programme")
def contact_hours_exceed_workload(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """There are more contact hours than hours of work.

    **Why** Contact hours are a part of the workload. When the part is larger than the whole, one of the two is wrong,
    and so are the credits.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml
    workload: {hours: 30, contact_hours: 36}
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    workload: {hours: 30, contact_hours: 18}
    ```
    """
    workload = programme.model.workload
    if workload is not None and workload.contact_hours is not None and workload.contact_hours > workload.hours:
        yield Hit(
            ("workload", "contact_hours"),
            f"{_plain(workload.contact_hours)} contact hours are more than all {_plain(workload.hours)} hours of work",
            "«hours» counts all work of the learner, contact hours included.",
        )


@rule("MC314", Severity.ERROR, "G2.3.1", "G2.3.2", "Q1", "M7", over="programme")
def workload_missing(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme does not say how much work it takes.

    **Why** The notional workload is a mandatory element of every European micro-credential.

    **Example**
    ```yaml
    # programmes/emotional-intelligence.yaml without workload
    ```

    **Fix**
    ```yaml
    # programmes/emotional-intelligence.yaml
    workload: {hours: 30, contact_hours: 18}
    ```
    """
    if programme.model.workload is None:
        remedy = "Add «workload: {hours: …}»: all work of the learner, in hours."
        yield Hit(("id",), "The programme does not say how many hours of work it takes", remedy)
