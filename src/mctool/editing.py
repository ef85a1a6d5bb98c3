"""Edits to YAML files that keep comments and order: only ``approve``, ``import``, ``new`` and ``--fix`` write them."""

import io
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from mctool.errors import WorkspaceError


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
    """Writes *text* to *path*, whole or not at all; who may read it stays as it was.

    Raises WorkspaceError when the folder cannot be written.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, fresh)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise WorkspaceError(f"{path} cannot be written: {error.strerror}") from None


def _yaml(like: str) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100_000
    dash = re.search(r"^[\w-]+:[ ]*(?:#.*)?\n([ ]*)-[ ]", like, re.MULTILINE)
    nested = re.search(r"^[\w-]+:[ ]*(?:#.*)?\n([ ]+)\w", like, re.MULTILINE)
    offset = len(dash.group(1)) if dash else 2
    yaml.indent(mapping=len(nested.group(1)) if nested else 2, sequence=offset + 2, offset=offset)
    return yaml
