"""One lock per repository (or per folder outside git): `flock` on a file, which ends with the process that holds it."""

import fcntl
import json
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.text import printable

_NAME = "lock"
_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Move:
    """A branch about to be moved: its ref and the commit it is to name."""

    ref: str
    commit: str


@dataclass(slots=True)
class Lock:
    """The held lock. `move` is a branch move under way: one that a dead run left, or this run's own."""

    descriptor: int
    move: Move | None

    def record(self, move: Move | None) -> None:
        """Write down the branch move that begins now (None: it is over), for the next run should this one die."""
        self.move = move
        content = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
            "move": None if move is None else {"ref": move.ref, "commit": move.commit},
        }
        data = json.dumps(content).encode()
        # Overwritten before it is cut to length: a kill in between leaves no JSON, which reads as nothing recorded.
        os.pwrite(self.descriptor, data, 0)
        os.ftruncate(self.descriptor, len(data))


@contextmanager
def hold_lock(directory: Path) -> Iterator[Lock]:
    """Hold the lock kept in `directory` (made if missing): `<git common dir>/reweave`, or `<root>/.reweave`.

    Raises:
        ReweaveError: another process holds it (`locked`, exit 4), or the place is not a plain directory and file of
            our own (`lock-place`): a symbolic link or a hard link there could lead to somebody's file.
    """
    descriptor = _open(directory)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ReweaveError(
                f"another run holds the lock{_holder(_content(descriptor))}",
                code="locked",
                exit_code=Exit.LOCKED,
                path=str(directory / _NAME),
                suggestion="wait until it ends",
            ) from None
        lock = Lock(descriptor, _left_behind(_content(descriptor)))
        lock.record(lock.move)
        yield lock
    finally:
        # The file stays: removing it would let two processes lock two files of one name.
        os.close(descriptor)


def _open(directory: Path) -> int:
    try:
        directory.mkdir(exist_ok=True)
        place = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            # Not blocking: a named pipe at this place must not hold the run.
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            descriptor = os.open(_NAME, flags, 0o666, dir_fd=place)
        finally:
            os.close(place)
    except OSError as error:
        raise _misplaced(directory, error.strerror or type(error).__name__) from error
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode) or state.st_nlink != 1:
        os.close(descriptor)
        raise _misplaced(directory, "not a regular file, or it has hard links")
    return descriptor


def _misplaced(directory: Path, why: str) -> ReweaveError:
    return ReweaveError(
        f"cannot use the lock file: {why}",
        code="lock-place",
        path=str(directory / _NAME),
        suggestion="check what is there, and remove it",
    )


def _content(descriptor: int) -> dict[str, object]:
    """Return what the holder wrote; nothing when it is not (or not yet) whole."""
    try:
        content = json.loads(os.pread(descriptor, _LIMIT, 0))
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _holder(content: dict[str, object]) -> str:
    pid, host, since = (content.get(key) for key in ("pid", "host", "since"))
    if not (isinstance(pid, int) and isinstance(host, str) and isinstance(since, str)):
        return ""
    return f": process {pid} on {printable(host)} since {printable(since)}"


def _left_behind(content: dict[str, object]) -> Move | None:
    move = content.get("move")
    if not isinstance(move, dict):
        return None
    ref, commit = move.get("ref"), move.get("commit")
    return Move(ref, commit) if isinstance(ref, str) and isinstance(commit, str) else None
