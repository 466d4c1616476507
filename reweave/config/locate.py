"""Where a configuration may be. The merge driver, started once per note, needs no more than this of most vaults."""

import os
import re

FILE = "reweave.toml"
PROJECT = "pyproject.toml"


def config_in(folder: str) -> str | None:
    """Return the path of a folder's own `reweave.toml`, or of its `pyproject.toml` with a `[tool.reweave]`."""
    path = os.path.join(folder, FILE)
    if os.path.isfile(path):
        return path
    path = os.path.join(folder, PROJECT)
    if os.path.isfile(path):
        with open(path, "rb") as stream:
            if has_table(stream.read()):
                return path
    return None


def has_table(source: bytes) -> bool:
    """Return whether the bytes of a pyproject.toml hold a table of ours."""
    return re.search(rb"(?m)^\s*\[+\s*tool\s*\.\s*reweave\b", source) is not None
