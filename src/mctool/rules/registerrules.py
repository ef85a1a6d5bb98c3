"""MC9xx: the register, and the settings of the seal."""

from collections.abc import Iterator
from pathlib import Path

from mctool import register
from mctool.errors import RegisterError
from mctool.findings import TOP, Severity, Span
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World


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
