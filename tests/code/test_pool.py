import errno
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reweave.code.linter import lint_code
from reweave.code.pool import cores, run_parallel
from reweave.code.registry import code_rules
from reweave.code.settings import Settings

HERE = os.getpid()
WRITER = """
def note_{number}(title, tags):
    lines = ["---", f'title: "{{title}}"', f"tags: [{{', '.join(tags)}}]", "---"]
    return "\\n".join(lines)
"""


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0


def _elsewhere(do: Callable[[], object]) -> Callable[[int], int]:
    def work(number: int) -> int:
        if os.getpid() != HERE:
            do()
        return number * number

    return work


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> object:
    before = _open_files()
    yield
    assert _open_files() == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 23, 24, 25, 100])
@pytest.mark.parametrize("processes", [1, 2, 3, 8])
def test_the_results_come_in_the_order_of_the_tasks(count: int, processes: int) -> None:
    assert run_parallel(lambda number: number * number, range(count), processes) == [one * one for one in range(count)]


def test_no_more_processes_are_at_work_at_once_than_wanted() -> None:
    reading, writing = os.pipe()

    def work(number: int) -> int:
        if os.getpid() != HERE:
            os.write(writing, b"x")
            signal.pause()
        if number == 99:
            while len(started) < 3:
                started.extend(os.read(reading, 8))
            raise KeyboardInterrupt
        return number

    started: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        run_parallel(work, range(100), 4)
    os.close(writing)
    assert bytes(started) + os.read(reading, 8) == b"xxx"
    os.close(reading)


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

    workers = run_parallel(work, tasks(), 2)
    os.close(reading)
    os.close(writing)
    assert signs == list(b"x")
    assert workers[0] != HERE and workers[8] == HERE


def test_no_more_than_a_few_tasks_wait() -> None:
    done: list[int] = []
    ahead: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(200):
            ahead.append(number - len(done))
            yield number

    def work(number: int) -> int:
        if os.getpid() != HERE:
            signal.pause()
        done.append(number)
        if len(done) == 192:
            raise KeyboardInterrupt
        return number

    with pytest.raises(KeyboardInterrupt):
        run_parallel(work, tasks(), 2)
    assert max(ahead) <= 8 + 16


def test_results_larger_than_a_pipe_arrive() -> None:
    assert run_parallel(lambda number: bytes(100_000) + bytes([number]), range(32), 2)[31] == bytes(100_000) + b"\x1f"


@pytest.mark.parametrize(
    "do",
    [
        pytest.param(lambda: os.kill(os.getpid(), signal.SIGKILL), id="killed"),
        pytest.param(lambda: os._exit(0), id="left early"),
        pytest.param(lambda: 1 // 0, id="raised"),
    ],
)
def test_what_another_process_could_not_do_is_done_here(do: Callable[[], object]) -> None:
    assert run_parallel(_elsewhere(do), range(32), 3) == [one * one for one in range(32)]


def test_results_that_cannot_be_sent_are_made_here() -> None:
    def work(number: int) -> Callable[[], int]:
        return lambda: number

    assert [one() for one in run_parallel(work, range(16), 2)] == list(range(16))


def test_what_is_wrong_is_raised_here() -> None:
    def work(number: int) -> float:
        return 1 / (number - 9)

    with pytest.raises(ZeroDivisionError):
        run_parallel(work, range(32), 2)


def test_an_interruption_stops_the_other_processes() -> None:
    def work(number: int) -> int:
        if os.getpid() == HERE:
            raise KeyboardInterrupt
        signal.pause()
        return number

    with pytest.raises(KeyboardInterrupt):
        run_parallel(work, range(32), 4)


def test_without_another_process_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(os, "fork", fork)
    assert run_parallel(lambda _: os.getpid(), range(32), 4) == [os.getpid()] * 32


def test_there_is_a_core() -> None:
    assert 1 <= cores() <= 8


@pytest.mark.parametrize("fix", [False, True])
def test_linting_comes_to_the_same_in_several_processes(fix: bool) -> None:
    files = [(f"w{number}.py", WRITER.format(number=number).encode()) for number in range(40)]
    files[7:7] = [("broken.py", b"x = '---\n"), ("a.md", b"```python\nprint('---\\ntitle: \"%s\"\\n---' % t)\n```\n")]
    files += [("reader.py", b"import re\nFENCE = '---'\nRE = re.compile(r'^\\s+- (.+)$', re.M)\n")]
    rules = list(code_rules().values())
    alone = lint_code(files, rules, Settings(), fix=fix)
    shared = lint_code(files, rules, Settings(), fix=fix, processes=3)
    assert alone == shared
    assert alone.summary.unreadable == 1
    assert bool(alone.changes.changes) is fix
    assert alone.readers
