"""An index from a classification: built beside its place and moved there whole, so that a broken import changes
nothing."""

import contextlib
import gc
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mctool.errors import MctoolError
from mctool.vocabularies.esco import termtable
from mctool.vocabularies.esco.concepts import fold
from mctool.vocabularies.esco.files import Classification, Record
from mctool.vocabularies.esco.index import SCHEMA, Index
from mctool.vocabularies.esco.relations import Labels
from mctool.vocabularies.esco.terms import terms

_TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE concept(id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, type TEXT NOT NULL,
  reuse TEXT NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL, description TEXT NOT NULL);
CREATE TABLE label(concept INTEGER NOT NULL, kind TEXT NOT NULL, folded TEXT NOT NULL, terms TEXT NOT NULL);
CREATE TABLE broader(concept INTEGER, broader INTEGER, PRIMARY KEY(concept, broader)) WITHOUT ROWID;
CREATE TABLE member(collection TEXT, concept INTEGER, PRIMARY KEY(collection, concept)) WITHOUT ROWID;
CREATE VIRTUAL TABLE concept_fts USING fts5(label, alternatives, description, content='',
  tokenize='porter unicode61 remove_diacritics 2');
"""
_INDEXES = (
    "CREATE INDEX label_folded ON label(folded)",
    "CREATE INDEX label_concept ON label(concept)",
    "CREATE INDEX broader_broader ON broader(broader)",
    "CREATE INDEX concept_code ON concept(code) WHERE code <> ''",
)


@dataclass(frozen=True)
class Imported:
    """What an import came to."""

    index: Index
    fresh: bool
    """False when the same files were imported before, and nothing was done."""


def build(classification: Classification, folder: Path, now: datetime) -> Imported:
    """Write the index of *classification* into *folder* as ``esco-VERSION-LANGUAGE.sqlite``.

    An index of the same version and language is replaced at the very end, or left alone when it was made of the same
    files. Raises MctoolError when the folder cannot be written.
    """
    target = folder / f"esco-{classification.version}-{classification.language}.sqlite"
    if _made_of(target) == classification.sha256:
        return Imported(Index.open(target), fresh=False)
    part = target.with_suffix(f".{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _uncollected(), contextlib.closing(sqlite3.connect(part, isolation_level=None)) as connection:
            _fill(connection, classification, now)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise MctoolError(f"cannot write the ESCO index {target}: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return Imported(Index.open(target), fresh=True)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: a million objects live until the end, and looking them over doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _made_of(target: Path) -> str:
    """The digest of the files that the index *target* was made of; empty when there is no sound one."""
    if not target.exists():
        return ""
    try:
        return Index.open(target).meta["sha256"]
    except MctoolError:
        return ""


def _fill(connection: sqlite3.Connection, classification: Classification, now: datetime) -> None:
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
    connection.execute("BEGIN")
    ids = {record.uri: number for number, record in enumerate(classification.records, 1)}
    connection.executemany(
        "INSERT INTO concept VALUES(?,?,?,?,?,?,?,?)",
        ((ids[r.uri], r.uri, r.kind, r.type, r.reuse, r.code, r.label, r.description) for r in classification.records),
    )
    skills = [record for record in classification.records if record.kind == "skill"]
    language = classification.language
    label_terms = [[terms(text, language) for text in (r.label, *r.alternatives, *r.hidden)] for r in skills]
    connection.executemany("INSERT INTO label VALUES(?,?,?,?)", _labels(skills, ids, label_terms))
    connection.executemany(
        "INSERT INTO concept_fts(rowid, label, alternatives, description) VALUES(?,?,?,?)",
        ((ids[r.uri], r.label, "\n".join((*r.alternatives, *r.hidden)), r.description) for r in skills),
    )
    connection.executemany(
        "INSERT INTO broader VALUES(?,?)", ((ids[below], ids[above]) for below, above in classification.broader)
    )
    connection.executemany("INSERT INTO member VALUES(?,?)", ((name, ids[uri]) for uri, name in classification.members))
    connection.execute(termtable.TABLE)
    rows = termtable.rows(skills, ids, label_terms, language)
    connection.executemany("INSERT INTO term VALUES(?,?,?,?,?)", rows)
    connection.executemany("INSERT INTO meta VALUES(?,?)", _meta(classification, len(skills), now))
    for statement in (*_INDEXES, "COMMIT"):
        connection.execute(statement)


def _labels(
    skills: Iterable[Record], ids: Mapping[str, int], label_terms: Iterable[Labels]
) -> Iterator[tuple[int, str, str, str]]:
    for record, own in zip(skills, label_terms, strict=True):
        kinds = ["preferred", *["alternative"] * len(record.alternatives), *["hidden"] * len(record.hidden)]
        texts = (record.label, *record.alternatives, *record.hidden)
        for kind, text, its_terms in zip(kinds, texts, own, strict=True):
            yield ids[record.uri], kind, fold(text), " ".join(its_terms)


def _meta(classification: Classification, skills: int, now: datetime) -> Iterator[tuple[str, str]]:
    yield "schema", SCHEMA
    yield "version", classification.version
    yield "language", classification.language
    yield "source", classification.source
    yield "sha256", classification.sha256
    yield "adapted", "yes" if classification.adapted else ""
    yield "duplicates", str(classification.duplicates)
    yield "skills", str(skills)
    yield "imported", now.isoformat(timespec="seconds")
