"""Reading files in several processes: where it pays, with the same results in the same order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from lecturedeck.building.contribute import contribute
from lecturedeck.building.options import Options, ReaderCrashError
from lecturedeck.building.packed import pack
from lecturedeck.reading.files import Place

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

# So many unread files take longer than processes take to start.
_PAYS = 150
_CHUNK = 12
_MOST = 8  # more of them wait for the one that looks up, merges and writes


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, with its content."""

    place: Place
    content: bytes
    named: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What a file gives, packed; None where it cannot be packed. Only what is `lasting` belongs into a cache."""

    packed: bytes | None
    lasting: bool


def free_cores() -> int:
    """How many processes may read at once without disturbing what else the computer does."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    busy = round(os.getloadavg()[0]) if hasattr(os, "getloadavg") else 0
    return max(1, min(cores - busy, _MOST))


def read_all(tasks: Iterable[Task], options: Options, jobs: int) -> Iterator[tuple[Task, Done]]:
    """Read files, in order, with up to `jobs` processes. Raises ReaderCrashError."""
    tasks = iter(tasks)
    first = list(islice(tasks, _PAYS if jobs > 1 else 0))
    if len(first) < _PAYS:
        for task in chain(first, tasks):
            yield task, read_one(task, options)
    else:
        yield from _in_pool(chain(first, tasks), options, jobs)


def read_one(task: Task, options: Options) -> Done:
    """Read one file."""
    found = contribute(task.content, task.place, options, named=task.named)
    return Done(pack(found), lasting=found is None or not found.depends_on_pictures)


def _in_pool(tasks: Iterator[Task], options: Options, jobs: int) -> Iterator[tuple[Task, Done]]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(jobs, _context(), initializer=_begin)
    waiting: deque[tuple[list[Task], Future[list[Done]]]] = deque()
    try:
        while chunk := list(islice(tasks, _CHUNK)):
            with _uninterrupted():
                waiting.append((chunk, pool.submit(_read_chunk, chunk, options)))
            if len(waiting) > 4 * jobs:
                done, future = waiting.popleft()
                yield from zip(done, future.result(), strict=True)
        for done, future in waiting:
            yield from zip(done, future.result(), strict=True)
    except BrokenProcessPool:
        raise ReaderCrashError("a process that reads lectures has ended unexpectedly") from None
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl+C back for a moment: while a process starts, Python would take note of it and go on."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _context() -> BaseContext:
    """How processes are started: as copies of this one where that is quick and safe."""
    copies = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if copies else "spawn")


def _begin() -> None:
    """Prepare a reading process: Ctrl+C is for the first process, and none outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    rarely_collect()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _read_chunk(tasks: Sequence[Task], options: Options) -> list[Done]:
    return [read_one(task, options) for task in tasks]


def rarely_collect() -> None:
    """Look for cycles of values seldom: no value of a lecture leads back to itself, so there are hardly any."""
    gc.set_threshold(10_000, 50, 100)
