"""Personal data in the past: every content that any commit ever brought, once each, and every commit message.

What is committed stays in each clone, whatever later commits remove. Texts are searched as MC601 searches the files of
today, and for the numbers of people in the identities file: national numbers and platform keys.
"""

import re
import subprocess
import threading
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mctool.errors import WorkspaceError
from mctool.findings import Finding, Severity, Span
from mctool.identities import Identity
from mctool.rules.personaldata import PersonalDataFinder

_MOST_BYTES = 5_000_000
_FILES = frozenset({"100644", "100755", "120000"})
_NUMBER = re.compile(r"(?<![\w-])[A-Za-z]{0,3}[0-9][A-Za-z0-9]{4,19}(?![\w-])")
_REMEDY = (
    "Whoever has a clone has it. Rewriting history (git filter-repo) helps only where every clone is replaced; "
    "tell whoever answers for data protection."
)


@dataclass(frozen=True, slots=True)
class Leak:
    """Where personal data was first committed: the commit (40 hex digits), the path from the repository's top (empty:
    the commit's message), the line, what it is in words, and how many contents of that path hold such."""

    commit: str
    path: str
    line: int
    kind: str
    contents: int

    def finding(self) -> Finding:
        """The leak as a finding of MC601 at ``PATH@COMMIT``; the value is never shown."""
        more = f", and so did {self.contents - 1} more contents of it" if self.contents > 1 else ""
        what = "The file" if self.path else "The commit message"
        return Finding(
            f"{self.path or 'message'}@{self.commit[:12]}", Span(self.line, 1, self.line, 1), "MC601",
            "personal-data-in-tracked-file", Severity.ERROR, f"{what} held {self.kind} in this commit{more}", _REMEDY,
            ("G2.4.2", "G2.7", "Q19"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Past:
    """What a search of the history found, how much it read, and how much it could not: no text, or above 5 MB."""

    leaks: tuple[Leak, ...]
    commits: int
    contents: int
    unread: int


@dataclass(frozen=True, slots=True)
class _Content:
    blob: str
    commit: str
    path: str


def search(root: Path, identities: Collection[Identity], allowed: Iterable[str]) -> Past:
    """Searches all commits that any branch, tag, remote or stash of the repository at *root* reaches.

    *allowed* values, such as the institution's own address, are no leak. Raises WorkspaceError outside git, for a
    shallow clone, and where nobody's name is known: a search for nothing would find nothing.
    """
    if not identities:
        raise WorkspaceError("the history is searched for the people in the identities file, and none is at hand")
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise WorkspaceError("this clone is shallow: most of its history is not here; «git fetch --unshallow» gets it")
    finder = _Finder(identities, allowed)
    messages = _messages(root)
    contents = _contents(root, messages)
    found: dict[tuple[str, str], list[Leak]] = {}
    for commit, message in messages.items():
        for line, kind in finder.find(message):
            found.setdefault((commit, kind), []).append(Leak(commit, "", line, kind, 1))
    unread = 0
    for one, text in _texts(root, contents):
        unread += text is None
        kinds = {kind: line for line, kind in reversed(list(finder.find(text or "")))}
        kinds.update({f"{kind} in its name": 1 for _, kind in finder.find(one.path)})
        for kind, line in kinds.items():
            found.setdefault((one.path, kind), []).append(Leak(one.commit, one.path, line, kind, 1))
    leaks = (Leak(every[0].commit, every[0].path, every[0].line, every[0].kind, len(every)) for every in found.values())
    return Past(tuple(leaks), len(messages), len(contents), unread)


class _Finder:
    def __init__(self, identities: Collection[Identity], allowed: Iterable[str]) -> None:
        self._finder = PersonalDataFinder(identities, allowed)
        self._numbers: dict[str, str] = {}
        for one in identities:
            for key in one.keys.split(";"):
                self._numbers[key.partition("=")[2].strip()] = "a learner's number on a platform"
            self._numbers[one.national_id] = "a learner's national number"
        self._numbers.pop("", None)

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """The lines of *text* with personal data, and the kind."""
        text = unicodedata.normalize("NFC", text)
        for one in self._finder.find(text):
            yield text.count("\n", 0, one.start) + 1, one.kind
        for match in _NUMBER.finditer(text) if self._numbers else ():
            kind = self._numbers.get(match[0])
            if kind is not None:
                yield text.count("\n", 0, match.start()) + 1, kind


def _messages(root: Path) -> Mapping[str, str]:
    """The commit messages by commit, oldest first."""
    listed = _git(root, "log", "--all", "--reverse", "--topo-order", "-z", "--format=%H%n%B", "HEAD")
    records = (record.partition("\n") for record in listed.decode("utf-8", "replace").split("\0"))
    return {commit: message for commit, _, message in records if commit}


def _contents(root: Path, commits: Iterable[str]) -> list[_Content]:
    """Every content, each once, with the first of *commits* and the path that brought it."""
    arguments = ("diff-tree", "--stdin", "-r", "-m", "--root", "--raw", "--no-abbrev", "--no-renames", "-z")
    listed = _git(root, *arguments, standing="".join(f"{commit}\n" for commit in commits).encode())
    tokens = iter(listed.decode("utf-8", "replace").split("\0"))
    found: dict[str, _Content] = {}
    commit = ""
    for token in tokens:
        if not token.startswith(":"):
            commit = token
            continue
        path, (_, mode, _, blob, _) = next(tokens), token.split()
        if mode in _FILES:
            found.setdefault(blob, _Content(blob, commit, path))
    return list(found.values())


def _texts(root: Path, contents: list[_Content]) -> Iterator[tuple[_Content, str | None]]:
    """Each content with its text; None for what is no text or too large. One git process streams them all."""
    with subprocess.Popen(
        ["git", "cat-file", "--batch", "--buffer"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as git:
        if git.stdin is None or git.stdout is None:
            raise WorkspaceError("git gave no pipe")
        asking = threading.Thread(target=_ask, args=(git.stdin, contents), daemon=True)
        asking.start()
        for one in contents:
            size = int(git.stdout.readline().split()[2])
            content = git.stdout.read(size + 1)[:-1]
            yield one, _text(content)
        asking.join()


def _ask(stdin: IO[bytes], contents: list[_Content]) -> None:
    with stdin:
        stdin.writelines(f"{one.blob}\n".encode() for one in contents)


def _text(content: bytes) -> str | None:
    if len(content) > _MOST_BYTES or b"\0" in content[:8192]:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _git(root: Path, *arguments: str, standing: bytes = b"") -> bytes:
    """What git answers; *standing* is given to it on its standard input."""
    done = subprocess.run(["git", *arguments], cwd=root, input=standing, capture_output=True, check=False)
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        raise WorkspaceError(lines[0].removeprefix("fatal: "))
    return done.stdout
