"""Locating the configuration of a folder, on disk or in a commit.

The merge driver, started once per note, needs no more than this in most vaults.
"""

import os
import re
import stat
from collections.abc import Callable

from reweave.errors import ReweaveError

FILE = "reweave.toml"
PROJECT = "pyproject.toml"

_LONGEST = 1_000_000


def read_config(path: str) -> bytes:
    """Return the bytes of a configuration file.

    Raises:
        ReweaveError: it cannot be read (`config-unreadable`).
    """
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise _unreadable(path, error.strerror) from error


def _read_file(path: str) -> bytes | None:
    """Return the bytes of a configuration in a vault, which may be anything by that name; nothing is waited for."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError) and not os.path.islink(path):
            return None
        raise _unreadable(path, error.strerror) from error
    with open(handle, "rb", closefd=True) as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _unreadable(path, "not a regular file")
        source = stream.read(_LONGEST + 1)
    if source is None or len(source) > _LONGEST:
        raise _unreadable(path, "not a file of at most a megabyte")
    return source


def _unreadable(path: str, why: str | None) -> ReweaveError:
    return ReweaveError(f"cannot read: {why}", code="config-unreadable", path=path)


def locate_config(
    folder: str, top: str | None = None, read: Callable[[str], bytes | None] = _read_file
) -> tuple[str, bytes] | None:
    """Return path and bytes of the nearest `reweave.toml`, or `pyproject.toml` with a `[tool.reweave]`.

    Looks in `folder` and above it; `top` is the last folder to look in (a repository's own), `None` the root of the
    file system. A relative folder ends at the empty one. `read` returns the bytes of a plain file, `None` if there is
    none.

    Raises:
        ReweaveError: a file cannot be read (`config-unreadable`).
    """
    while True:
        for name in (FILE, PROJECT):
            path = os.path.join(folder, name)
            source = read(path)
            if source is not None and (name == FILE or _has_table(source)):
                return path, source
        parent = os.path.dirname(folder)
        if folder == top or parent == folder:
            return None
        folder = parent


def _has_table(source: bytes) -> bool:
    """Return whether the bytes of a pyproject.toml hold a table of ours."""
    return re.search(rb"(?m)^\s*\[+\s*tool\s*\.\s*reweave\b", source) is not None
