"""YAML text -> plain data that knows its lines. All limits and traps of YAML live here.

The reader accepts YAML 1.2 core, one document, UTF-8, and refuses what makes descriptors ambiguous or dangerous:
duplicate keys, anchors and aliases, tags, tabs, and more than 5 MB, 50 levels, 120,000 values or 10,000 keys in one
mapping.
"""

from mctool.yamlsource.events import MAX_DEPTH, MAX_KEYS, Ambiguous, Loc, shortened
from mctool.yamlsource.scalars import is_timestamp, plain
from mctool.yamlsource.source import MAX_BYTES, Source, YamlFault, foreign_encoding

__all__ = [
    "MAX_BYTES", "MAX_DEPTH", "MAX_KEYS", "Ambiguous", "Loc", "Source", "YamlFault", "foreign_encoding",
    "is_timestamp", "plain", "shortened",
]  # fmt: skip
