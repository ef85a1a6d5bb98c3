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

from mctool.errors import FormatError, MctoolError
from mctool.issuance.production import Producer, Task, sha256
from mctool.issuance.writing import write_part


@dataclass(frozen=True)
class Made:
    """One learner's files, written under temporary names: name and SHA-256 by format; or why there are none."""

    learner: str
    uuid: str
    names: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""


def batches(producer: Producer, tasks: Sequence[Task], folder: Path, workers: int, size: int) -> Iterator[list[Made]]:
    """Makes the files of *tasks* in *folder*, *size* after *size*, in their order, with *workers* processes.

    A credential that no format can carry (FormatError) is Made with a failure. Raises MctoolError for what concerns
    everybody: a key, the disk, a process that was killed.
    """
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


def _make(producer: Producer, task: Task, folder: Path) -> Made:
    learner = task.decision.learner
    try:
        files = producer.sealed(task)
    except FormatError as error:
        return Made(learner, task.uuid, failure=str(error))
    names = {kind: f"{task.uuid}.{kind}" for kind in files}
    for kind, content in files.items():
        write_part(folder / names[kind], content)
    return Made(learner, task.uuid, names, {kind: sha256(content) for kind, content in files.items()})
