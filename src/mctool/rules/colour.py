"""MC1xx: the institution's colour, in which certificates and reports have their headings."""

from collections.abc import Iterator

from mctool.colours import READABLE, contrast, readable
from mctool.findings import Severity
from mctool.models import Institution
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor

_PAPER = "#ffffff"


@rule("MC111", Severity.WARNING, "G2.3.1", over="institution")
def colour_too_pale(institution: Descriptor[Institution], world: World) -> Iterator[Hit]:
    """Words in the institution's colour cannot be read well on white.

    **Why** The title of the award, the name of the institution and all headings are printed in that colour. Small
    letters need a contrast of 4.5 to 1 with the paper (WCAG 2.2, 1.4.3). A paler colour is printed darker, so that it
    is no longer yours.

    **Example**
    ```yaml
    # institution.yaml
    colour: "#f39200"
    ```

    **Fix**
    ```yaml
    # institution.yaml
    colour: "#8a5300"
    ```
    """
    colour = institution.model.colour
    if colour is not None and contrast(colour, _PAPER) < READABLE:
        ratio = f"{contrast(colour, _PAPER):.1f} to 1"
        message = f"Words in {colour} cannot be read well on white: their contrast is {ratio}, {READABLE} are needed"
        advice = f"Choose a darker colour of yours. Certificates and reports take «{readable(colour, _PAPER)}» instead."
        yield Hit(("colour",), message, advice)
