"""What a rule is: a function over one model whose docstring is its manual page, and whose manual page is its test."""

import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mctool.findings import Severity, Span
from mctool.yamlsource import Loc

SCOPES = ("workspace", "settings", "institution", "outcome", "rubric", "programme", "cohort", "waivers", "verbs")
"""What a rule looks at: the workspace as a whole, or each descriptor of one kind."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's word about a place in the descriptor it was given.

    ``loc`` is the path of the value; ``words`` the exact words in it to underline; ``key`` points at the key instead.
    ``at`` names another file and place outright, for rules over the workspace. ``subject`` is a learner's id, or the
    descriptor's id when empty.
    """

    loc: Loc
    message: str
    help: str = ""
    words: str = ""
    key: bool = False
    subject: str = ""
    at: tuple[str, Span] | None = None


Check = Callable[..., Iterator[Hit]]


@dataclass(frozen=True)
class Page:
    """The manual page of a rule, read from its docstring. ``example`` and ``fix`` hold fenced blocks of YAML."""

    fault: str
    why: str
    example: str
    fix: str


@dataclass(frozen=True)
class Rule:
    """One thing that must hold. A *guard* protects issuing: nobody can waive it or lower its severity."""

    code: str
    name: str
    severity: Severity
    sources: tuple[str, ...]
    over: str
    guard: bool
    check: Check

    @property
    def page(self) -> Page:
        """The manual page."""
        return read_page(self.check.__doc__ or "")


def rule(code: str, severity: Severity, *sources: str, over: str, guard: bool = False) -> Callable[[Check], Rule]:
    """Makes a rule of a generator function; the function's name, with hyphens, is the rule's.

    The function takes the descriptor and the World (only the World when *over* is ``workspace``) and yields Hits.
    """

    def register(check: Check) -> Rule:
        return Rule(code, check.__name__.replace("_", "-"), severity, sources, over, guard, check)

    return register


_SECTION = re.compile(r"^\*\*(Why|Example|Fix)\*\*[ ]?", re.MULTILINE)


def read_page(docstring: str) -> Page:
    """The parts of a rule's docstring: the fault in the first line, then **Why**, **Example** and **Fix**."""
    first, _, rest = docstring.partition("\n")
    parts = _SECTION.split(textwrap.dedent(rest))
    sections: dict[str, str] = dict(zip(parts[1::2], (text.strip() for text in parts[2::2]), strict=True))
    return Page(first.strip(), sections.get("Why", ""), sections.get("Example", ""), sections.get("Fix", ""))


@dataclass(frozen=True, slots=True)
class Snippet:
    """A change to one file of the example workspace, as a manual page shows it.

    The first line of the block says how: ``# PATH`` replaces the keys that follow; ``# PATH without KEY, KEY`` also
    removes keys; ``# PATH whole`` is the whole text of the file; ``# PATH removed`` deletes it.
    """

    path: str
    how: str
    without: tuple[str, ...]
    text: str


_BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_HEAD = re.compile(r"# (\S+)(?: (whole|removed)| without ([\w, ]+))?\Z")


def snippets(section: str) -> tuple[Snippet, ...]:
    """The changes that an Example or Fix section shows. Raises ValueError for a block without its head line."""
    found = []
    for block in _BLOCK.findall(section):
        head, _, text = block.partition("\n")
        match = _HEAD.match(head)
        if match is None:
            raise ValueError(f"the block begins with {head!r} instead of «# PATH»")
        path, how, without = match.groups()
        keys = tuple(key.strip() for key in without.split(",")) if without else ()
        found.append(Snippet(path, how or "replace", keys, text))
    return tuple(found)
