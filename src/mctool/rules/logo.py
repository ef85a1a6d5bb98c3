"""MC1xx: the institution's logo, which every credential carries inside."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from mctool.findings import Severity
from mctool.models import Institution
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor, Workspace, read_bytes

_MAX_BYTES = 1_000_000
_SVG = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*|<!--(?:[^-]|-(?!->))*-->\s*|<!DOCTYPE[^>\[]*>\s*)*<svg[\s>]",
    re.DOTALL,
)
_KINDS = {
    ".png": ("PNG", re.compile(rb"\A\x89PNG\r\n\x1a\n")),
    ".jpg": ("JPEG", re.compile(rb"\A\xff\xd8\xff")),
    ".jpeg": ("JPEG", re.compile(rb"\A\xff\xd8\xff")),
    ".svg": ("SVG", _SVG),
}
_ACTIVE = re.compile(
    rb"<(?:\w+:)?(script|foreignObject|iframe|embed|object|audio|video|animate\w*|set|handler)\b"
    rb"|\s(on[a-z]+)\s*=|(javascript:)|<!(ENTITY)|(?:href|src)\s*=\s*[\"']\s*((?!#|data:image/(?:png|jpeg))[^\"']+)"
    rb"|url\(\s*[\"']?((?!#)[^)\"']+)|(@import)",
    re.IGNORECASE,
)  # fmt: skip
"""What makes an image do more than show: scripts, handlers, entities, addresses outside itself."""


def _content(workspace: Workspace, logo: str) -> bytes | str:
    """The bytes of the logo, or in words why it cannot be used."""
    path = PurePosixPath(logo)
    if path.is_absolute() or ".." in path.parts:
        return "it is outside the workspace"
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        return "it is neither PNG, JPEG nor SVG by its name"
    content = read_bytes(workspace.root, logo, limit=_MAX_BYTES)
    if isinstance(content, str):
        return content[0].lower() + content[1:]
    return content if kind[1].match(content) else f"its content is no {kind[0]} image"


@rule("MC108", Severity.ERROR, "G2.4.1", "O5", over="institution")
def logo_unusable(institution: Descriptor[Institution], world: World) -> Iterator[Hit]:
    """The logo is not there, too big, or no image that credentials can carry.

    **Why** The logo becomes part of every sealed file. Europass takes PNG, JPEG and SVG of at most 1 MB.

    **Example**
    ```yaml
    # institution.yaml
    logo: assets/logo.gif
    ```

    **Fix**
    ```yaml
    # institution.yaml
    logo: assets/logo.svg
    ```
    """
    logo = institution.model.logo
    reason = _content(world.workspace, logo) if logo is not None else b""
    if isinstance(reason, str):
        remedy = "Put a PNG, JPEG or SVG of at most 1 MB into the workspace, and name it by its path."
        yield Hit(("logo",), f"The logo cannot be used: {reason}", remedy)


@rule("MC109", Severity.ERROR, "G2.4.1", over="institution")
def logo_with_active_content(institution: Descriptor[Institution], world: World) -> Iterator[Hit]:
    """The logo holds a script, or fetches something from elsewhere.

    **Why** Viewers show the logo beside the holder's name. A script in it runs there, and an address in it tells a
    stranger who is looking at whose certificate.

    **Example**
    ```yaml
    # assets/logo.svg whole
    <svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>
    ```
    ```yaml
    # institution.yaml
    logo: assets/logo.svg
    ```

    **Fix**
    ```yaml
    # assets/logo.svg whole
    <svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>
    ```
    """
    logo = institution.model.logo
    if logo is None or not logo.lower().endswith(".svg"):
        return
    content = _content(world.workspace, logo)
    match = _ACTIVE.search(content) if isinstance(content, bytes) else None
    if match is not None:
        what = next(part for part in match.groups() if part).decode("utf-8", "replace")[:40]
        yield Hit(("logo",), f"The logo holds «{what}»", "Export it as a plain SVG, or as PNG.")
