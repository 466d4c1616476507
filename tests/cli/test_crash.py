"""`fix` and `run`, killed at any moment, leave all or nothing, and the next start recovers."""

import importlib
import os
import random
import signal
import time
from collections.abc import Callable, Sequence

import pytest

from reweave.cli.program import run
from reweave.exit_codes import Exit
from tests.cli.conftest import INDENTED, NORMAL, Vault
from tests.git.conftest import commit, git

KILLS = 60
# Imported here, so that the forks need not: the kills are to land in the work.
for _module in (
    "git",
    "reweave.cli.commands.fix",
    "reweave.cli.commands.run",
    "reweave.run.pipeline",
    "reweave.worktree.writer",
    "reweave.progress",
    "reweave.worktree.recovery",
):
    importlib.import_module(_module)
COUNT = 30


@pytest.fixture
def large(vault: Vault) -> Vault:
    commit(vault.root, {f"many/{number % 3}/{number}.md": INDENTED for number in range(COUNT)})
    return vault


def start(vault: Vault, *args: str) -> int:
    """Start `reweave ARGS` in a fork, so that the kills land in its work and not in the start of Python."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        os.setpgid(0, 0)
        os.chdir(vault.root)
        null = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(null, number)
        status = run(args)
    finally:
        os._exit(status)


def finish(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def run_soon(vault: Vault, *args: str) -> int:
    """Run to the end. A git that the dead run was just starting may hold its lock for a moment longer."""
    for _ in range(100):
        code = finish(start(vault, *args))
        if code != Exit.LOCKED:
            return code
        time.sleep(0.05)
    raise AssertionError("a dead run's lock blocks the next one")


def kill_often(vault: Vault, seed: int, args: Sequence[str], look: Callable[[], None]) -> None:
    """Run and kill many times, spread over the length of a whole run; `look` at what each left, then start anew."""
    lengths = []
    for _ in range(4):  # the shortest: on a busy machine most kills would come too late
        began = time.monotonic()
        assert finish(start(vault, *args)) == 0
        lengths.append(time.monotonic() - began)
        start_anew(vault)
    length = min(lengths)
    pick = random.Random(seed)
    killed = 0
    for _ in range(8 * KILLS):
        pid = start(vault, *args)
        time.sleep(length * pick.random())
        os.kill(pid, signal.SIGKILL)
        if finish(pid) == -signal.SIGKILL:
            killed += 1
            look()
        start_anew(vault)
        if killed == KILLS:
            return
    raise AssertionError(f"only {killed} kills came before the end")


def start_anew(vault: Vault) -> None:
    git(vault.root, "checkout", "-q", "--force", "main")
    for branch in git(vault.root, "for-each-ref", "--format=%(refname)", "refs/heads/reweave").decode().split():
        git(vault.root, "update-ref", "-d", branch)


def test_fix_killed_at_random_moments(large: Vault) -> None:
    old = large.committed("main")
    new = {path: data.replace(INDENTED, NORMAL) for path, data in old.items() if path.startswith("many/")}

    def look() -> None:
        torn = {path: data for path, data in large.read().items() if path.startswith("many/")}
        # Before recovery a note is whole: old or new. What lies beside it is a staged file.
        assert all(torn[path] in (old[path], data) for path, data in new.items())
        assert run_soon(large, "fix", "many/0", "--config", os.devnull) == 0
        after = large.read()
        assert not [path for path in after if ".reweave" in path]
        rest = {path for path in new if not path.startswith("many/0/")}
        # All of them new, where the kill came after the commit, or all of them old.
        assert len({after[path] == new[path] for path in rest}) == 1

    kill_often(large, 1, ["fix", "many"], look)


def test_run_killed_at_random_moments(large: Vault) -> None:
    assert finish(start(large, "run", "--batch-size", "7")) == 0
    tree = git(large.root, "rev-parse", "reweave/normalize^{tree}")
    start_anew(large)
    before = large.read()
    pick = random.Random(3)

    def look() -> None:
        branches = git(large.root, "for-each-ref", "--format=%(refname)", "refs/heads/reweave").decode().split()
        for branch in branches:
            # The move itself may outlive us: give git, set apart for it, the time to end.
            assert git(large.root, "rev-parse", f"{branch}^{{tree}}") == tree
        assert large.read() == before
        if pick.random() < 0.8:
            return
        assert run_soon(large, "run", "--batch-size", "7") == 0
        assert git(large.root, "rev-parse", "reweave/normalize^{tree}") == tree

    kill_often(large, 2, ["run", "--batch-size", "7"], look)
