"""The folder as a whole: where it is, which files it holds, and what they are to each other.

The folder is trusted as little as a download: links that lead out of it, pipes, giant files and broken text become
faults of one file, and every other file is still read.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from mctool.errors import WorkspaceError
from mctool.findings import TOP, printable
from mctool.models import Cohort, Institution, Model, Outcome, Programme, Rubric, Settings, Verbs, Waivers
from mctool.vocabularies import lists
from mctool.workspace.faults import Fault, FaultKind
from mctool.workspace.reading import Descriptor, Read, read_bytes, read_file, read_settings
from mctool.yamlsource import Source

SETTINGS = "mctool.yaml"
_NOT_DESCRIPTORS = ("evidence", "node_modules")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Workspace:
    """All descriptors of a workspace by kind and id, and the faults of the files that could not be read."""

    root: Path
    settings: Settings
    settings_file: Descriptor[Settings] | None
    by_kind: Mapping[str, Mapping[str, Descriptor[Model]]]
    faults: tuple[Fault, ...]
    files: tuple[str, ...]
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The workspace's first language."""
        return self.languages[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """The workspace's languages, the primary one first."""
        return self.settings.language_codes

    @property
    def outcomes(self) -> Mapping[str, Descriptor[Outcome]]:
        """The learning outcomes by id."""
        return self._of("outcome", Outcome)

    @property
    def rubrics(self) -> Mapping[str, Descriptor[Rubric]]:
        """The rubrics by id."""
        return self._of("rubric", Rubric)

    @property
    def programmes(self) -> Mapping[str, Descriptor[Programme]]:
        """The programmes by id."""
        return self._of("programme", Programme)

    @property
    def cohorts(self) -> Mapping[str, Descriptor[Cohort]]:
        """The cohorts by id."""
        return self._of("cohort", Cohort)

    @property
    def institution(self) -> Descriptor[Institution] | None:
        """The awarding body that the settings name, or the only one there is."""
        found = self._of("institution", Institution)
        named = (one for one in found.values() if one.path == Path(self.settings.institution).as_posix())
        return next(named, None) or (next(iter(found.values())) if len(found) == 1 else None)

    @property
    def waivers(self) -> tuple[Descriptor[Waivers], ...]:
        """The waiver files."""
        return tuple(self._of("waivers", Waivers).values())

    @property
    def verbs(self) -> tuple[Descriptor[Verbs], ...]:
        """The institution's verb decisions."""
        return tuple(self._of("verbs", Verbs).values())

    @property
    def register_folder(self) -> Path:
        """Where the register is kept."""
        return self.root / self.settings.register_folder

    def exists(self, kind: str, identity: str) -> bool:
        """Whether a descriptor of that kind and id is there, readable or not."""
        return identity in self.by_kind.get(kind, {}) or identity in self.unread.get(kind, frozenset())

    def _of(self, kind: str, model: type[M]) -> Mapping[str, Descriptor[M]]:
        return cast("Mapping[str, Descriptor[M]]", self.by_kind.get(kind, {}))


def find_root(start: Path) -> Path:
    """The nearest folder at or above *start* that holds ``mctool.yaml``. Raises WorkspaceError when there is none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).exists():
            return folder
    raise WorkspaceError(f"no {SETTINGS} in {start} or above it; «mctool init DIR» makes a workspace")


def load(root: Path) -> Workspace:
    """Reads every descriptor below *root*. Raises WorkspaceError when *root* is no workspace."""
    root = root.resolve()
    if not root.is_dir():
        raise WorkspaceError(f"{root} is not a folder")
    if not (root / SETTINGS).exists():
        raise WorkspaceError(f"{root} is no workspace: it has no {SETTINGS}; «mctool init DIR» makes one")
    head = read_settings(root, SETTINGS)
    settings_file = cast("Descriptor[Settings] | None", head.descriptor)
    settings = settings_file.model if settings_file else _fallback(root)
    paths = tuple(_descriptor_paths(root, settings))
    reads = [_read(root, path, settings.language_codes[0]) for path in paths]
    by_kind, doubles = _index(reads)
    unread: dict[str, set[str]] = {}
    for read in reads:
        if read.descriptor is None:
            unread.setdefault(read.kind, set()).add(read.id)
            if not read.kind:  # nobody knows what it was, so no reference to its name is called unknown
                for kind in ("outcome", "rubric", "programme", "cohort"):
                    unread.setdefault(kind, set()).add(Path(read.path).stem)
    faults = [*head.faults, *(fault for read in reads for fault in read.faults), *doubles]
    frozen = {kind: frozenset(ids) for kind, ids in unread.items()}
    return Workspace(
        root, settings, settings_file, by_kind, tuple(faults), (SETTINGS, *(read.path for read in reads)), frozen
    )


def _read(root: Path, path: str, language: str) -> Read:
    shown = printable(path)
    if shown == path:
        return read_file(root, path, language=language)
    return Read(shown, faults=(Fault(FaultKind.UNREADABLE, shown, TOP, "The file's name is not UTF-8", "Rename it."),))


def _descriptor_paths(root: Path, settings: Settings) -> Iterator[str]:
    """The YAML files that may be descriptors, in a stable order; hidden, issued and register folders are left out."""
    skipped = {*_NOT_DESCRIPTORS, settings.output.strip("/"), settings.register_folder.strip("/")}
    for folder, names, files in os.walk(root):
        here = Path(folder).relative_to(root)
        names[:] = sorted(
            name for name in names if not name.startswith(".") and (here / name).as_posix() not in skipped
        )
        for name in sorted(files):
            path = (here / name).as_posix()
            if name.endswith(".yaml") and not name.startswith(".") and path != SETTINGS:
                yield path


def _index(reads: Iterable[Read]) -> tuple[Mapping[str, Mapping[str, Descriptor[Model]]], list[Fault]]:
    by_kind: dict[str, dict[str, Descriptor[Model]]] = {}
    doubles = []
    for read in reads:
        if read.descriptor is None:
            continue
        first = by_kind.setdefault(read.kind, {}).setdefault(read.id, read.descriptor)
        if first is not read.descriptor:
            doubles.append(Fault(
                FaultKind.DUPLICATE_ID, read.path, read.descriptor.source.span(("id",)),
                f"The {read.kind} «{read.id}» is already in {first.path}", "Give one of them another id.", read.id,
            ))  # fmt: skip
    return MappingProxyType(by_kind), doubles


def _fallback(root: Path) -> Settings:
    """Settings to go on with when the file is faulty: what can be told of its languages, defaults otherwise."""
    content = read_bytes(root, SETTINGS)
    data: Any = Source.from_bytes(content).data if isinstance(content, bytes) else None
    written = data.get("languages") if isinstance(data, dict) else None
    known = (
        [one for one in written if isinstance(one, str) and lists.find("languages", one)]
        if isinstance(written, list)
        else []
    )
    return Settings.model_validate({"mctool": 1, "languages": list(dict.fromkeys(known)) or ["en"]})
