"""MC560: waivers that outlived the fault. What makes a waiver valid is MC118 and MC119."""

from collections.abc import Iterator, Mapping

from mctool.findings import Severity
from mctool.models import Waivers
from mctool.models.settings import Waiver
from mctool.rules.registry import Hit, Rule, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor


@rule("MC560", Severity.WARNING, "G3.8", over="waivers")
def waiver_unused(waivers: Descriptor[Waivers], world: World) -> Iterator[Hit]:
    """A waiver sets nothing aside.

    **Why** It stays behind when the fault is mended, and one day it hides a new one.

    **Example**
    ```yaml
    # waivers.yaml whole
    kind: waivers
    id: waivers
    waivers:
      - rule: MC542
        in: programmes/inclusive-communication.yaml
        reason: Renewal is being negotiated
        approved_by: Quality Office
        expires: 2027-03-31
    ```

    **Fix** Take it out; or here, the fault is back and the waiver needed.
    ```yaml
    # waivers.yaml whole
    kind: waivers
    id: waivers
    waivers:
      - rule: MC542
        in: programmes/inclusive-communication.yaml
        reason: Renewal is being negotiated
        approved_by: Quality Office
        expires: 2027-03-31
    ```
    ```yaml
    # programmes/inclusive-communication.yaml
    validity: {period: P5Y}
    ```
    """
    known = {code: one for code, one in _rules().items() if not one.guard and code != "MC560"}
    for at, waiver in enumerate(waivers.model.waivers):
        there = (world.workspace.root / waiver.in_).is_file()
        if there and waiver.rule in known and not _fires(known[waiver.rule], waiver, world):
            yield Hit(
                ("waivers", at, "rule"), f"{waiver.rule} finds nothing in {waiver.in_}; the waiver sets nothing aside",
                "Take it out.",
            )  # fmt: skip


def _fires(waived: Rule, waiver: Waiver, world: World) -> bool:
    """Whether the rule finds something in the waiver's file."""
    if waived.over == "workspace":
        return any(hit.at is not None and hit.at[0] == waiver.in_ for hit in waived.check(world))
    descriptors = list(world.workspace.by_kind.get(waived.over, {}).values())
    if waived.over == "settings" and world.workspace.settings_file is not None:
        descriptors = [world.workspace.settings_file]
    return any(
        (hit.at or one.locate(hit.loc))[0] == waiver.in_
        for one in descriptors
        if waiver.in_ in (one.path, one.table.path if one.table else None)
        for hit in waived.check(one, world)
    )


def _rules() -> Mapping[str, Rule]:
    from mctool.rules import ALL  # the tuple holds this rule, too

    return {one.code: one for one in ALL}
