"""Files that a user names for reweave's output: only what reweave wrote is ever replaced."""

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from reweave.atomic import replace_file
from reweave.effects import record_change
from reweave.errors import ReweaveError

_LONGEST = 64 * 1024 * 1024

IsOurs = Callable[[bytes], bool]
"""Returns whether the content of a file is what reweave wrote."""


def check_own_file(file: Path, is_ours: IsOurs) -> None:
    """Check that a file may be written: it does not exist, or reweave wrote it. To be called before the work.

    Raises:
        ReweaveError: something else is there (`not-ours`), or nothing can be written there (`cannot-write`).
    """
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        if file.parent.is_dir() and os.access(file.parent, os.W_OK | os.X_OK):
            return
        why = "cannot write: the folder does not exist or is not writable"
        raise ReweaveError(why, code="cannot-write", path=str(file)) from error
    except OSError as error:
        raise _not_ours(file) if file.is_symlink() else _cannot_write(file, error) from error
    try:
        state = os.fstat(handle)
        if stat.S_ISDIR(state.st_mode):
            raise ReweaveError("cannot write: it is a folder", code="cannot-write", path=str(file))
        with open(handle, "rb", closefd=False) as stream:
            if not stat.S_ISREG(state.st_mode) or state.st_size > _LONGEST or not is_ours(stream.read(_LONGEST)):
                raise _not_ours(file)
    finally:
        os.close(handle)


def write_own_file(file: Path, parts: Iterable[bytes], is_ours: IsOurs) -> None:
    """Replace a file that reweave wrote before, or make it.

    Raises:
        ReweaveError: as `check_own_file`; what was there is still there.
    """
    check_own_file(file, is_ours)
    try:
        replace_file(file, parts)
    except OSError as error:
        raise _cannot_write(file, error) from error
    record_change()


def _cannot_write(file: Path, error: OSError) -> ReweaveError:
    return ReweaveError(f"cannot write: {error.strerror}", code="cannot-write", path=str(file))


def _not_ours(file: Path) -> ReweaveError:
    return ReweaveError(
        "file exists, and reweave did not write it",
        code="not-ours",
        path=str(file),
        suggestion="use another name, or remove it",
    )
