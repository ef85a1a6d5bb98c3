"""The files that ESCO is published in, read as they are: a zip, a folder, or single CSV files.

Layouts of 1.1.x and 1.2.x; columns are found by name, and only URI and label are demanded. Nothing is unpacked, and
of a path inside a zip only the last name is looked at.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Literal

from mctool.errors import MctoolError

LARGEST = 256 * 2**20
"""Bytes that a single file may have; the largest official one has 10 MB."""

_WANTED = re.compile(
    r"(?P<kind>skills|skillGroups|skillsHierarchy|broaderRelationsSkillPillar|(?P<collection>\w+)SkillsCollection)"
    r"(?:_(?P<language>[a-z]{2,3}))?\.csv"
)
_VERSION = re.compile(r"(?<![\d.])v?(\d+\.\d+(?:\.\d+)?)(?![\d.]*\d)")
_TYPES = {"skill/competence": "skill", "knowledge": "knowledge"}
_REUSE = ("transversal", "cross-sector", "sector-specific", "occupation-specific")


@dataclass(frozen=True)
class Record:
    """A skill or a group as the files have it."""

    uri: str
    kind: Literal["skill", "group"]
    label: str
    type: str
    reuse: str
    code: str
    description: str
    alternatives: tuple[str, ...]
    hidden: tuple[str, ...]


@dataclass(frozen=True)
class Classification:
    """A version of ESCO in one language, as read from its files."""

    version: str
    language: str
    source: str
    """Names of the files given."""
    sha256: str
    """Of the contents of all files used."""
    adapted: bool
    """Whether the skills come from a rebuilt file, which must be said wherever they are shown."""
    duplicates: int
    """Rows dropped because an earlier one had the same URI."""
    records: tuple[Record, ...]
    broader: tuple[tuple[str, str], ...]
    """Narrower and broader URI."""
    members: tuple[tuple[str, str], ...]
    """URI and collection (``transversal``, ``digital`` …)."""


@dataclass(frozen=True)
class _Part:
    kind: str
    collection: str
    language: str
    content: bytes

    def rows(self) -> Iterator[Mapping[str, str]]:
        """The rows by column name; a short row lacks its last columns."""
        text = io.StringIO(self.content.decode("utf-8-sig"), newline="")
        reader = csv.reader(text)
        columns = next(reader, [])
        return (dict(zip(columns, row, strict=False)) for row in reader if row)


def read(paths: Sequence[Path], version: str | None = None) -> Classification:
    """What the files *paths* hold.

    *version* is needed where no name in *paths* tells it. Raises MctoolError when a file cannot be read, when there
    are no skills, when languages or versions are mixed, or when the version is not told.
    """
    if version is not None and not re.fullmatch(r"[0-9]+\.[0-9]+(\.[0-9]+)?", version):
        raise MctoolError(f"«{version}» is no version of ESCO; write it as 1.2.0")
    try:
        parts = [part for path in paths for part in _parts(path)]
        return _classification(parts, paths, version or _version_of(paths))
    except (OSError, UnicodeDecodeError, csv.Error, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        names = ", ".join(path.name for path in paths)
        raise MctoolError(f"cannot read ESCO from {names}: {error}") from error


def _parts(path: Path) -> Iterator[_Part]:
    if path.is_dir():
        for file in sorted(path.glob("*.csv")):
            if _WANTED.fullmatch(file.name):
                yield from _parts(file)
    elif path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if wanted := _WANTED.fullmatch(info.filename.rpartition("/")[2]):
                    yield _part(wanted, info.file_size, partial(archive.read, info))
    elif wanted := _WANTED.fullmatch(path.name):
        yield _part(wanted, path.stat().st_size, path.read_bytes)
    else:
        raise MctoolError(
            f"{path.name} is no file of ESCO that mctool knows; give the zip, its folder or skills_en.csv"
        )


def _part(wanted: re.Match[str], size: int, content: Callable[[], bytes]) -> _Part:
    if size > LARGEST:
        raise MctoolError(f"{wanted[0]} is too large to be a file of ESCO ({size:,} bytes)")
    kind = "collection" if wanted["collection"] else wanted["kind"]
    return _Part(kind, wanted["collection"] or "", wanted["language"] or "", content())


def _version_of(paths: Sequence[Path]) -> str:
    found = {match[1] for path in paths if (match := _VERSION.search(path.name))}
    if len(found) > 1:
        raise MctoolError(f"the files are of several versions ({', '.join(sorted(found))}); import one at a time")
    if not found:
        raise MctoolError("no file name tells the version of ESCO; say it with --version, for example 1.2.0")
    return found.pop()


def _classification(parts: Sequence[_Part], paths: Sequence[Path], version: str) -> Classification:
    languages = {part.language for part in parts if part.language}
    if len(languages) > 1:
        raise MctoolError(f"the files are in several languages ({', '.join(sorted(languages))}); import one at a time")
    skills = [row for part in parts if part.kind == "skills" for row in part.rows()]
    if not skills:
        raise MctoolError("there is no skills_LANGUAGE.csv among the files, and without it there is no ESCO to import")
    groups = [row for part in parts if part.kind == "skillGroups" for row in part.rows()]
    collections = [(part.collection, row) for part in parts if part.kind == "collection" for row in part.rows()]
    in_collection = {row.get("conceptUri", ""): row for _, row in collections}
    records: dict[str, Record] = {}
    for row in skills:
        record = _record("skill", row, in_collection.get(row.get("conceptUri", ""), {}))
        records.setdefault(record.uri, record)
    for row in groups:
        record = _record("group", row, {})
        records.setdefault(record.uri, record)
    return Classification(
        version=version,
        language=languages.pop() if languages else "en",
        source=", ".join(path.name for path in paths),
        sha256=_digest(parts),
        adapted="altLabelsSource" in skills[0],
        duplicates=len(skills) + len(groups) - len(records),
        records=tuple(records.values()),
        broader=tuple(dict.fromkeys(pair for pair in _broader(parts) if pair[0] in records and pair[1] in records)),
        members=tuple(
            dict.fromkeys((row["conceptUri"], name) for name, row in collections if row.get("conceptUri") in records)
        ),
    )


def _record(kind: Literal["skill", "group"], row: Mapping[str, str], also: Mapping[str, str]) -> Record:
    """The record in *row*; what it leaves blank is taken from the row *also* of a collection."""
    uri, label = row.get("conceptUri", "").strip(), _one_line(row.get("preferredLabel", ""))
    if not uri or not label:
        raise MctoolError(f"a row without conceptUri or preferredLabel is no concept: {str(dict(row))[:80]}")

    def told(column: str) -> str:
        return (row.get(column) or also.get(column) or "").strip()

    reuse = told("reuseLevel")
    return Record(
        uri=uri,
        kind=kind,
        label=label,
        type=_TYPES.get(told("skillType"), ""),
        reuse=reuse if reuse in _REUSE else "",
        code=told("code"),
        description=told("description"),
        alternatives=_labels(told("altLabels"), label),
        hidden=_labels(told("hiddenLabels"), label),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _labels(text: str, preferred: str) -> tuple[str, ...]:
    """The labels in a cell (one a line, or separated by bars) without the preferred one and without repetition."""
    if not text:
        return ()
    labels = dict.fromkeys([" ".join(label.split()) for label in text.replace(" | ", "\n").split("\n")])
    return tuple([label for label in labels if label and label != preferred])


def _broader(parts: Sequence[_Part]) -> Iterator[tuple[str, str]]:
    for part in parts:
        for row in part.rows() if part.kind in ("broaderRelationsSkillPillar", "collection", "skillsHierarchy") else ():
            if part.kind == "skillsHierarchy":
                levels = [uri for level in range(4) if (uri := row.get(f"Level {level} URI"))]
                yield from pairwise(reversed(levels))
            else:
                for broader in re.split(r" \| ", row.get("broaderUri") or row.get("broaderConceptUri") or ""):
                    yield row.get("conceptUri", ""), broader.strip()


def _digest(parts: Sequence[_Part]) -> str:
    digest = hashlib.sha256()
    for part in sorted(parts, key=lambda part: (part.kind, part.collection, part.language, part.content)):
        digest.update(f"{part.kind} {part.collection} {part.language} {len(part.content)}\n".encode())
        digest.update(part.content)
    return digest.hexdigest()
