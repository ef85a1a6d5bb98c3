"""Making credentials in this process, or in several that share its memory."""

import gc
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from mctool.errors import FormatError, MctoolError
from mctool.issuance.production import Producer, Task, sha256
from mctool.issuance.writing import write_part

if TYPE_CHECKING:
    from mctool.issuance.cluster import Shipped

Remote = Callable[[Sequence[Task]], "Iterator[list[Shipped]]"]
"""Makes the files of tasks on other machines, chunk after chunk in their order."""

_CHUNK = 4
"""Learners that a worker makes at a time: few, so that no worker makes the last ones alone."""
_AHEAD = 8
"""Chunks for each worker that are begun before the first of them is taken."""


@dataclass(frozen=True)
class Made:
    """One learner's files, written under temporary names: name and SHA-256 by format; or why there are none."""

    learner: str
    uuid: str
    names: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""


def produce(
    producer: Producer, tasks: Sequence[Task], folder: Path, workers: int, stop: Callable[[], bool],
    remote: Remote | None = None,
) -> Iterator[Made]:  # fmt: skip
    """Makes the files of *tasks* in *folder* with *workers* processes, and yields them one by one in their order.

    *remote* makes them elsewhere instead. Once *stop* says so nothing more is begun, and what is in hand is finished.
    A credential that no format can carry (FormatError) is Made with a failure. Raises MctoolError for what concerns
    everybody: a key, the disk, a process that was killed.
    """
    workers = min(workers, len(tasks))
    if remote is not None:
        return _received(remote, tasks, folder, stop)
    if workers <= 1 or "typst" in sys.modules:  # a process with typst's threads in it can no longer be forked
        return (_make(producer, task, folder) for task in takewhile(lambda _: not stop(), tasks))
    return _pooled(producer, tasks, folder, workers, stop)


def _pooled(
    producer: Producer, tasks: Sequence[Task], folder: Path, workers: int, stop: Callable[[], bool]
) -> Iterator[Made]:
    """Keeps *workers* busy while whoever takes the files flushes and registers those that are made."""
    # Forked workers inherit the credentials to make; only places in the list and digests travel between processes.
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(producer, tasks, folder))
    chunks = (range(start, min(start + _CHUNK, len(tasks))) for start in range(0, len(tasks), _CHUNK))
    in_hand: deque[Future[list[Made]]] = deque()
    try:
        while True:
            while len(in_hand) < _AHEAD * workers and not stop() and (chunk := next(chunks, None)) is not None:
                in_hand.append(pool.submit(_make_chunk, chunk))
            if not in_hand:
                return
            yield from in_hand.popleft().result()
    except BrokenProcessPool:
        raise MctoolError("a worker process was killed; what is registered is safe, run the command again") from None
    finally:
        pool.shutdown(cancel_futures=True)


_inherited: tuple[Producer, Sequence[Task], Path] | None = None


def _begin(producer: Producer, tasks: Sequence[Task], folder: Path) -> None:
    global _inherited
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    gc.freeze()  # nothing inherited is garbage; looking at it would copy the parent's memory
    _inherited = (producer, tasks, folder)


def _make_chunk(places: Iterable[int]) -> list[Made]:
    assert _inherited is not None  # noqa: S101 - set before the first call
    producer, tasks, folder = _inherited
    return [_make(producer, tasks[at], folder) for at in places]


def _received(remote: Remote, tasks: Sequence[Task], folder: Path, stop: Callable[[], bool]) -> Iterator[Made]:
    """The files that other machines made, written here."""
    left = iter(tasks)
    for chunk in remote(tasks):
        for one in chunk:
            task = next(left)
            if one.failure:
                yield Made(one.learner, task.uuid, failure=one.failure)
            else:
                yield _keep(task, one.files, folder)
        if stop():
            return


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
