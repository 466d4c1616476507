"""A pool of processes: the same work on many tasks, with the results in order."""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from reweave.errors import ReweaveError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_MAX_PROCESSES = 8
_GC_THRESHOLD = 20_000
"""Objects made before a worker looks for garbage; the usual 700 are less than the syntax tree of one short function."""
_PENDING = 3
"""Chunks in flight per process: enough that no worker waits for the next one."""

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """Return how many processes are worth starting."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MAX_PROCESSES)


def run_parallel(
    work: Callable[[Task], Result], tasks: Iterable[Task], processes: int, *, few: int = 8, chunk: int = 8
) -> Iterator[Result]:
    """Yield the result of `work` for each task, in order. It must have no side effects, and picklable results.

    Tasks are sent `chunk` at a time; no process is started for fewer than `few`. They may come slowly (read from files,
    for example): the first ones are worked on while the rest are awaited, and only a few are pending at any time. Where
    no process can be started, all work is done in this one. Workers are forked, so this process must have no threads.

    Raises:
        ReweaveError: a worker died.
    """
    tasks = iter(tasks)
    first = list(islice(tasks, few if processes > 1 else 0))
    if len(first) < max(few, 1) or processes < 2:
        yield from map(work, chain(first, tasks))
        return
    chunks = _chunks(chain(first, tasks), chunk)
    start = next(chunks)
    with _paused_gc():
        started = _start(work, start, processes)
        if started is None:
            yield from map(work, chain(start, chain.from_iterable(chunks)))
        else:
            yield from _collect(*started, chunks, _PENDING * processes)


def _chunks(tasks: Iterator[Task], size: int) -> Iterator[list[Task]]:
    while chunk := list(islice(tasks, size)):
        yield chunk


@contextmanager
def _paused_gc() -> Iterator[None]:
    """Pause garbage collection, which would traverse the growing syntax trees again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _start(
    work: Callable[[Task], Result], first: Sequence[Task], processes: int
) -> "tuple[ProcessPoolExecutor, Future[list[Result]]] | None":
    """Start the workers with the first chunk; return `None` where the system has no semaphores or processes left."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    try:
        executor = ProcessPoolExecutor(processes, get_context("fork"), _start_worker, (work,))
        return executor, executor.submit(_run_chunk, first)
    except (ImportError, NotImplementedError, OSError):
        _kill_workers()
        return None


def _collect(
    executor: "ProcessPoolExecutor", first: "Future[list[Result]]", chunks: Iterator[list[Task]], most: int
) -> Iterator[Result]:
    from concurrent.futures.process import BrokenProcessPool

    pending = deque([first])
    try:
        for chunk in chunks:
            if len(pending) == most:
                yield from pending.popleft().result()
            pending.append(executor.submit(_run_chunk, chunk))
        while pending:
            yield from pending.popleft().result()
    except BaseException as error:
        _kill_workers()  # `shutdown` would wait until they have finished what they are at
        executor.shutdown(cancel_futures=True)
        if isinstance(error, BrokenProcessPool):
            raise ReweaveError(
                "a worker process died",
                code="worker-died",
                suggestion="check fewer files at once if memory ran out",
            ) from error
        raise
    executor.shutdown()


def _kill_workers() -> None:
    from multiprocessing import active_children

    for worker in active_children():
        worker.kill()
        worker.join()


# In a worker

_work: Callable[[Any], Any]


def _start_worker(work: Callable[[Any], Any]) -> None:
    from threading import Thread

    global _work
    _work = work
    gc.freeze()  # what was there before is neither traversed nor, for that, copied
    gc.set_threshold(_GC_THRESHOLD)
    gc.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent reports the interruption, and ends the workers
    Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    """End this process once its parent has died: it would wait for work forever."""
    from multiprocessing import parent_process

    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _run_chunk(chunk: Sequence[Any]) -> list[Any]:
    return [_work(task) for task in chunk]
