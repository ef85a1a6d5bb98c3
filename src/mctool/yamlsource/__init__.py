"""YAML text -> plain data that knows its lines. All limits and traps of YAML live here.

The reader accepts YAML 1.2 core, one document, UTF-8, and refuses what makes descriptors ambiguous or dangerous:
duplicate keys, anchors and aliases, tags, tabs, more than 5 MB, more than 50 levels, more than 10,000 keys in one
mapping.
"""

from mctool.yamlsource.events import MAX_DEPTH, MAX_KEYS, Ambiguous, Loc
from mctool.yamlsource.source import MAX_BYTES, Source, YamlFault

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_KEYS", "Ambiguous", "Loc", "Source", "YamlFault"]
