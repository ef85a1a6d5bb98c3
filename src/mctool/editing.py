"""Edits to YAML files that keep comments and order: only ``approve``, ``import``, ``new`` and ``--fix`` write them."""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from mctool.wholefiles import write_whole


def load(text: str) -> Any:
    """The document in *text*, with its comments, ready to be changed and dumped."""
    return _yaml(text).load(text)


def dump(document: Any, like: str) -> str:
    """The text of *document*, indented as the text *like* is."""
    stream = io.StringIO()
    _yaml(like).dump(document, stream)
    return stream.getvalue()


def append(text: str, key: str, item: Mapping[str, Any]) -> str:
    """*text* with *item* at the end of its top-level list *key*, which is made where it is missing."""
    document = load(text)
    items = document.setdefault(key, [])
    if getattr(items, "fa", None) is not None and not items:
        document[key] = items = []  # an empty «[]» would put everything on one line
    items.append(dict(item))
    return dump(document, text)


def write(path: Path, text: str) -> None:
    """Writes *text* to *path*, whole or not at all, in UTF-8. Raises WorkspaceError when it cannot be written."""
    write_whole(path, text.encode())


def _yaml(like: str) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100_000
    dash = re.search(r"^[\w-]+:[ ]*(?:#.*)?\n([ ]*)-[ ]", like, re.MULTILINE)
    nested = re.search(r"^[\w-]+:[ ]*(?:#.*)?\n([ ]+)\w", like, re.MULTILINE)
    offset = len(dash.group(1)) if dash else 2
    yaml.indent(mapping=len(nested.group(1)) if nested else 2, sequence=offset + 2, offset=offset)
    return yaml
