"""Killed at any moment, a delivery leaves no branch or the complete one, and the next run is not blocked."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.git.delivery import CommitOptions, deliver_commits
from reweave.git.lock import hold_lock
from reweave.git.repository import open_repository
from reweave.git.target import DEFAULT_BRANCH, plan_target
from tests.git.conftest import commit, git, text, tree, upper

KILLS = 60
NOTES = {f"d{number % 4}/{number:02}.md": b"note %d\n" % number for number in range(24)}


def deliver(place: Path, branch: str) -> None:
    """What is killed: a whole delivery, in several batches."""
    repository = open_repository(place)
    with hold_lock(repository.common_dir / "reweave") as lock:
        deliver_commits(
            repository, upper(NOTES), CommitOptions(batch_size=6), target=plan_target(repository, branch), lock=lock
        )


def deliver_soon(place: Path, branch: str) -> None:
    """Deliver; git, set apart and just about to start, may hold the dead run's lock for a moment longer."""
    for _ in range(100):
        try:
            return deliver(place, branch)
        except ReweaveError as error:
            if error.code != "locked":
                raise
            time.sleep(0.05)
    raise AssertionError("a dead run's lock blocks the next one")


def fork_deliver(place: Path, branch: str) -> int:
    """Start a delivery in a process group of its own; forking spares the start-up, so that kills land in the work."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            deliver(place, branch)
            status = 0
        finally:
            os._exit(status)
    os.setpgid(pid, pid)
    return pid


@pytest.mark.parametrize("whole_group", [True, False], ids=["group", "process"])
def test_kills_at_random_moments(tmp_path: Path, whole_group: bool) -> None:
    place = tmp_path / "vault"
    place.mkdir()
    git(place, "init", "-q")
    commit(place, NOTES)
    deliver(place, "complete")
    complete = tree(place, "complete")
    untouched = (
        text(place, "rev-parse", "HEAD"),
        text(place, "status", "--porcelain"),
        (place / ".git/index").read_bytes(),
    )
    pick = random.Random(whole_group)
    # One delivery, timed, so that the kills are spread over all of it on any machine.
    started = time.monotonic()
    os.waitpid(fork_deliver(place, "timed"), 0)
    length = time.monotonic() - started
    seen = {True: 0, False: 0}
    for number in range(KILLS):
        branch = f"kill/{number}"
        pid = fork_deliver(place, branch)
        time.sleep(length * pick.uniform(0.0, 1.2))
        if whole_group:
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        made = subprocess.run(
            ["git", "rev-parse", "-q", "--verify", f"{branch}^{{tree}}"], cwd=place, capture_output=True
        )
        # git, set apart for the move, may still finish it: then the branch is complete.
        assert made.stdout.decode().strip() in ("", complete)
        seen[bool(made.stdout)] += 1
        if number % 6 == 0:
            deliver_soon(place, f"next/{number}")
            assert tree(place, f"next/{number}") == complete
    deliver_soon(place, "last")
    assert tree(place, "last") == complete
    assert seen[False] > 0
    git(place, "fsck", "--strict", "--no-dangling")
    assert untouched == (
        text(place, "rev-parse", "HEAD"),
        text(place, "status", "--porcelain"),
        (place / ".git/index").read_bytes(),
    )
    assert list((place / ".git").rglob("*.lock")) == []


def test_killed_in_a_fresh_process(tmp_path: Path) -> None:
    """The whole command line way: a process that is killed as soon as it holds the lock."""
    place = tmp_path / "vault"
    place.mkdir()
    git(place, "init", "-q")
    commit(place, NOTES)
    program = "from pathlib import Path; from tests.git.test_crash import deliver; deliver(Path(sys.argv[1]), 'b')"
    process = subprocess.Popen(
        [sys.executable, "-c", f"import sys; {program}", str(place)], cwd=Path(__file__).parents[2]
    )
    lock = place / ".git" / "reweave" / "lock"
    while process.poll() is None and not lock.exists():
        time.sleep(0.001)
    process.kill()
    process.wait()
    assert text(place, "branch", "--format=%(refname:short)") in ("main", "b\nmain")
    deliver(place, DEFAULT_BRANCH)
