"""Moving a branch by compare-and-swap, and clearing the ref lock that a killed run left."""

import time
from pathlib import Path

from reweave.effects import record_change
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.command import GitError, ask_git, run_git
from reweave.git.lock import Lock, RefUpdate
from reweave.git.repository import Repository, read_ref
from reweave.git.target import Target, refuse_unsafe_branch
from reweave.text import quoted

_WAIT_SECONDS = 2.0


def update_branch(repository: Repository, target: Target, commit: str, reason: str, lock: Lock) -> None:
    """Update the branch from the commit it was read at to `commit`, or leave it; `reason` goes into the reflog.

    Raises:
        ReweaveError: it changed since (`branch-moved`, exit 5), is checked out, is a symbolic ref, or git failed.
    """
    _remove_stale_ref_lock(repository, lock)
    refuse_unsafe_branch(repository, target.branch, target.ref)
    lock.record(RefUpdate(target.ref, commit))
    old = target.old or repository.zero
    args = ["update-ref", "--no-deref", "-m", reason, target.ref, commit, old]
    try:
        # In a session of its own: a signal to this process's group must not end git while it holds the ref's lock.
        run_git(repository.git, args, apart=True)
    except GitError as error:
        lock.record(None)
        now = read_ref(repository, target.ref)
        if now != target.old:
            raise ReweaveError(
                f"branch {quoted(target.branch)} changed during this run",
                code="branch-moved",
                exit_code=Exit.MOVED,
                suggestion="run again",
            ) from error
        raise
    # Not in a `finally`: after any other exception git may have been killed, and the next run needs the record.
    lock.record(None)
    record_change()


def _remove_stale_ref_lock(repository: Repository, lock: Lock) -> None:
    """Remove the ref lock that git leaves when it is killed while it updates a branch for a run.

    It is provably ours: the lock that this process now holds records that a killed run was updating this ref to this
    commit, and the ref lock holds that commit's name, which no other program knows. Anything else is left alone.
    """
    update = lock.update
    if update is None or not update.ref.startswith("refs/heads/"):
        return
    if ask_git(repository.git, ["check-ref-format", update.ref]).returncode != 0:
        return
    path = Path(repository.common_dir, update.ref + ".lock")
    deadline = time.monotonic() + _WAIT_SECONDS
    while _names_commit(path, update.commit):
        # git may have outlived the run; it needs milliseconds.
        if time.monotonic() > deadline:
            path.unlink(missing_ok=True)
        time.sleep(0.05)


def _names_commit(path: Path, commit: str) -> bool:
    try:
        return not path.is_symlink() and path.read_bytes().strip() == commit.encode()
    except (FileNotFoundError, NotADirectoryError):
        return False
