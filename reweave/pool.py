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
_CHUNK = 8
"""Tasks sent to a worker at once. Fewer than this are done without any."""
_PENDING = 3
"""Chunks in flight per process: enough that no worker waits for the next one."""

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """Return how many processes are worth starting."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MAX_PROCESSES)


def run_parallel(work: Callable[[Task], Result], tasks: Iterable[Task], processes: int) -> list[Result]:
    """Return the result of `work` for each task, in order. It must have no side effects, and picklable results.

    Tasks may come slowly (read from files, for example): the first ones are worked on while the rest are awaited, and
    only a few are pending at any time. Where no process can be started, all work is done in this one. Workers are
    forked, so this process must have no threads.

    Raises:
        ReweaveError: a worker died.
    """
    tasks = iter(tasks)
    with _paused_gc():
        first = list(islice(tasks, _CHUNK if processes > 1 else 0))
        started = _start(work, first, processes) if len(first) == _CHUNK else None
        if started is None:
            return [work(task) for task in chain(first, tasks)]
        return _collect(*started, tasks, _PENDING * processes)


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
    executor: "ProcessPoolExecutor", first: "Future[list[Result]]", tasks: Iterator[Task], most: int
) -> list[Result]:
    from concurrent.futures.process import BrokenProcessPool

    results: list[Result] = []
    pending = deque([first])
    try:
        while chunk := list(islice(tasks, _CHUNK)):
            if len(pending) == most:
                results += pending.popleft().result()
            pending.append(executor.submit(_run_chunk, chunk))
        for future in pending:
            results += future.result()
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
    return results


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
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the parent reports the interruption
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
