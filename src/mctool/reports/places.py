"""Where a report's proof is: a file and a line of the workspace."""

from dataclasses import dataclass
from typing import Any

from mctool.findings import Finding
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc


@dataclass(frozen=True, slots=True)
class Place:
    """A file, relative to the workspace, and a line in it; line 0 is the file as a whole."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


def place_of(descriptor: Descriptor[Any], *loc: str | int) -> Place:
    """The place of the value at *loc* in *descriptor*, or of the nearest part around it."""
    where: Loc = loc
    path, span = descriptor.locate(where)
    return Place(path, span.line)


def place_of_finding(finding: Finding) -> Place:
    """The place of *finding*."""
    return Place(finding.path, finding.line)
