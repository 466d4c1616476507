"""Locating the configuration of a folder, on disk or in a commit.

The merge driver, started once per note, needs no more than this in most vaults.
"""

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

from reweave.errors import ReweaveError

FILE = "reweave.toml"
PROJECT = "pyproject.toml"
MAX_BYTES = 1 << 20
"""The most that is read of a configuration file."""


def read_config(path: str) -> bytes:
    """Return the bytes of a configuration file: a regular file of at most a megabyte, or a symlink to one.

    The null device is an empty file.

    Raises:
        ReweaveError: it cannot be read (`config-unreadable`).
    """
    source = b""
    try:
        # Not blocking: a named pipe must not hang the command.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            why = "" if _is_file(os.fstat(handle)) else "not a regular file"
            while not why and len(source) <= MAX_BYTES and (more := os.read(handle, MAX_BYTES)):
                source += more
        finally:
            os.close(handle)
    except OSError as error:
        dangling = isinstance(error, FileNotFoundError) and os.path.islink(path)
        why = "a symlink to a file that does not exist" if dangling else f"cannot read: {error.strerror}"
    if len(source) > MAX_BYTES:
        why = "larger than 1 MiB"
    if why:
        raise ReweaveError(why, code="config-unreadable", path=path)
    return source


def _is_file(about: os.stat_result) -> bool:
    """Return whether it is a regular file, or the null device, by which people mean no configuration."""
    return stat.S_ISREG(about.st_mode) or (
        stat.S_ISCHR(about.st_mode) and about.st_rdev == Path(os.devnull).stat().st_rdev
    )


def _read_file(path: str) -> bytes | None:
    return read_config(path) if os.path.lexists(path) else None


def locate_config(
    folder: str, top: str | None = None, read: Callable[[str], bytes | None] = _read_file
) -> tuple[str, bytes] | None:
    """Return path and bytes of the nearest `reweave.toml`, or `pyproject.toml` with a `[tool.reweave]`.

    Looks in `folder` and above it; `top` is the last folder to look in (a repository's own), `None` the root of the
    file system. A relative folder ends at the empty one. `read` returns the bytes of a file, `None` if there is none.
    A file that is there is read or refused, never passed over.

    Raises:
        ReweaveError: a file cannot be read, or is no regular file (`config-unreadable`).
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
    """Return whether a pyproject.toml configures reweave; where it is not TOML, whether it has our table's header."""
    if b"reweave" not in source and not re.search(rb"(?m)^\s*[\"']?tool[\"']?\s*=", source):
        return False
    import tomllib

    try:
        tool = tomllib.loads(source.decode("utf-8-sig")).get("tool", {})
    except (ValueError, RecursionError):
        return re.search(rb"(?m)^\s*\[+\s*[\"']?tool[\"']?\s*\.\s*[\"']?reweave\b", source) is not None
    return not isinstance(tool, dict) or "reweave" in tool
