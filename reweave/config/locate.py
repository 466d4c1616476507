"""Locating the configuration of a folder, on disk or in a commit.

The merge driver, started once per note, needs no more than this in most vaults.
"""

import os
import re
from collections.abc import Callable

from reweave.errors import ReweaveError

FILE = "reweave.toml"
PROJECT = "pyproject.toml"


def read_config(path: str) -> bytes:
    """Return the bytes of a configuration file.

    Raises:
        ReweaveError: it cannot be read (`config-unreadable`).
    """
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise ReweaveError(f"cannot read: {error.strerror}", code="config-unreadable", path=path) from error


def _read_file(path: str) -> bytes | None:
    return read_config(path) if os.path.isfile(path) else None


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
