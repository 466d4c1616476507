"""A process that writes notes dies at every system call, and at random moments; recovery leaves all or nothing."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reweave.note.changeset import Total
from reweave.worktree.recovery import recover
from tests.worktree.forked import DIED, notes, place

WORK = Path(__file__).parents[2]


class Server:
    """The forking process, and what it is asked."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.worktree.forked"],
            cwd=WORK,
            env={"PYTHONPATH": str(WORK), "PATH": os.environ["PATH"]},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self,
        do: str,
        root: Path,
        count: int,
        die_before: int | None = None,
        kill_after: float | None = None,
        number: int = signal.SIGKILL,
    ) -> int:
        assert self.process.stdin is not None and self.process.stdout is not None
        request = {
            "do": do,
            "root": str(root),
            "notes": count,
            "die_before": die_before,
            "kill_after": kill_after,
            "signal": int(number),
        }
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def make(root: Path, count: int) -> None:
    """Put every note back to its old bytes, with nothing else there."""
    for total in notes(count):
        place(root, total, new=True).unlink(missing_ok=True)
        path = place(root, total, new=False)
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(total.before)


def outcome(root: Path, count: int, edited: frozenset[str] = frozenset()) -> str:
    """Tell whether all notes are old or all are new; the test fails when they are mixed or anything else is there."""
    files = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for name in edited:
        del files[root / name]
    own = [total for total in notes(count) if total.path not in edited]
    old = {place(root, total, new=False): total.before for total in own}
    new = {place(root, total, new=True): total.after for total in own}
    assert files in (old, new), "a note is torn, some are old and some are new, or something else is there"
    return "old" if files == old else "new"


def standing(root: Path, total: Total) -> set[str]:
    """Tell which of a note's versions stand whole in their places."""
    wanted = {"old": (False, total.before), "new": (True, total.after)}
    places = {name: (place(root, total, new=new), data) for name, (new, data) in wanted.items()}
    return {name for name, (path, data) in places.items() if path.exists() and path.read_bytes() == data}


def test_every_system_call(server: Server, tmp_path: Path) -> None:
    seen = []
    for step in range(1, 1000):
        make(tmp_path, 3)
        status = server.run("write", tmp_path, 3, step)
        assert all(standing(tmp_path, total) for total in notes(3)), "a note is in neither place"
        recover(tmp_path, tmp_path / ".reweave")
        seen.append(outcome(tmp_path, 3))
        if status == 0:
            break
        assert status == DIED
    assert seen.index("new") > 30, "the commit is not the first thing that happens"
    assert set(seen[: seen.index("new")]) == {"old"} and set(seen[seen.index("new") :]) == {"new"}
    assert len(seen) - seen.index("new") > 10


def test_recovery_dies_too(server: Server, tmp_path: Path) -> None:
    """An edit between the crash and the recovery forces the way back, which dies at every system call in turn."""
    mine = notes(2)[1].path
    tried = 0
    for step in range(1, 1000):
        make(tmp_path, 2)
        if server.run("write", tmp_path, 2, step) == 0:
            break
        if not (tmp_path / ".reweave/renaming.jsonl").exists():
            recover(tmp_path, tmp_path / ".reweave")
            continue
        replaced = all("new" in standing(tmp_path, total) for total in notes(2))
        (tmp_path / mine).write_bytes(b"my own edit\n")
        saved = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        for death in range(1, 1000):
            for path in [*tmp_path.rglob("*")]:
                if path.is_file():
                    path.unlink()
            for path, data in saved.items():
                path.write_bytes(data)
            status = server.run("recover", tmp_path, 2, death)
            recover(tmp_path, tmp_path / ".reweave")
            tried += 1
            assert (tmp_path / mine).read_bytes() == b"my own edit\n"
            assert outcome(tmp_path, 2, frozenset({mine})) == ("new" if replaced else "old")
            if status == 0:
                break
    assert tried > 40


def seconds_for_all(server: Server, root: Path) -> float:
    make(root, 40)
    started = time.monotonic()
    assert server.run("write", root, 40) == 0
    assert outcome(root, 40) == "new"
    return time.monotonic() - started


def test_killed_at_random_moments(server: Server, tmp_path: Path) -> None:
    whole = seconds_for_all(server, tmp_path)
    chance = random.Random(20)
    killed = 0
    outcomes = []
    while killed < 60:
        make(tmp_path, 40)
        killed += server.run("write", tmp_path, 40, kill_after=chance.uniform(0, whole)) == -signal.SIGKILL
        recover(tmp_path, tmp_path / ".reweave")
        outcomes.append(outcome(tmp_path, 40))
        assert len(outcomes) < 600, "hardly any of them is killed in time"
    assert "old" in outcomes


def test_asked_to_end_at_random_moments(server: Server, tmp_path: Path) -> None:
    """A request to end leaves nothing to recover."""
    whole = seconds_for_all(server, tmp_path)
    chance = random.Random(21)
    for _ in range(20):
        make(tmp_path, 40)
        server.run("write", tmp_path, 40, kill_after=chance.uniform(0, whole), number=signal.SIGTERM)
        assert recover(tmp_path, tmp_path / ".reweave") is None
        outcome(tmp_path, 40)
