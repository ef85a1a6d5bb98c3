"""``mctool schema``."""

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(schema)


def schema(
    kind: Annotated[str | None, typer.Argument(help="A kind, such as programme; none: the kinds.")] = None,
) -> None:
    """Print the JSON Schema of a kind of descriptor.

    Example: `mctool schema outcome > outcome.schema.json`
    """
    from mctool.cli.terminal import print_json, print_text
    from mctool.errors import MctoolError
    from mctool.models.schemas import SCHEMAS, json_schema
    from mctool.models.values import did_you_mean
    from mctool.workspace import nearest

    if kind is None:
        print_text("\n".join(SCHEMAS))
        return
    if kind not in SCHEMAS:
        near = did_you_mean(nearest(kind, SCHEMAS)) or f"; there are {', '.join(SCHEMAS)}"
        raise MctoolError(f"«{kind}» is no kind of descriptor{near}")
    print_json(json_schema(kind))
