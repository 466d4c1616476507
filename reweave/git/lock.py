"""One lock per repository (or per folder outside git): `flock` on a file, which ends with the process that holds it."""

import errno
import fcntl
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.text import printable

_NAME = "lock"
_LIMIT = 4096


class RefUpdate(NamedTuple):
    """An update of a branch that has begun: its ref, and the commit it is to point to."""

    ref: str
    commit: str


class Lock:
    """The held lock. `update` is an unfinished ref update: one that a killed run left, or this run's own."""

    def __init__(self, descriptor: int, update: RefUpdate | None) -> None:
        """Take over an open file that is locked."""
        self.descriptor = descriptor
        self.update = update

    def record(self, update: RefUpdate | None) -> None:
        """Record the ref update that begins now (None: it has ended), for the next run in case this one is killed."""
        self.update = update
        content = {
            "pid": os.getpid(),
            "host": os.uname().nodename,
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
            "move": None if update is None else {"ref": update.ref, "commit": update.commit},
        }
        data = json.dumps(content).encode()
        # Overwritten before it is truncated: a kill in between leaves invalid JSON, which reads as nothing recorded.
        os.pwrite(self.descriptor, data, 0)
        os.ftruncate(self.descriptor, len(data))


@contextmanager
def hold_lock(directory: Path, *, transient: bool = False) -> Iterator[Lock]:
    """Hold the lock in `directory` (created if missing): `<git common dir>/reweave`, or `<root>/.reweave`.

    A transient lock's file is removed at the end, and its directory if nothing else is in there.

    Raises:
        ReweaveError: another process holds it (`locked`, exit 4), or directory and file are not plain ones
            (`lock-place`): a symlink or hard link there could lead to somebody else's file.
    """
    descriptor = _locked(directory)
    try:
        lock = Lock(descriptor, _unfinished_update(_content(descriptor)))
        lock.record(lock.update)
        yield lock
    finally:
        if transient:
            _remove(directory)
        os.close(descriptor)


def _locked(directory: Path) -> int:
    """Open and lock the file. Another process may remove it in between: then a new one is there, or none."""
    while True:
        descriptor = _open(directory)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_current(descriptor, directory / _NAME):
                return descriptor
        except BlockingIOError:
            content = _content(descriptor)
            os.close(descriptor)
            raise ReweaveError(
                f"another run holds the lock{_holder(content)}",
                code="locked",
                exit_code=Exit.LOCKED,
                path=str(directory / _NAME),
                suggestion="wait until it ends",
            ) from None
        os.close(descriptor)


def _is_current(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


def _remove(directory: Path) -> None:
    with suppress(OSError):  # it may be gone, or hold more than the lock
        (directory / _NAME).unlink()
        directory.rmdir()


def _open(directory: Path) -> int:
    try:
        directory.mkdir(exist_ok=True)
        opened = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            # Not blocking: a named pipe of that name must not hang the run.
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            descriptor = os.open(_NAME, flags, 0o666, dir_fd=opened)
        finally:
            os.close(opened)
    except OSError as error:
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT):
            raise ReweaveError(
                f"cannot write to the repository: {error.strerror}",
                code="lock-place",
                path=str(directory / _NAME),
                suggestion="commands that change nothing, such as `reweave check`, work all the same",
            ) from error
        raise _unusable(directory, error.strerror or type(error).__name__) from error
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode) or state.st_nlink != 1:
        os.close(descriptor)
        raise _unusable(directory, "not a regular file, or it has hard links")
    return descriptor


def _unusable(directory: Path, why: str) -> ReweaveError:
    return ReweaveError(
        f"cannot use the lock file: {why}",
        code="lock-place",
        path=str(directory / _NAME),
        suggestion="check what is there, and remove it",
    )


def _content(descriptor: int) -> dict[str, object]:
    """Return what the holder wrote; nothing where it is incomplete."""
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


def _unfinished_update(content: dict[str, object]) -> RefUpdate | None:
    update = content.get("move")
    if not isinstance(update, dict):
        return None
    ref, commit = update.get("ref"), update.get("commit")
    return RefUpdate(ref, commit) if isinstance(ref, str) and isinstance(commit, str) else None
