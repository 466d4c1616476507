"""Writing a file whole, or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def replace_file(file: Path, parts: Iterable[bytes], *, folder: int | None = None, mode: int = 0o666) -> None:
    """Replace a file, or make it, with `parts` one after the other: a reader sees the old file or the new one.

    `folder` is an open directory that a relative `file` starts at. A symlink is replaced, not followed.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    staged = file.with_name(f".reweave-{os.urandom(8).hex()}")
    handle = os.open(staged, _NEW, mode, dir_fd=folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(parts)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(staged, file, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(staged, dir_fd=folder)
        raise
