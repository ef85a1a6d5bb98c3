"""One version of ESCO in one language, imported into an SQLite file, and read only from there."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mctool.errors import MctoolError
from mctool.vocabularies.esco.concepts import SKILLS_IN, EscoConcept, Holder, fold, is_group_uri

SCHEMA = "2"
"""Of the SQLite file; one of another schema must be imported again."""

_SELECT = "SELECT c.uri, c.label, c.type, c.reuse, c.kind, c.code, c.description"
_BY_URI = f"{_SELECT} FROM concept c WHERE c.uri = ?"
_BY_CODE = f"{_SELECT} FROM concept c WHERE c.kind = 'group' AND c.code = ?"
_SKILLS = f"{_SELECT} FROM concept c WHERE c.kind = 'skill' ORDER BY c.id"
_BY_LABEL = (
    f"{_SELECT}, max(l.kind = 'preferred') AS preferred FROM label l JOIN concept c ON c.id = l.concept"
    " WHERE l.folded = ? AND c.kind = 'skill' GROUP BY c.id ORDER BY preferred DESC, c.id"
)
_NARROWER = (
    f"{_SELECT} FROM concept g JOIN broader b ON b.broader = g.id JOIN concept c ON c.id = b.concept"
    " WHERE g.uri = ? ORDER BY c.label"
)
_BROADER = (
    f"{_SELECT} FROM concept g JOIN broader b ON b.concept = g.id JOIN concept c ON c.id = b.broader"
    " WHERE g.uri = ? ORDER BY c.label"
)


@dataclass(frozen=True)
class Index:
    """An imported version. It is opened at the first question."""

    path: Path
    version: str
    language: str

    @classmethod
    def open(cls, path: Path) -> "Index":
        """The index in *path*, which is named ``esco-VERSION-LANGUAGE.sqlite``."""
        _, version, language = path.stem.split("-", 2)
        return cls(path, version, language)

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows that *query* gives. Raises MctoolError when the file is no sound index."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise MctoolError(
                f"the ESCO index {self.path} is damaged ({error}); import ESCO {self.version} again"
            ) from error

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """What was noted at the import: ``source``, ``sha256``, ``imported``, ``skills``, ``adapted`` …"""
        found = dict(self.rows("SELECT key, value FROM meta"))
        if found.get("schema") != SCHEMA:
            raise MctoolError(
                f"the ESCO index {self.path} is of another version of mctool; import ESCO {self.version} again"
            )
        return found

    @property
    def complete(self) -> bool:
        """Whether it has as many skills as this version of ESCO."""
        return int(self.meta["skills"]) >= SKILLS_IN.get(self.version, 13_000)

    @property
    def about(self) -> str:
        """What this is, for people."""
        name = f"{'adapted from ' if self.meta['adapted'] else ''}ESCO {self.version}"
        skills = int(self.meta["skills"])
        if self.complete:
            return f"{name}, {skills:,} concepts, language {self.language}"
        return f"{name}, a part ({skills:,} concepts), language {self.language}"

    def concept(self, uri: str) -> EscoConcept | None:
        """The skill or group with exactly this URI; a group also by its old URI, which ends in its code."""
        found = self.rows(_BY_URI, (uri,))
        if not found and is_group_uri(uri):
            found = self.rows(_BY_CODE, (uri.rpartition("/")[2],))
        return EscoConcept(*found[0]) if found else None

    def skills(self) -> tuple[EscoConcept, ...]:
        """All skills, in the order of the files."""
        return tuple(EscoConcept(*row) for row in self.rows(_SKILLS))

    def holders(self, label: str) -> tuple[Holder, ...]:
        """The skills that carry *label*, case and white space folded; preferred before alternative labels."""
        found = self.rows(_BY_LABEL, (fold(label),))
        return tuple(Holder(EscoConcept(*row[:-1]), bool(row[-1])) for row in found)

    def alternatives(self, uri: str) -> tuple[str, ...]:
        """The alternative and hidden labels of a skill, folded."""
        query = (
            "SELECT l.folded FROM label l JOIN concept c ON c.id = l.concept"
            " WHERE c.uri = ? AND l.kind <> 'preferred' ORDER BY l.rowid"
        )
        return tuple(text for (text,) in self.rows(query, (uri,)))

    def narrower(self, uri: str) -> tuple[EscoConcept, ...]:
        """The skills and groups directly below the group or skill *uri*."""
        return tuple(EscoConcept(*row) for row in self.rows(_NARROWER, (uri,)))

    def broader(self, uri: str) -> tuple[EscoConcept, ...]:
        """The skills and groups directly above *uri*."""
        return tuple(EscoConcept(*row) for row in self.rows(_BROADER, (uri,)))

    def collections(self, uri: str) -> tuple[str, ...]:
        """The names of ESCO's collections that hold *uri*: ``transversal``, ``digital``, ``green`` …"""
        query = (
            "SELECT m.collection FROM member m JOIN concept c ON c.id = m.concept WHERE c.uri = ? ORDER BY m.collection"
        )
        return tuple(name for (name,) in self.rows(query, (uri,)))
