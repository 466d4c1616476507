"""Reading a file that was found."""

import os

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit

_CHUNK = 1 << 16


def read_found(absolute: str, limit: int) -> bytes | None:
    """Return a file's bytes, at most one more than `limit`; `None` if it cannot be read.

    The file may have been replaced since it was found: no symlink is followed, no pipe waited for.
    """
    try:
        handle = os.open(absolute, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            return _read_at_most(handle, limit + 1)
        finally:
            os.close(handle)
    except OSError:
        return None


def read_small(path: str, limit: int = 1 << 20) -> bytes | None:
    """Return the bytes of a regular file of at most `limit`; `None` if there is none or it cannot be read."""
    data = read_found(path, limit)
    return None if data is None or len(data) > limit else data


def moved(path: str) -> ReweaveError:
    """Return the error for a file that is no longer what it was when it was read."""
    return ReweaveError(
        "changed during the run; nothing was written",
        code="moved",
        exit_code=Exit.MOVED,
        path=path,
        suggestion="run again",
    )


def _read_at_most(handle: int, limit: int) -> bytes:
    """Read a file to its end, or at most `limit` bytes; asking for `limit` at once would allocate all of them."""
    size = os.fstat(handle).st_size
    source = os.read(handle, min(limit, size + 1))
    if len(source) == size:  # one byte more was asked for, so this is the end
        return source
    while len(source) < limit and (more := os.read(handle, min(limit - len(source), _CHUNK))):
        source += more
    return source
