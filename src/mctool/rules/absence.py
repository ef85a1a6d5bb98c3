"""Where something that is not there is shown."""

from typing import Any

from mctool.workspace import Descriptor
from mctool.yamlsource import Loc


def key_or_id(descriptor: Descriptor[Any], key: str) -> Loc:
    """The place of the top-level *key* where it is there, empty perhaps; else that of the descriptor's id."""
    return (key,) if key in descriptor.source.data else ("id",)
