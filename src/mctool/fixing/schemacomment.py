"""The comment that tells editors which schema a descriptor follows, so that they complete keys and mark faults."""

import codecs
import re

from mctool.models import KINDS

SCHEMAS = "https://raw.githubusercontent.com/equini/mctool/main/schemas"
"""Where the generated schemas are published."""

_MARK = "yaml-language-server:"


def schema_comment(kind: str) -> str:
    """The comment line for a descriptor of *kind*, or for ``settings`` (``mctool.yaml``), without its line end."""
    return f"# {_MARK} $schema={SCHEMAS}/{kind}.schema.json"


def commented(content: bytes, kind: str) -> bytes | None:
    """*content* with the comment as its first line; None when editors are told of a schema already.

    The byte-order mark stays in front and the line end is that of the file. *kind* is one that has a schema.
    """
    if kind not in KINDS and kind != "settings":
        raise KeyError(kind)
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    body = content.removeprefix(mark)
    if any(line.lstrip().startswith(b"#") and _MARK.encode() in line for line in body.splitlines()):
        return None
    end = re.search(b"\r\n|\r|\n", body)
    return mark + schema_comment(kind).encode() + (end[0] if end else b"\n") + body
