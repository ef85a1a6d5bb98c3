"""Who a learner is: the one file with names, outside the repository."""

import csv
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mctool import agefiles
from mctool.errors import WorkspaceError

_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, those among them that turn the direction of what follows: no name holds one."""
REQUIRED = ("learner", "given_name", "family_name")
OPTIONAL = ("email", "date_of_birth", "national_id", "national_id_country", "keys")


@dataclass(frozen=True, slots=True)
class Identity:
    """A learner's name, and what else was recorded of the person."""

    learner: str
    given_name: str
    family_name: str
    email: str = ""
    date_of_birth: date | None = None
    national_id: str = ""
    national_id_country: str = ""
    keys: str = ""

    @property
    def full_name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}"


def stored_identities(path: Path) -> bytes:
    """The bytes of the identities file at *path*, as they are. Raises WorkspaceError when they cannot be read."""
    try:
        if path.exists() and not path.is_file():  # a pipe or a device would never end
            raise WorkspaceError(f"the identities file {path} is no regular file")
        return path.read_bytes()
    except FileNotFoundError:
        raise WorkspaceError(f"there is no identities file {path}; mctool.yaml names it as «identities»") from None
    except OSError as error:
        raise WorkspaceError(f"the identities file {path} cannot be read: {error.strerror}") from None


def readable_by_others(path: Path) -> bool:
    """Whether the system lets other people than its owner read the names at *path*; encrypted ones nobody reads."""
    return os.name == "posix" and not agefiles.is_encrypted(path) and bool(path.stat().st_mode & 0o044)


def identities_text(path: Path) -> str:
    """The table at *path* as text; a file whose name ends in ``.age`` is decrypted with the key of the environment.

    Raises WorkspaceError when the file is missing, is no text, or cannot be opened.
    """
    content = stored_identities(path)
    if agefiles.is_encrypted(path):
        content = agefiles.decrypt(content, path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WorkspaceError(f"the identities file {path} is not UTF-8 text") from None


def read_identities(path: Path) -> Mapping[str, Identity]:
    """The identities in the CSV file at *path*, by learner id.

    Raises WorkspaceError, with the line and never with a personal value, when the file is missing or wrong.
    """
    text = identities_text(path)
    rows = csv.DictReader(text.splitlines(keepends=True), strict=True, restkey="", restval=None)
    found: dict[str, Identity] = {}
    try:
        for name in REQUIRED:
            if name not in (rows.fieldnames or ()):
                raise WorkspaceError(f"the identities file {path} has no column «{name}»")
        for row in rows:
            identity = _identity(path, rows.line_num, row)
            if identity.learner in found:
                raise WorkspaceError(f"{path}, line {rows.line_num}: the learner {identity.learner} stands twice")
            found[identity.learner] = identity
    except csv.Error as error:
        raise WorkspaceError(f"{path}, line {rows.line_num}: not a CSV table: {error}") from None
    return found


def _identity(path: Path, line: int, row: dict[str, str | None]) -> Identity:
    if "" in row or None in row.values():
        raise WorkspaceError(f"{path}, line {line}: the row has another number of cells than the header")
    cells = {name: (value or "").strip() for name, value in row.items()}
    for name in REQUIRED:
        if not cells[name]:
            raise WorkspaceError(f"{path}, line {line}: «{name}» is empty")
        if _INVISIBLE.search(cells[name]):
            raise WorkspaceError(f"{path}, line {line}: «{name}» holds a control character that nobody would see")
    born = cells.get("date_of_birth", "")
    try:
        birth = date.fromisoformat(born) if born else None
    except ValueError:
        raise WorkspaceError(f"{path}, line {line}: «date_of_birth» is no date (YYYY-MM-DD)") from None
    return Identity(
        cells["learner"], cells["given_name"], cells["family_name"], cells.get("email", ""), birth,
        cells.get("national_id", ""), cells.get("national_id_country", ""), cells.get("keys", ""),
    )  # fmt: skip
