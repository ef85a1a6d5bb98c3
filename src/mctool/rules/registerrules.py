"""MC9xx: the register, and the settings of the seal."""

from collections.abc import Iterator
from pathlib import Path

from mctool import register
from mctool.approvals import programme_digest
from mctool.errors import RegisterError
from mctool.findings import TOP, Severity, Span
from mctool.models import Programme, Settings
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor


def _in_workspace(world: World, path: Path) -> str:
    root = world.workspace.root
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


@rule("MC901", Severity.ERROR, "G2.4.2", "G3.3.2", over="workspace", guard=True)
def register_broken(world: World) -> Iterator[Hit]:
    """The register was changed by something else than mctool.

    **Why** Each line of the register holds the digest of the line before it. A line that was changed, removed or put
    in breaks the chain, and from there on nobody can say what was issued. Nothing is issued on a broken register.

    **Example**
    ```json
    # register/inclusive-communication-2026-spring.jsonl whole
    {"seq": 1, "event": "issued", "learner": "L-5DE69A9D"}
    ```

    **Fix** Bring the file back as it was committed (``git restore register``); here nothing had been issued yet.
    ```json
    # register/inclusive-communication-2026-spring.jsonl whole
    ```
    """
    folder = world.workspace.register_folder
    try:
        for fault in register.faults(folder):
            line = max(fault.line, 1)
            yield Hit(
                (), fault.message, "Bring the register back as it was committed, and find out who changed it.",
                at=(_in_workspace(world, fault.path), Span(line, 1, line, 1)),
            )  # fmt: skip
    except RegisterError as error:
        yield Hit((), f"The register cannot be read: {error}", at=(_in_workspace(world, folder), TOP))


@rule("MC902", Severity.ERROR, "G2.6.1", "R10", over="programme")
def changed_after_issuing(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Credentials are out on this version of the programme, and its content has changed since.

    **Why** Two holders of one version would have been measured by two standards, and nobody could tell them apart. A
    changed programme takes a new version; what was issued stays what it was.

    **Example**
    ```json
    # register/inclusive-communication-2026-spring.jsonl whole
    {"seq":1,"prev":"0000000000000000000000000000000000000000000000000000000000000000","time":"2026-06-01T00:00:00Z","event":"issued","credential":"urn:credential:1","learner":"L-5DE69A9D","cohort":"inclusive-communication-2026-spring","programme":"inclusive-communication","version":"2026.1","digest":"sha256:1","commit":"1","decision":"awarded","files":{},"seal":""}
    ```
    ```json
    # register/inclusive-communication-2026-spring.head whole
    {"seq": 1, "digest": "d1beb5be1a1118887bb34b2f658500c93cc0bdcec638a2ce2101bc102b5549ff"}
    ```
    ```yaml
    # programmes/inclusive-communication.yaml
    fee: free
    ```

    **Fix**
    ```json
    # register/inclusive-communication-2026-spring.jsonl whole
    {"seq":1,"prev":"0000000000000000000000000000000000000000000000000000000000000000","time":"2026-06-01T00:00:00Z","event":"issued","credential":"urn:credential:1","learner":"L-5DE69A9D","cohort":"inclusive-communication-2026-spring","programme":"inclusive-communication","version":"2026.1","digest":"sha256:1","commit":"1","decision":"awarded","files":{},"seal":""}
    ```
    ```json
    # register/inclusive-communication-2026-spring.head whole
    {"seq": 1, "digest": "d1beb5be1a1118887bb34b2f658500c93cc0bdcec638a2ce2101bc102b5549ff"}
    ```
    ```yaml
    # programmes/inclusive-communication.yaml
    version: "2026.2"
    fee: free
    ```
    """
    model = programme.model
    digests = {
        entry.digest
        for _, entry in world.register_entries
        if entry.event is register.Event.ISSUED and (entry.programme, entry.version) == (model.id, model.version)
    }
    if digests and programme_digest(world.workspace, programme) not in digests:
        yield Hit(
            ("version",), f"Credentials are out on version {model.version}, and its content has changed since",
            "Give it a new version and have that approved, or undo the change.",
        )  # fmt: skip


@rule("MC903", Severity.WARNING, "G2.4.2", "G3.3.2", over="workspace")
def register_without_cohort(world: World) -> Iterator[Hit]:
    """The register knows a cohort that the workspace does not.

    **Why** What was issued is explained by the cohort's results. Without them nobody can say later why a learner holds
    this credential.

    **Example**
    ```json
    # register/spring.jsonl whole
    {"seq":1,"prev":"0000000000000000000000000000000000000000000000000000000000000000","time":"2026-06-01T00:00:00Z","event":"issued","credential":"urn:credential:1","learner":"L-5DE69A9D","cohort":"inclusive-communication-2026-spring","programme":"inclusive-communication","version":"2026.1","digest":"sha256:1","commit":"1","decision":"awarded","files":{},"seal":""}
    ```
    ```json
    # register/spring.head whole
    {"seq": 1, "digest": "d1beb5be1a1118887bb34b2f658500c93cc0bdcec638a2ce2101bc102b5549ff"}
    ```

    **Fix** The file is named as the cohort.
    ```json
    # register/inclusive-communication-2026-spring.jsonl whole
    {"seq":1,"prev":"0000000000000000000000000000000000000000000000000000000000000000","time":"2026-06-01T00:00:00Z","event":"issued","credential":"urn:credential:1","learner":"L-5DE69A9D","cohort":"inclusive-communication-2026-spring","programme":"inclusive-communication","version":"2026.1","digest":"sha256:1","commit":"1","decision":"awarded","files":{},"seal":""}
    ```
    ```json
    # register/inclusive-communication-2026-spring.head whole
    {"seq": 1, "digest": "d1beb5be1a1118887bb34b2f658500c93cc0bdcec638a2ce2101bc102b5549ff"}
    ```
    """
    for name in dict.fromkeys(name for name, _ in world.register_entries):
        if not world.workspace.exists("cohort", name):
            path = _in_workspace(world, world.workspace.register_folder / f"{name}.jsonl")
            yield Hit(
                (),
                f"There is no cohort «{name}»",
                "Bring its file back from the history.",
                at=(path, TOP),
                subject=name,
            )


@rule("MC904", Severity.ERROR, "G2.4.1", "M4", over="settings")
def seal_ambiguous(settings: Descriptor[Settings], world: World) -> Iterator[Hit]:
    """The settings name two keys to seal with.

    **Why** A key file and a hardware token may hold different certificates. Which of them seals must not depend on the
    order in which a program looks.

    **Example**
    ```yaml
    # mctool.yaml
    seal:
      pkcs12: ../equini-keys/seal.p12
      pkcs11: {module: /usr/lib/softhsm/libsofthsm2.so, token: seal, label: seal-2026}
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    seal:
      pkcs11: {module: /usr/lib/softhsm/libsofthsm2.so, token: seal, label: seal-2026}
    ```
    """
    seal = settings.model.seal
    if seal is not None and seal.pkcs12 is not None and seal.pkcs11 is not None:
        yield Hit(("seal", "pkcs11"), "Two keys to seal with: «pkcs12» and «pkcs11»", "Keep one of them.", key=True)


@rule("MC905", Severity.ERROR, "G2.4.1", over="settings")
def timestamp_not_an_address(settings: Descriptor[Settings], world: World) -> Iterator[Hit]:
    """The time-stamping authority is no web address.

    **Why** Time stamps are asked for over HTTP (RFC 3161). Whatever else stands here fails when the seal is already
    made.

    **Example**
    ```yaml
    # mctool.yaml
    seal: {pkcs12: ../equini-keys/seal.p12, timestamp: tsa.example/tsr}
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    seal: {pkcs12: ../equini-keys/seal.p12, timestamp: "https://tsa.example/tsr"}
    ```
    """
    seal = settings.model.seal
    if seal is not None and seal.timestamp is not None and not seal.timestamp.startswith(("https://", "http://")):
        yield Hit(
            ("seal", "timestamp"),
            f"«{seal.timestamp}» is no web address",
            "Write it with https:// or http:// in front.",
        )
