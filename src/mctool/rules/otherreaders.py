"""MC010: what programs that read YAML 1.1 make of a descriptor."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.yamlsource import plain


@rule("MC010", Severity.NOTE, "G2.4.1", over="workspace")
def read_otherwise_elsewhere(world: World) -> Iterator[Hit]:
    """An unquoted word that other programs read otherwise.

    **Why** mctool reads YAML 1.2, in which ``no`` is a text and ``010`` is ten. Many programs still read YAML 1.1: to
    them ``no`` (Norwegian, or Norway) is false, ``010`` is eight, ``1:30`` is ninety and ``1e3`` is a text. In quotes
    it is the same for all. Dates need no quotes here: they stay what is written.

    **Example**
    ```yaml
    # institution.yaml whole
    kind: institution
    id: institution
    name: {en: Example University}
    address: {country: POL, region: NO}
    ```

    **Fix**
    ```yaml
    # institution.yaml whole
    kind: institution
    id: institution
    name: {en: Example University}
    address: {country: POL, region: "NO"}
    ```
    """
    workspace = world.workspace
    files = [one for kind in workspace.by_kind.values() for one in kind.values()]
    for descriptor in (*([workspace.settings_file] if workspace.settings_file else []), *files):
        for one in descriptor.source.ambiguous:
            written = descriptor.source.text[one.start : one.stop]
            here = plain(written)
            read = f"the number {here}" if isinstance(here, int | float) else "a text"
            message = f"«{written}» is {read} here, and {one.elsewhere} to programs that read YAML 1.1"
            remedy = f'Write "{written}", in quotes.' if read == "a text" else f"Write {here}, or a text in quotes."
            at = (descriptor.path, descriptor.source.offset_span(one.start, one.stop))
            yield Hit((), message, remedy, subject=getattr(descriptor.model, "id", "mctool"), at=at)
