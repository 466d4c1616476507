"""The same work on many tasks, shared among processes."""

import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

_MOST = 8
_LEAST = 8
"""Tasks that a process has to get: starting one takes as long as a few of them."""

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """Return how many processes can be of use."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST)


def spread(work: Callable[[Task], Result], tasks: Sequence[Task], processes: int) -> list[Result]:
    """Return what `work` makes of each task, in order. It must change nothing, and its results go through pickle.

    Not for a process with threads: it forks. What another process could not do (it was killed, or memory ran out) is
    done here, so that whatever is wrong is raised here.
    """
    count = max(min(processes, len(tasks) // _LEAST), 1)
    shares = [tasks[number::count] for number in range(count)]
    children: list[tuple[int, int] | None] = []
    with _uncollected():
        try:
            children.extend(_start(work, share) for share in shares[1:])
            done = [[work(task) for task in shares[0]]]
            for share in shares[1:]:
                child = children.pop(0)
                results: list[Result] | None = None if child is None else _results(*child)
                done.append([work(task) for task in share] if results is None else results)
        finally:
            for child in children:
                if child is not None:
                    _stop(*child)
    return [done[place % count][place // count] for place in range(len(tasks))]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put garbage collection off: it would go over what grows, syntax trees say, again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _start(work: Callable[[Task], Result], tasks: Sequence[Task]) -> tuple[int, int] | None:
    """Start a process for some tasks; return its number and where its results come, or `None` if none can start."""
    ends: tuple[int, ...] = ()
    try:
        ends = reading, writing = os.pipe()
        child = os.fork()
    except OSError:
        for end in ends:
            os.close(end)
        return None
    if child == 0:
        code = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # who started it tells that it was interrupted
            os.close(reading)
            data = pickle.dumps([work(task) for task in tasks], pickle.HIGHEST_PROTOCOL)
            with os.fdopen(writing, "wb") as stream:
                stream.write(data)
            code = 0
        finally:
            os._exit(code)  # whatever was raised: nothing of the process that this is a copy of may go on here
    os.close(writing)
    return child, reading


def _results(child: int, reading: int) -> list[Any] | None:
    """Wait for a process's results; `None` where it did not come to its end."""
    with os.fdopen(reading, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(child, 0)
    results: list[Any] | None = pickle.loads(data) if status == 0 and data else None
    return results


def _stop(child: int, reading: int) -> None:
    os.close(reading)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
