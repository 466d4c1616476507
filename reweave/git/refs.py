"""Moving a branch by compare-and-swap, and clearing the ref lock that a killed run left."""

import time
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.command import GitError, ask_git, run_git
from reweave.git.lock import Lock, Move
from reweave.git.repository import Repository, read_ref
from reweave.git.target import Target, refuse_unsafe_branch
from reweave.text import quoted

_PATIENCE = 2.0


def move_branch(repository: Repository, target: Target, commit: str, why: str, lock: Lock) -> None:
    """Move the branch from where it was read to `commit`, or fail and leave it; `why` goes into the reflog.

    Raises:
        ReweaveError: it moved since (`branch-moved`, exit 5), is checked out, is an alias, or git failed.
    """
    _clear_dead_move(repository, lock)
    refuse_unsafe_branch(repository, target.branch, target.ref)
    lock.record(Move(target.ref, commit))
    old = target.old or repository.zero
    args = ["update-ref", "--no-deref", "-m", why, target.ref, commit, old]
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
    # Not in a `finally`: after any other exception git may have been killed, and the record is what mends that.
    lock.record(None)


def _clear_dead_move(repository: Repository, lock: Lock) -> None:
    """Remove the ref lock that git leaves when it is killed while moving a branch for a run.

    It is provably ours: the lock that this process now holds says that a dead run was moving this ref to this
    commit, and the file holds that commit's name, which no other program knows. Anything else is left alone.
    """
    move = lock.move
    if move is None or not move.ref.startswith("refs/heads/"):
        return
    if ask_git(repository.git, ["check-ref-format", move.ref]).returncode != 0:
        return
    path = Path(repository.common_dir, move.ref + ".lock")
    deadline = time.monotonic() + _PATIENCE
    while _holds(path, move.commit):
        # git may have outlived the run; it needs milliseconds.
        if time.monotonic() > deadline:
            path.unlink(missing_ok=True)
        time.sleep(0.05)


def _holds(path: Path, commit: str) -> bool:
    try:
        return not path.is_symlink() and path.read_bytes().strip() == commit.encode()
    except (FileNotFoundError, NotADirectoryError):
        return False
