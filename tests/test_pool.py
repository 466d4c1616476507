import contextlib
import errno
import os
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from reweave.code.registry import code_rules
from reweave.code.settings import Settings
from reweave.errors import ReweaveError
from reweave.pool import cores, run_parallel
from tests.code.linting import lint_sources
from tests.processes import children

HERE = os.getpid()
WRITER = """
def note_{number}(title, tags):
    lines = ["---", f'title: "{{title}}"', f"tags: [{{', '.join(tags)}}]", "---"]
    return "\\n".join(lines)
"""


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> object:
    before = _open_files(), children()
    yield
    assert (_open_files(), children()) == before


@pytest.mark.parametrize("count", [0, 1, 7, 8, 23, 24, 25, 100])
@pytest.mark.parametrize("processes", [1, 2, 3, 8])
def test_the_results_come_in_the_order_of_the_tasks(count: int, processes: int) -> None:
    assert list(run_parallel(lambda number: number * number, range(count), processes)) == [
        one * one for one in range(count)
    ]


def test_no_more_processes_are_at_work_than_wanted() -> None:
    def work(_: int) -> int:
        time.sleep(0.01)
        return os.getpid()

    workers = set(run_parallel(work, range(100), 3))
    assert 1 <= len(workers) <= 3 and HERE not in workers


def test_few_tasks_stay_here() -> None:
    assert set(run_parallel(lambda _: os.getpid(), range(3), 8)) == {os.getpid()}


def test_others_are_at_work_before_all_tasks_have_come() -> None:
    signs: list[int] = []
    reading, writing = os.pipe()

    def tasks() -> Iterator[int]:
        yield from range(8)
        signs.extend(os.read(reading, 1))
        yield 8

    def work(number: int) -> int:
        if number == 0:
            os.write(writing, b"x")
        return os.getpid()

    workers = list(run_parallel(work, tasks(), 2))
    os.close(reading)
    os.close(writing)
    assert signs == list(b"x")
    assert HERE not in workers


def test_only_a_few_tasks_are_pending() -> None:
    taken: list[int] = []
    reading, writing = os.pipe()

    def tasks() -> Iterator[int]:
        for number in range(10_000):
            taken.append(number)
            if len(taken) == 3 * 2 * 8:
                os.write(writing, b"x" * 2)  # only now may the workers go on
            yield number

    def work(number: int) -> int:
        if number in (0, 8):
            os.read(reading, 1)
        if number == 200:
            raise KeyboardInterrupt
        return number

    with pytest.raises(KeyboardInterrupt):
        list(run_parallel(work, tasks(), 2))
    os.close(reading)
    os.close(writing)
    assert len(taken) < 500


def test_results_larger_than_a_pipe_arrive() -> None:
    assert (
        list(run_parallel(lambda number: bytes(100_000) + bytes([number]), range(32), 2))[31]
        == bytes(100_000) + b"\x1f"
    )


@pytest.mark.parametrize(
    "do",
    [
        pytest.param(lambda: os.kill(os.getpid(), signal.SIGKILL), id="killed"),
        pytest.param(lambda: os._exit(0), id="left early"),
    ],
)
def test_a_worker_that_dies_is_one_clear_error(do: Callable[[], object]) -> None:
    def work(number: int) -> bytes:
        if number == 60:
            do()
        return bytes(100_000)

    with pytest.raises(ReweaveError, match="a worker process died"):
        list(run_parallel(work, range(400), 3))


def test_what_is_wrong_is_raised_here() -> None:
    def work(number: int) -> float:
        return 1 / (number - 9)

    with pytest.raises(ZeroDivisionError):
        list(run_parallel(work, range(32), 2))


def test_an_interruption_stops_the_workers_at_once() -> None:
    def tasks() -> Iterator[int]:
        yield from range(32)
        raise KeyboardInterrupt

    def work(number: int) -> int:
        signal.pause()
        return number

    with pytest.raises(KeyboardInterrupt):
        list(run_parallel(work, tasks(), 4))


def test_the_interruption_of_a_terminal_is_left_to_the_parent() -> None:
    def work(number: int) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return number

    assert list(run_parallel(work, range(32), 2)) == list(range(32))


def test_what_is_not_asked_for_is_not_waited_for() -> None:
    def work(number: int) -> int:
        if number > 8:
            signal.pause()
        return number

    results = run_parallel(work, range(100), 2)
    assert next(iter(results)) == 0
    del results


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_their_parent(sent: signal.Signals) -> None:
    reading, writing = os.pipe()

    def work(_: int) -> int:
        os.write(writing, b"x")
        signal.pause()
        return 0

    parent = os.fork()
    if parent == 0:
        os.close(reading)
        list(run_parallel(work, range(32), 3))
    os.close(writing)
    os.read(reading, 1)
    os.kill(parent, sent)
    os.waitpid(parent, 0)
    os.set_blocking(reading, False)
    for _ in range(1000):  # until the last process that could write has ended
        with contextlib.suppress(BlockingIOError):
            if not os.read(reading, 8):
                break
        time.sleep(0.01)
    else:
        pytest.fail("a worker outlived its parent")
    os.close(reading)


def test_without_another_process_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(self: BaseProcess) -> None:
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(BaseProcess, "start", start)
    assert list(run_parallel(lambda _: os.getpid(), range(32), 4)) == [os.getpid()] * 32


def test_there_is_a_core() -> None:
    assert 1 <= cores() <= 8


@pytest.mark.parametrize("fix", [False, True])
def test_linting_comes_to_the_same_in_several_processes(fix: bool) -> None:
    files = [(f"w{number}.py", WRITER.format(number=number).encode()) for number in range(40)]
    files[7:7] = [("broken.py", b"x = '---\n"), ("a.md", b"```python\nprint('---\\ntitle: \"%s\"\\n---' % t)\n```\n")]
    files += [("reader.py", b"import re\nFENCE = '---'\nRE = re.compile(r'^\\s+- (.+)$', re.M)\n")]
    rules = list(code_rules().values())
    alone = lint_sources(files, rules, Settings(), fix=fix)
    shared = lint_sources(files, rules, Settings(), fix=fix, processes=3)
    for name in ("findings", "left", "readers", "functions", "unread"):
        assert getattr(alone, name) == getattr(shared, name)
    assert vars(alone.summary) == vars(shared.summary)
    assert alone.changes.changes == shared.changes.changes
    assert alone.summary.unreadable == 1
    assert bool(alone.changes.changes) is fix
    assert alone.readers
