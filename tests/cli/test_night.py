"""The scheduled job: whatever happens to it, no half state, a documented exit code, and the next run goes on."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reweave.cli import program
from reweave.exit_codes import Exit
from reweave.git.lock import hold_lock
from tests.cli.conftest import INDENTED, NORMAL, Vault
from tests.cli.test_crash import finish, run_soon, start
from tests.git.conftest import commit, git, text

BRANCH = "reweave/normalize"
COUNT = 30
NIGHTS = 8
ARGS = ("run", "--batch-size", "7")
DOCUMENTED = frozenset(int(code) for code in Exit)


@pytest.fixture
def large(vault: Vault) -> Vault:
    commit(vault.root, {f"many/{number % 3}/{number}.md": INDENTED for number in range(COUNT)})
    return vault


def end_of(place: Path) -> str | None:
    done = subprocess.run(["git", "rev-parse", "-q", "--verify", BRANCH], cwd=place, capture_output=True, text=True)
    return done.stdout.strip() or None


def look(vault: Vault) -> None:
    """Hold what must be true at any moment: the branch is not there or whole, nothing is broken."""
    git(vault.root, "fsck", "--strict", "--no-dangling")
    if end_of(vault.root) is not None:
        notes = vault.committed(BRANCH)
        assert not [
            path
            for path, data in notes.items()
            if path.endswith(".md") and data in (INDENTED, b"\xef\xbb\xbf" + INDENTED)
        ]
        assert sum(data == NORMAL for data in notes.values()) >= COUNT


def locks(place: Path) -> list[Path]:
    return list((place / ".git").rglob("*.lock"))


def test_a_held_lock_skips_the_run(vault: Vault) -> None:
    with hold_lock(vault.root / ".git/reweave"):
        done = vault.run("run")
    assert done.returncode == Exit.LOCKED and done.stdout == b""
    assert b"another run holds the lock: process" in done.stderr and b"Traceback" not in done.stderr
    assert end_of(vault.root) is None


def test_two_at_once(large: Vault) -> None:
    for night in range(3):
        pids = [start(large, *ARGS) for _ in range(2)]
        codes = [finish(pid) for pid in pids]
        assert set(codes) <= {0, 4} and 0 in codes, codes
        look(large)
        assert locks(large.root) == []
        commit(large.root, {f"many/again{night}.md": INDENTED})


def test_killed_and_moved_under_it_night_after_night(large: Vault) -> None:
    began = time.monotonic()
    assert finish(start(large, *ARGS)) == 0
    length = time.monotonic() - began
    pick = random.Random(4)
    killed = 0
    for night in range(NIGHTS):
        commit(large.root, {f"many/{night % 3}/night{night}.md": INDENTED})
        pids = [start(large, *ARGS) for _ in range(pick.choice((1, 2)))]
        time.sleep(length * pick.random())
        if night % 2:
            commit(large.root, {f"many/moved{night}.md": INDENTED, "many/0/0.md": b"---\na: b\n---\n%d\n" % night})
        time.sleep(length * pick.random() / 2)
        for pid in pids[: 1 + night % 2]:
            (os.killpg if night % 3 else os.kill)(pid, signal.SIGKILL)
        codes = [finish(pid) for pid in pids]
        assert set(codes) <= {*DOCUMENTED, -signal.SIGKILL}, codes
        killed += -signal.SIGKILL in codes
        look(large)
        if pick.random() < 0.4:
            assert run_soon(large, *ARGS) == 0
            look(large)
    assert killed
    assert run_soon(large, *ARGS) == 0
    look(large)
    assert locks(large.root) == []
    git(large.root, "merge", "-q", "--no-edit", BRANCH)
    assert all(
        data == NORMAL for path, data in large.read().items() if path.startswith("many/") and b"supports" in data
    )


@pytest.mark.parametrize("size", [0, 64, 3072])
def test_no_file_can_grow_beyond_a_quota(large: Vault, size: int) -> None:
    """A bound on the size of files, which holds for root as well and needs no mount."""
    done = subprocess.run(
        [large.python, "-m", "reweave", *ARGS],
        cwd=large.root,
        env=large.environment(),
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    assert done.returncode == Exit.USAGE, done.stderr
    assert b"Traceback" not in done.stderr and done.stderr.startswith(b"reweave: ")
    assert end_of(large.root) is None
    look(large)
    assert finish(start(large, *ARGS)) == 0
    look(large)
    assert locks(large.root) == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own; where mounting is not allowed, the quota above is what tests a full disk."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], capture_output=True)
    if done.returncode != 0:
        pytest.skip(f"this machine mounts no disk of our own: {done.stderr.decode(errors='replace').strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk(disk: Path) -> None:
    vault = Vault(disk / "vault")
    commit(vault.root, {f"many/{number % 3}/{number}.md": INDENTED for number in range(COUNT)})
    assert vault.run("run", "--dry-run").returncode == Exit.FINDINGS
    filler = disk / "filler"
    seen = set()
    for room in (0, 12288, 65536):
        free = shutil.disk_usage(disk).free
        filler.write_bytes(b"\0" * max(0, free - room))
        done = vault.run(*ARGS, "--report", vault.root.parent / "report")
        filler.unlink()
        assert done.returncode in DOCUMENTED and b"Traceback" not in done.stderr, done.stderr
        seen.add(done.returncode)
        assert (end_of(vault.root) is not None) == (done.returncode in (Exit.DONE, Exit.REFUSED)), done.stderr
        look(vault)
        for left in disk.glob(".reweave-*"):
            raise AssertionError(f"{left} was left")
        if end_of(vault.root) is not None:
            git(vault.root, "update-ref", "-d", f"refs/heads/{BRANCH}")
    assert Exit.USAGE in seen
    assert vault.run(*ARGS).returncode == 0
    look(vault)
    assert locks(vault.root) == []


def test_a_disk_that_became_read_only(disk: Path) -> None:
    vault = Vault(disk / "vault")
    commit(vault.root, {f"many/{number}.md": INDENTED for number in range(COUNT)})
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    done = vault.run(*ARGS)
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert done.returncode == Exit.USAGE and b"Read-only file system" in done.stderr
    assert end_of(vault.root) is None
    assert vault.run(*ARGS).returncode == 0
    look(vault)


NOBODY = 65534
"""Root is bound by no permission; then another user owns the vault and runs reweave in it."""


@pytest.fixture
def owned(monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    # pytest's own folders are closed to other users.
    top = Path(tempfile.mkdtemp(prefix="reweave-night-"))
    try:
        top.chmod(0o755)
        vault = Vault(top / "vault")
        commit(vault.root, {f"many/{number}.md": INDENTED for number in range(COUNT)})
        (top / "config").write_text("[user]\nname = n\nemail = n@example.org\n")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(top / "config"))
        monkeypatch.setenv("HOME", str(top))
        # What is imported late is imported now: another user may not read this Python.
        assert run_here(vault, "run", "--dry-run") == Exit.FINDINGS
        assert run_here(vault, "run", "--branch", "..") == Exit.USAGE
        assert run_here(vault, "run", "--branch", "warm") == 0
        git(vault.root, "branch", "-q", "-D", "warm")
        shutil.rmtree(vault.root / ".git/reweave")
        if os.geteuid() == 0:
            for path in [top, *top.rglob("*")]:
                os.chown(path, NOBODY, NOBODY)
        yield vault
    finally:
        for folder in [top, *top.rglob("*/")]:
            folder.chmod(0o755)
        shutil.rmtree(top)


def run_here(vault: Vault, *args: str) -> int:
    """Run reweave in this process."""
    return program.run([*args, "--repo", str(vault.root)])


def run_as_owner(vault: Vault, *args: str) -> tuple[int, str]:
    """Run reweave in a fork as the vault's owner; return the exit code and all that it said."""
    said = vault.root.parent / "said"
    pid = os.fork()
    if pid == 0:
        status = 99
        try:
            handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.chdir(vault.root)
            os.dup2(handle, 1)
            os.dup2(handle, 2)
            sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
            status = run_here(vault, *args)
            sys.stderr.flush()
        finally:
            os._exit(status)
    return finish(pid), said.read_text()


@pytest.mark.parametrize("folder", ["", "objects", "objects/pack", "refs/heads"])
def test_write_permission_revoked(owned: Vault, folder: str) -> None:
    bound = owned.root / ".git" / folder
    bound.chmod(0o555)
    code, said = run_as_owner(owned, *ARGS)
    assert code == Exit.USAGE, said
    assert said.startswith("reweave: ") and "Traceback" not in said
    assert "ermission" in said or f"unable to create directory for {owned.root}" in said
    ref = owned.root / ".git/refs/heads" / BRANCH
    assert not ref.exists() and locks(owned.root) == []
    bound.chmod(0o755)
    assert run_as_owner(owned, *ARGS)[0] == 0
    assert ref.exists()


def bare(vault: Vault, place: Path) -> None:
    git(place.parent, "clone", "-q", "--bare", str(vault.root), str(place))


def shallow(vault: Vault, place: Path) -> None:
    commit(vault.root, {"claims/late.md": NORMAL})
    git(place.parent, "clone", "-q", "--depth", "1", f"file://{vault.root}", str(place))


def linked(vault: Vault, place: Path) -> None:
    git(vault.root, "worktree", "add", "-q", "-b", "draft", str(place))


def detached(vault: Vault, place: Path) -> None:
    git(place.parent, "clone", "-q", str(vault.root), str(place))
    git(place, "checkout", "-q", "--detach")


@pytest.mark.parametrize("make", [bare, shallow, linked, detached])
def test_repositories_of_every_kind(large: Vault, tmp_path: Path, make: Callable[[Vault, Path], None]) -> None:
    place = tmp_path / "place"
    make(large, place)
    before = text(place, "rev-parse", "HEAD"), git(place, "for-each-ref", "--format=%(objectname)", "refs/heads/main")
    assert finish(start(large, *ARGS, "--repo", str(place))) == 0
    assert before == (
        text(place, "rev-parse", "HEAD"),
        git(place, "for-each-ref", "--format=%(objectname)", "refs/heads/main"),
    )
    if make is not bare:
        assert git(place, "status", "--porcelain") == b""
    assert git(place, "show", f"{BRANCH}:many/0/0.md") == NORMAL
    end = text(place, "rev-parse", BRANCH)
    again = large.run(*ARGS, "--weave", cwd=place)
    assert again.returncode == 0 and again.stdout.endswith(b"nothing to do: no commit made\n"), again.stderr
    assert text(place, "rev-parse", BRANCH) == end
    git(place, "fsck", "--strict", "--no-dangling")
