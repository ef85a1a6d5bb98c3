"""Making credentials in this process, or in several that share its memory."""

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mctool.errors import FormatError, MctoolError
from mctool.issuance.production import Producer, Task, sha256
from mctool.issuance.writing import write_part

if TYPE_CHECKING:
    from mctool.issuance.cluster import Shipped

Remote = Callable[[Sequence[Task]], "Iterator[list[Shipped]]"]
"""Makes the files of tasks on other machines, chunk after chunk in their order."""


@dataclass(frozen=True)
class Made:
    """One learner's files, written under temporary names: name and SHA-256 by format; or why there are none."""

    learner: str
    uuid: str
    names: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""


def batches(
    producer: Producer, tasks: Sequence[Task], folder: Path, workers: int, size: int, remote: Remote | None = None
) -> Iterator[list[Made]]:
    """Makes the files of *tasks* in *folder*, *size* after *size*, in their order, with *workers* processes.

    *remote* makes them elsewhere instead. A credential that no format can carry (FormatError) is Made with a failure.
    Raises MctoolError for what concerns everybody: a key, the disk, a process that was killed.
    """
    if remote is not None:
        yield from _received(remote, tasks, folder, size)
        return
    parts = [range(start, min(start + size, len(tasks))) for start in range(0, len(tasks), size)]
    with _mapping(producer, tasks, folder, min(workers, len(tasks))) as make:
        for part in parts:
            yield list(make(part))


@contextmanager
def _mapping(
    producer: Producer, tasks: Sequence[Task], folder: Path, workers: int
) -> Iterator[Callable[[Iterable[int]], Iterable[Made]]]:
    if workers <= 1 or "typst" in sys.modules:  # a process with typst's threads in it can no longer be forked
        yield lambda part: [_make(producer, tasks[at], folder) for at in part]
        return
    # Forked workers inherit the credentials to make; only places in the list and digests travel between processes.
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(producer, tasks, folder))
    try:
        yield lambda part: _pooled(pool, part)
    finally:
        pool.shutdown(cancel_futures=True)


def _pooled(pool: ProcessPoolExecutor, part: Iterable[int]) -> Iterator[Made]:
    try:
        yield from pool.map(_at, part, chunksize=5)
    except BrokenProcessPool:
        raise MctoolError("a worker process was killed; what is registered is safe, run the command again") from None


_inherited: tuple[Producer, Sequence[Task], Path] | None = None


def _begin(producer: Producer, tasks: Sequence[Task], folder: Path) -> None:
    global _inherited
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    _inherited = (producer, tasks, folder)


def _at(index: int) -> Made:
    assert _inherited is not None  # noqa: S101 - set before the first call
    producer, tasks, folder = _inherited
    return _make(producer, tasks[index], folder)


def _received(remote: Remote, tasks: Sequence[Task], folder: Path, size: int) -> Iterator[list[Made]]:
    """The files that other machines made, written here, in batches of at least *size*."""
    waiting: list[Made] = []
    left = iter(tasks)
    for chunk in remote(tasks):
        for one in chunk:
            task = next(left)
            waiting.append(
                Made(one.learner, task.uuid, failure=one.failure) if one.failure else _keep(task, one.files, folder)
            )
        if len(waiting) >= size:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _make(producer: Producer, task: Task, folder: Path) -> Made:
    try:
        files = producer.sealed(task)
    except FormatError as error:
        return Made(task.decision.learner, task.uuid, failure=str(error))
    return _keep(task, files, folder)


def _keep(task: Task, files: Mapping[str, bytes], folder: Path) -> Made:
    names = {kind: f"{task.uuid}.{kind}" for kind in files}
    for kind, content in files.items():
        write_part(folder / names[kind], content)
    return Made(task.decision.learner, task.uuid, names, {kind: sha256(content) for kind, content in files.items()})
