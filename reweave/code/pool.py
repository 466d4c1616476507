"""The same work on many tasks, shared among processes."""

import gc
import os
import pickle
import select
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

_MOST = 8
_LEAST = 8
"""Tasks that a process has to get while more may come: starting one takes as long as a part of one of them."""
_LEAST_AT_END = 2
"""The same, once no more come."""

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """Return how many processes can be of use."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST)


def run_parallel(work: Callable[[Task], Result], tasks: Iterable[Task], processes: int) -> list[Result]:
    """Return what `work` makes of each task, in order. It must change nothing, and its results go through pickle.

    The tasks may be slow to come (they are read from files, say): others work on the first while the rest are awaited
    here. No more than a few wait at once.

    Not for a process with threads: it forks. What another process could not do (it was killed, or memory ran out) is
    done here, so that whatever is wrong is raised here.
    """
    with _uncollected():
        if processes < 2:
            return [work(task) for task in tasks]
        sharing = _Sharing(work, processes - 1)
        try:
            for task in tasks:
                sharing.take(task)
            return sharing.finish()
        finally:
            sharing.stop()


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


class _Child:
    """Another process at work on some tasks, which it got at its start."""

    def __init__(self, number: int, results: int, places: Sequence[int]) -> None:
        self.number = number
        self.results = results
        """The end of a pipe: all its results come at once, when it is done."""
        self.places = places

    def is_done(self) -> bool:
        """Return whether its results are there, or it has come to an end without any."""
        poll = select.poll()
        poll.register(self.results, select.POLLIN)
        return bool(poll.poll(0))

    def wait(self) -> list[Any] | None:
        """Wait for its results; `None` where it did not come to its end."""
        with os.fdopen(self.results, "rb") as stream:
            data = stream.read()
        _, status = os.waitpid(self.number, 0)
        results: list[Any] | None = pickle.loads(data) if status == 0 and data else None
        return results

    def stop(self) -> None:
        os.close(self.results)
        os.kill(self.number, signal.SIGKILL)
        os.waitpid(self.number, 0)


class _Sharing(Generic[Task, Result]):
    """Work that goes on in this process and up to `most` others."""

    def __init__(self, work: Callable[[Task], Result], most: int) -> None:
        self._work = work
        self._most = most
        self._taken = 0
        self._waiting: list[tuple[int, Task]] = []
        self._lent: dict[int, Task] = {}
        self._children: list[_Child] = []
        self._done: dict[int, Result] = {}

    def take(self, task: Task) -> None:
        """Take up a task, the next one in order."""
        self._waiting.append((self._taken, task))
        self._taken += 1
        if len(self._waiting) < _LEAST:
            return
        self._collect()
        if len(self._children) < self._most:
            self._start(_LEAST)
        elif len(self._waiting) >= 2 * _LEAST:
            self._work_on_one()

    def finish(self) -> list[Result]:
        """Return all results in order: no more tasks come."""
        while self._waiting:
            self._collect()
            free = self._most - len(self._children)
            if free and len(self._waiting) >= 2 * _LEAST_AT_END:
                # Half of what would be fair, so that all come to an end together.
                self._start(max(len(self._waiting) // (free + 1) // 2, _LEAST_AT_END))
            else:
                self._work_on_one()
        while self._children:
            self._take_back(self._children.pop(0))
        return [self._done[place] for place in range(self._taken)]

    def stop(self) -> None:
        """End all other processes, which matters where something was raised."""
        while self._children:
            self._children.pop().stop()

    def _work_on_one(self) -> None:
        place, task = self._waiting.pop(0)
        self._done[place] = self._work(task)

    def _start(self, count: int) -> None:
        """Start a process for the first of the waiting tasks; where none can be started, no more are tried for."""
        share = self._waiting[:count]
        child = _fork(self._work, share)
        if child is None:
            self._most = len(self._children)
            return
        self._children.append(child)
        self._lent.update(share)
        del self._waiting[:count]

    def _collect(self) -> None:
        """Take the results of those that are done."""
        for child in [one for one in self._children if one.is_done()]:
            self._children.remove(child)
            self._take_back(child)

    def _take_back(self, child: _Child) -> None:
        results = child.wait()
        for number, place in enumerate(child.places):
            task = self._lent.pop(place)
            if results is None:
                self._done[place] = self._work(task)
            else:
                self._done[place] = results[number]


def _fork(work: Callable[[Task], Result], share: Sequence[tuple[int, Task]]) -> _Child | None:
    """Start a process for some tasks, or return `None` if none can start."""
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
            data = pickle.dumps([work(task) for _, task in share], pickle.HIGHEST_PROTOCOL)
            with os.fdopen(writing, "wb") as stream:
                stream.write(data)
            code = 0
        finally:
            os._exit(code)  # whatever was raised: nothing of the process that this is a copy of may go on here
    os.close(writing)
    return _Child(child, reading, [place for place, _ in share])
