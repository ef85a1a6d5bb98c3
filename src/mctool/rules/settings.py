"""MC1xx: the settings in ``mctool.yaml``, and what was set aside."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Settings, Waivers
from mctool.rules.registry import Hit, Rule, rule
from mctool.rules.world import World
from mctool.vocabularies.verbs import LANGUAGES
from mctool.workspace import Descriptor, Workspace


def _is_inside(workspace: Workspace, name: str) -> bool:
    """Whether the path that the settings give leads into the workspace, links followed."""
    try:
        return (workspace.root / name).resolve().is_relative_to(workspace.root)
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL in the name
        return False


@rule("MC113", Severity.ERROR, "G2.4.2", "G2.7", "Q19", over="settings", guard=True)
def identities_inside_workspace(settings: Descriptor[Settings], world: World) -> Iterator[Hit]:
    """The file with the learners' names is inside the workspace.

    **Why** One careless command adds it to git, and what is in git stays in every copy of its history. Names live
    outside; the workspace knows a learner by an opaque id.

    **Example**
    ```yaml
    # mctool.yaml
    identities: identities/learners.csv
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    identities: ../equini-identities/learners.csv
    ```
    """
    name = settings.model.identities
    if name is not None and _is_inside(world.workspace, name):
        remedy = "Move it out, for example to «../identities/learners.csv»."
        yield Hit(("identities",), "The file with names is inside the workspace", remedy)


@rule("MC114", Severity.ERROR, "G2.4.2", over="settings", guard=True)
def seal_key_inside_workspace(settings: Descriptor[Settings], world: World) -> Iterator[Hit]:
    """The seal's private key is inside the workspace.

    **Why** Whoever has the repository would have the key, and could seal in the institution's name.

    **Example**
    ```yaml
    # mctool.yaml
    seal: {pkcs12: keys/seal.p12}
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    seal: {pkcs12: ../equini-keys/seal.p12}
    ```
    """
    seal = settings.model.seal
    if seal is not None and seal.pkcs12 is not None and _is_inside(world.workspace, seal.pkcs12):
        remedy = "Move it out, for example to «../keys/seal.p12»."
        yield Hit(("seal", "pkcs12"), "The seal's private key is inside the workspace", remedy)


@rule("MC115", Severity.WARNING, "G2.2.1", over="settings")
def esco_version_missing(settings: Descriptor[Settings], world: World) -> Iterator[Hit]:
    """The settings do not say with which version of ESCO outcomes were mapped.

    **Why** ESCO retires and renames concepts, and its addresses carry no version. Without it nobody can tell later
    whether a mapping was wrong or ESCO moved on.

    **Example**
    ```yaml
    # mctool.yaml without esco
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    esco: {version: "1.2.0"}
    ```
    """
    mapped = any(outcome.model.esco for outcome in world.workspace.outcomes.values())
    if settings.model.esco is None and mapped:
        message = "The settings do not say with which version of ESCO outcomes were mapped"
        yield Hit(("mctool",), message, 'Add «esco: {version: "1.2.0"}».', key=True)


@rule("MC116", Severity.ERROR, "G3.8", "Q12", over="settings")
def policy_without_effect(settings: Descriptor[Settings], world: World) -> Iterator[Hit]:
    """The policy gives a severity to a rule that does not exist, or that nobody may change.

    **Why** Rules that guard issuing keep their severity whatever the policy says. Whoever reads the policy believes
    otherwise.

    **Example**
    ```yaml
    # mctool.yaml
    policy: {rules: {MC402: {severity: "off", reason: "agreed by the board"}}}
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    policy: {rules: {MC210: {severity: warning, reason: "agreed by the board"}}}
    ```
    """
    rules = _rules()
    for code in settings.model.policy.rules:
        loc = ("policy", "rules", code)
        if code not in rules:
            yield Hit(loc, f"There is no rule {code}", "«mctool explain» lists them.", key=True)
        elif rules[code].guard:
            message = f"{code} guards issuing, and its severity cannot be changed"
            yield Hit(loc, message, "Remove the line, and mend what the rule finds.", key=True)


@rule("MC117", Severity.NOTE, "G2.2.1", over="settings")
def language_without_verbs(settings: Descriptor[Settings], world: World) -> Iterator[Hit]:
    """mctool has no verbs of one of the languages.

    **Why** Outcomes in that language are not read for their verb, and the workspace is no cleaner for it.

    **Example**
    ```yaml
    # mctool.yaml
    languages: [en, pl, fi]
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    languages: [en]
    ```
    """
    for at, language in enumerate(settings.model.language_codes):
        if language not in LANGUAGES:
            remedy = f"Let a person check them; mctool reads {', '.join(LANGUAGES)}."
            yield Hit(("languages", at), f"The verbs of outcomes in «{language}» are not checked", remedy)


@rule("MC118", Severity.ERROR, "G3.8", "Q12", over="waivers", guard=True)
def waiver_not_in_force(waivers: Descriptor[Waivers], world: World) -> Iterator[Hit]:
    """A waiver lacks its reason, approver or expiry, or has expired.

    **Why** A fault may be set aside for a time, by somebody, for a reason. Without one of these it is forgotten.

    **Example**
    ```yaml
    # waivers.yaml whole
    kind: waivers
    id: waivers
    waivers:
      - rule: MC305
        in: programmes/emotional-intelligence.yaml
        reason: The level is being agreed
        approved_by: Quality Office
        expires: 2026-06-30
    ```

    **Fix**
    ```yaml
    # waivers.yaml whole
    kind: waivers
    id: waivers
    waivers:
      - rule: MC305
        in: programmes/emotional-intelligence.yaml
        reason: The level is being agreed
        approved_by: Quality Office
        expires: 2027-06-30
    ```
    """
    for at, waiver in enumerate(waivers.model.waivers):
        missing = [key for key in ("reason", "approved_by", "expires") if getattr(waiver, key) is None]
        if missing:
            named = " and ".join(f"«{key}»" for key in missing)
            yield Hit(("waivers", at, "rule"), f"The waiver lacks {named}, and has no effect", "Add it.")
        elif waiver.expires is not None and waiver.expires < world.today:
            message = f"The waiver expired on {waiver.expires}, and has no effect"
            yield Hit(("waivers", at, "expires"), message, "Mend what the rule finds, or have the waiver renewed.")


@rule("MC119", Severity.WARNING, "G3.8", over="waivers")
def waiver_for_nothing(waivers: Descriptor[Waivers], world: World) -> Iterator[Hit]:
    """A waiver is for a rule or file that does not exist, or for a rule that cannot be waived.

    **Why** It sets nothing aside, and whoever reads it believes that it does.

    **Example**
    ```yaml
    # waivers.yaml whole
    kind: waivers
    id: waivers
    waivers:
      - rule: MC402
        in: programmes/emotional-intelligence.yaml
        reason: The board wants it
        approved_by: Quality Office
        expires: 2027-06-30
    ```

    **Fix**
    ```yaml
    # waivers.yaml whole
    kind: waivers
    id: waivers
    waivers:
      - rule: MC305
        in: programmes/emotional-intelligence.yaml
        reason: The level is being agreed
        approved_by: Quality Office
        expires: 2027-06-30
    ```
    """
    rules = _rules()
    for at, waiver in enumerate(waivers.model.waivers):
        if waiver.rule not in rules:
            yield Hit(("waivers", at, "rule"), f"There is no rule {waiver.rule}", "«mctool explain» lists them.")
        elif rules[waiver.rule].guard:
            message = f"{waiver.rule} guards issuing, and cannot be waived"
            yield Hit(("waivers", at, "rule"), message, "Remove the waiver, and mend what the rule finds.")
        if not (world.workspace.root / waiver.in_).exists():
            message = f"There is no file «{waiver.in_}»"
            yield Hit(("waivers", at, "in"), message, "Write the path as findings show it.")


def _rules() -> dict[str, Rule]:
    from mctool.rules import ALL  # the tuple names the rules of this module, too

    return {one.code: one for one in ALL}
