"""Making credentials on a Dask cluster: for cohorts that one machine would take too long for.

Workers see the same workspace and seal file under the same paths, and have the password in their own environment: no
key travels over the network, and no name but inside the finished files. The register stays with who started it.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from mctool.approvals import programme_digest
from mctool.credentials import build_award
from mctool.decisions import Decision, decide
from mctool.errors import FormatError, MctoolError, MissingExtraError, SealError
from mctool.identities import Identity, read_identities
from mctool.issuance.choosing import load_seal
from mctool.issuance.production import Producer, Task
from mctool.rules.world import World
from mctool.workspace import load

CHUNK = 10
"""Learners that a worker makes at a time."""


@dataclass(frozen=True)
class Site:
    """What a worker needs to do what the starting process would do itself."""

    root: str
    cohort: str
    digest: str
    now: datetime
    formats: frozenset[str]
    seal_file: str | None
    templates: str | None


@dataclass(frozen=True)
class Shipped:
    """One learner's finished files by format, or why there are none."""

    learner: str
    files: Mapping[str, bytes]
    failure: str = ""


@contextmanager
def cluster(address: str) -> Iterator[Any]:
    """The ``concurrent.futures`` executor of the Dask scheduler at *address* (``dask://HOST:PORT``).

    Raises MissingExtraError without the extra «scale», and MctoolError when nobody answers there.
    """
    try:
        import distributed
    except ImportError:
        raise MissingExtraError("scale", "a Dask cluster") from None
    try:
        client: Any = distributed.Client(f"tcp://{address.removeprefix('dask://')}", timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise MctoolError(f"no Dask scheduler answers at {address} ({type(error).__name__})") from None
    with client:
        yield client.get_executor(pure=False, retries=3)


def ship(executor: Any, site: Site, tasks: Sequence[Task]) -> Iterator[list[Shipped]]:
    """The finished files of *tasks*, chunk after chunk in their order. A chunk whose worker dies is made by another.

    Raises MctoolError for what concerns everybody, or when workers die again and again.
    """
    from distributed import KilledWorker

    named = [(task.decision.learner, task.uuid) for task in tasks]
    chunks = [named[start : start + CHUNK] for start in range(0, len(named), CHUNK)]
    futures = [executor.submit(_make_chunk, site, chunk) for chunk in chunks]
    try:
        for future in futures:
            yield future.result()
    except KilledWorker:
        raise MctoolError("workers of the cluster die again and again; what is registered is safe") from None
    finally:
        for future in futures:
            future.cancel()


def _make_chunk(site: Site, chunk: Iterable[tuple[str, str]]) -> list[Shipped]:
    producer, decisions, identities = _workshop(site)
    made = []
    for learner, uuid in chunk:
        try:
            files = producer.sealed(Task(decisions[learner], identities[learner], uuid))
            made.append(Shipped(learner, files))
        except FormatError as error:
            made.append(Shipped(learner, {}, str(error)))
    return made


@lru_cache(maxsize=2)
def _workshop(site: Site) -> tuple[Producer, Mapping[str, Decision], Mapping[str, Identity]]:
    """What a worker makes once for all its chunks. Raises MctoolError when it sees another programme."""
    world = World(load(Path(site.root)), site.now.date())
    cohort = world.workspace.cohorts[site.cohort]
    programme = world.workspace.programmes[cohort.model.programme]
    if programme_digest(world.workspace, programme) != site.digest:
        raise MctoolError(f"a worker sees another content of {programme.path} than the process that started it")
    seal = load_seal(world.workspace, Path(site.seal_file) if site.seal_file else None, site.now, _from_environment)
    identities = read_identities(world.workspace.root / str(world.workspace.settings.identities))
    templates = Path(site.templates) if site.templates else None
    producer = Producer(build_award(world.workspace, cohort), seal, site.now, site.formats, templates)
    return producer, {one.learner: one for one in decide(world, cohort)}, identities


def _from_environment(variable: str, question: str) -> str:
    given = os.environ.get(variable)
    if given is None:
        raise SealError(f"set {variable} where the workers of the cluster run")
    return given
