"""Finding a vault's configuration file.

The merge driver, started once per note, needs no more than this of most vaults: paths are strings here.
"""

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE = "reweave.toml"
PROJECT = "pyproject.toml"


def find_config(folder: "Path", top: "Path | None" = None) -> "Path | None":
    """Return the nearest configuration file in `folder` or above it, as `nearest_config` does."""
    from pathlib import Path

    found = nearest_config(str(folder), None if top is None else str(top))
    return None if found is None else Path(found)


def nearest_config(folder: str, top: str | None = None) -> str | None:
    """Return the nearest `reweave.toml`, or `pyproject.toml` with a `[tool.reweave]`, in `folder` or above it.

    `top` is the last folder to look in (a repository's own), by default the root of the file system, or for a relative
    `folder` the current directory.
    """
    while True:
        found = _config_in(folder)
        above = os.path.dirname(folder)
        if found is not None or folder in (top, above):
            return found
        folder = above


def has_table(source: bytes) -> bool:
    """Return whether the bytes of a pyproject.toml hold a table of ours."""
    return re.search(rb"(?m)^\s*\[+\s*tool\s*\.\s*reweave\b", source) is not None


def _config_in(folder: str) -> str | None:
    path = os.path.join(folder, FILE)
    if os.path.isfile(path):
        return path
    path = os.path.join(folder, PROJECT)
    if os.path.isfile(path):
        with open(path, "rb") as stream:
            if has_table(stream.read()):
                return path
    return None
