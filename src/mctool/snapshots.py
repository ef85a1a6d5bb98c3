"""A programme with its outcomes and rubrics as it stood at each commit; only files that changed are read again."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mctool import history
from mctool.history import Commit
from mctool.workspace import SETTINGS, Workspace, load
from mctool.yamlsource import Source

_ID = re.compile(r"[a-z0-9-]{1,100}")


class Snapshots:
    """The states of one programme in the history of a workspace."""

    def __init__(self, root: Path, identity: str) -> None:
        """*identity* is the programme's id. Nothing is read yet."""
        self._root = root
        self.identity = identity
        self._contents: dict[str, bytes] = {}
        self._named: dict[str, frozenset[str]] = {}
        self._loaded: dict[frozenset[tuple[str, str]], Workspace] = {}

    def commits(self, revisions: str = "HEAD") -> tuple[Commit, ...]:
        """The commits among *revisions* that changed what belongs to the programme then or later, newest first.

        Raises WorkspaceError outside git, where nothing was committed, and for a revision that does not exist.
        """
        stems = {self.identity}
        for commit in history.log(self._root, _anywhere(self.identity)):
            stems |= {stem for blob in self._blobs(commit.id).values() for stem in self._named_in(blob)}
        paths = (SETTINGS, *(_anywhere(stem) for stem in sorted(stems)))
        return history.log(self._root, *paths, revisions=revisions)

    def files(self, commit: str) -> Mapping[str, str]:
        """The files that the programme consists of at *commit*: content ids by path; none where it is not there."""
        tree = history.tree(self._root, commit)
        own = {path: blob for path, blob in tree.items() if Path(path).stem == self.identity}
        if not own or SETTINGS not in tree:
            return {}
        named = {stem for blob in own.values() for stem in self._named_in(blob)}
        parts = {path: blob for path, blob in sorted(tree.items()) if Path(path).stem in named}
        return {SETTINGS: tree[SETTINGS], **own, **parts}

    def at(self, commit: str) -> Workspace | None:
        """A workspace of just these files as they stood at *commit*; None when the programme was not there."""
        files = self.files(commit)
        if not files:
            return None
        key = frozenset(files.items())
        if key not in self._loaded:
            self._loaded[key] = self._load(files)
        return self._loaded[key]

    def path(self) -> str | None:
        """Where the programme was at the newest commit that has it; None when none does."""
        for commit in history.log(self._root, _anywhere(self.identity)):
            for path, blob in self._blobs(commit.id).items():
                if self._is_programme(blob):
                    return path
        return None

    def _load(self, files: Mapping[str, str]) -> Workspace:
        with tempfile.TemporaryDirectory(prefix="mctool-") as folder:
            for path, blob in files.items():
                target = Path(folder) / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(self._content(blob))
            return load(Path(folder))

    def _blobs(self, commit: str) -> dict[str, str]:
        return {
            path: blob for path, blob in history.tree(self._root, commit).items() if Path(path).stem == self.identity
        }

    def _content(self, blob: str) -> bytes:
        if blob not in self._contents:
            self._contents[blob] = history.content(self._root, blob)
        return self._contents[blob]

    def _named_in(self, blob: str) -> frozenset[str]:
        if blob not in self._named:
            self._named[blob] = frozenset(_references(Source.from_bytes(self._content(blob)).data))
        return self._named[blob]

    def _is_programme(self, blob: str) -> bool:
        data = Source.from_bytes(self._content(blob)).data
        return isinstance(data, dict) and data.get("kind") == "programme"


def _anywhere(stem: str) -> str:
    return f":(glob)**/{stem}.yaml"


def _references(data: Any) -> Iterator[str]:
    """The ids of outcomes and rubrics in the plain data of a programme, whatever shape it has."""
    if not isinstance(data, dict) or data.get("kind") != "programme":
        return
    named = _listed(data.get("outcomes"))
    for task in _listed(data.get("assessments")):
        if isinstance(task, dict):
            named += [*_listed(task.get("assesses")), task.get("rubric")]
    yield from (one for one in named if isinstance(one, str) and _ID.fullmatch(one))


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else []
