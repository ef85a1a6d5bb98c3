"""The official Europass schemas, shapes and contexts: taken from where somebody has them, pinned, kept."""

import hashlib
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from mctool import resources
from mctool.errors import MctoolError
from mctool.vocabularies import tables
from mctool.vocabularies.esco import data_folder

_LARGEST = 2_000_000
_PATIENCE = 20.0


def pins() -> Mapping[str, str]:
    """The SHA-256 (hex) of each official file, by its path below the folder."""
    text = (resources.folder("schemas") / "official.tsv").read_text(encoding="utf-8")
    return {row["path"]: row["sha256"] for row in tables.parse(text)}


def cache_folder() -> Path:
    """Where the files are kept, beside the other data of this user; ``MCTOOL_DATA`` chooses another place."""
    return data_folder().parent / "official"


def pull(source: str) -> Path:
    """Takes every official file from *source*, a folder or a web address, into the cache, and returns that.

    Nothing is kept unless every file is the pinned one. Raises MctoolError, naming the file, when one is missing, is
    another, or cannot be fetched.
    """
    remote = source.startswith(("https://", "http://"))
    found: dict[str, bytes] = {}
    for path, pinned in pins().items():
        content = _fetch(f"{source.rstrip('/')}/{path}") if remote else _read(Path(source) / path)
        actual = hashlib.sha256(content).hexdigest()
        if actual != pinned:
            raise MctoolError(f"{path} from {source} is another file: SHA-256 {actual[:12]}…, {pinned[:12]}… is pinned")
        found[path] = content
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


def cached() -> Path | None:
    """The folder of the official files, when all of them are there."""
    folder = cache_folder()
    return folder if all((folder / path).is_file() for path in pins()) else None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MctoolError(f"the official file {path} cannot be read: {error.strerror}") from None


def _fetch(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 - http and https only
            content: bytes = answer.read(_LARGEST + 1)
    except (urllib.error.URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise MctoolError(f"{address} cannot be fetched ({reason}); --from takes a folder too") from None
    if len(content) > _LARGEST:
        raise MctoolError(f"{address} is larger than any official file")
    return content
