"""What ESCO data there is for this user: the core subset always, and the indexes that were imported."""

import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mctool.vocabularies.esco.concepts import Source, fold, newest_first, version_key
from mctool.vocabularies.esco.core import CoreSubset, core_subset, label_changes
from mctool.vocabularies.esco.index import Index


@dataclass(frozen=True)
class Library:
    """The bodies of ESCO data at hand: the core subset, and imported indexes, each one version and language."""

    indexes: tuple[Index, ...] = ()

    def source(self, version: str | None = None, language: str | None = None) -> Index | CoreSubset:
        """The best data of *version* (default: of the newest complete one), English where no *language* is named.

        A complete index of that version; else the core subset as of that version; else, where there is neither,
        the newest complete index or the core subset of 1.2.0. What comes back says what it is.
        """
        complete = newest_first(one for one in self.indexes if one.complete and language in (None, one.language))
        fitting = [index for index in complete if version in (None, index.version)]
        if fitting:
            return fitting[0]
        if version in CoreSubset.VERSIONS:
            return core_subset(version)
        return complete[0] if complete else core_subset("1.2.0")

    def preferred(self, uri: str, source: Source) -> frozenset[str]:
        """The preferred labels of *uri* in the version of *source*, folded, in every language that is loaded."""
        same = [source, *(index for index in self.indexes if index.version == source.version)]
        return frozenset(fold(concept.label) for other in same if (concept := other.concept(uri)))

    def version_of_old_label(self, uri: str, folded: str, before: str) -> str | None:
        """The newest version before *before* in which the preferred label of *uri* was *folded*."""
        carried = [change.version for change in label_changes().get(uri, ()) if fold(change.old) == folded]
        loaded = [
            index.version for index in self.indexes if (concept := index.concept(uri)) and fold(concept.label) == folded
        ]
        older = [version for version in (*carried, *loaded) if version_key(version) < version_key(before)]
        return max(older, key=version_key, default=None)


def data_folder() -> Path:
    """Where imported indexes are: ``MCTOOL_DATA``, else the place the operating system has for a user's data."""
    if chosen := os.environ.get("MCTOOL_DATA"):
        return Path(chosen) / "esco"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or "~/AppData/Local")
    elif sys.platform == "darwin":
        base = Path("~/Library/Application Support")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share")
    return base.expanduser() / "mctool" / "esco"


def installed(*folders: Path) -> Library:
    """The library of the indexes in *folders* (default: this user's data folder); one that is missing is empty."""
    where = folders or (data_folder(),)
    return _library(tuple((folder, _changed(folder)) for folder in where))


def _changed(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


@cache
def _library(folders: tuple[tuple[Path, int], ...]) -> Library:
    """Remembered until a folder changes, so that a check of many mappings opens an index once."""
    paths = (path for folder, changed in folders if changed for path in sorted(folder.glob("esco-*-*.sqlite")))
    return Library(tuple(Index.open(path) for path in paths))
