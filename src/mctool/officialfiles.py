"""The official Europass schemas, shapes and contexts: taken from where somebody has them, pinned, kept."""

import contextlib
import hashlib
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mctool import resources
from mctool.errors import MctoolError
from mctool.vocabularies import tables
from mctool.vocabularies.esco import data_folder

_LARGEST = 2_000_000
_PATIENCE = 20.0
_ELSEWHERE = re.compile(rb'schemaLocation="[^"]*/([^"/]+)"')
_WANTED = {"Accept": "application/vnd.github.raw, application/ld+json, */*", "User-Agent": "mctool"}


@dataclass(frozen=True)
class Pinned:
    """One official file: its path below the folder, its SHA-256 (hex), and where its maker publishes it."""

    path: str
    sha256: str
    address: str


def pinned_files() -> tuple[Pinned, ...]:
    """The official files that mctool checks against."""
    text = (resources.folder("schemas") / "official.tsv").read_text(encoding="utf-8")
    return tuple(Pinned(row["path"], row["sha256"], row["address"]) for row in tables.parse(text))


def cache_folder() -> Path:
    """Where the files are kept, beside the other data of this user; ``MCTOOL_DATA`` chooses another place."""
    return data_folder().parent / "official"


def pull(source: str | None = None) -> Path:
    """Takes every official file from *source*, a folder or a web address, into the cache, and returns that.

    None: from where each is published. Nothing is kept unless every file is the pinned one. Raises MctoolError, naming
    the file, when one is missing, is another, or cannot be fetched.
    """
    found = {file.path: _content(file, source) for file in pinned_files()}
    folder = cache_folder()
    try:
        for path, content in found.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_suffix(".part")
            fresh.write_bytes(content)
            fresh.replace(target)
    except OSError as error:
        raise MctoolError(f"{folder} cannot be written: {error.strerror}") from None
    return folder


def _content(file: Pinned, source: str | None) -> bytes:
    """The bytes of one file, which are the pinned ones."""
    if source is None:
        content, told = _fetch(file.address), file.address
    elif source.startswith(("https://", "http://")):
        content, told = _fetch(f"{source.rstrip('/')}/{file.path}"), source
    else:
        content, told = _read(Path(source) / file.path), source
    for form in (content, *_local_forms(content)):
        if hashlib.sha256(form).hexdigest() == file.sha256:
            return form
    actual = hashlib.sha256(content).hexdigest()
    raise MctoolError(f"{file.path} from {told} is another file: SHA-256 {actual[:12]}…, {file.sha256[:12]}… is pinned")


def _local_forms(content: bytes) -> Iterator[bytes]:
    """What is pinned instead of a file as published: its imports beside it; JSON in two-space lines."""
    yield _ELSEWHERE.sub(rb'schemaLocation="\1"', content)
    if content[:1] == b"{":
        with contextlib.suppress(ValueError):
            yield (json.dumps(json.loads(content), indent=2) + "\n").encode()


def cached() -> Path | None:
    """The folder of the official files, when all of them are there."""
    folder = cache_folder()
    return folder if all((folder / file.path).is_file() for file in pinned_files()) else None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MctoolError(f"the official file {path} cannot be read: {error.strerror}") from None


def _fetch(address: str) -> bytes:
    try:
        request = urllib.request.Request(address, headers=_WANTED)  # noqa: S310 - http and https only
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
            content: bytes = answer.read(_LARGEST + 1)
    except (urllib.error.URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise MctoolError(f"{address} cannot be fetched ({reason}); --from takes a folder too") from None
    if len(content) > _LARGEST:
        raise MctoolError(f"{address} is larger than any official file")
    return content
