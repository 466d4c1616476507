"""The folder of the cache, and the file of each vault in it.

It is the user's own cache folder, never one in a vault or its `.git`: an archive of a vault that somebody else made
must not bring along what reweave believes to have found in it.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from reweave.cache.digest import digest_of

DIRECTORY = "REWEAVE_CACHE_DIR"
"""The variable that names another folder."""
DISABLED = "REWEAVE_NO_CACHE"
"""The variable that turns the cache off."""
SUFFIX = ".cache"


def cache_directory(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of the cache, which need not exist; `None` where the user has no home."""
    named = environment.get(DIRECTORY)
    if named:
        return Path(named).absolute()
    base = Path(environment.get("XDG_CACHE_HOME", ""))
    if not base.is_absolute():
        home = Path(environment.get("HOME", ""))
        if not home.is_absolute() or not home.is_dir():
            return None
        base = home / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    return base / "reweave"


def cache_file(vault: Path, purpose: str, environment: Mapping[str, str]) -> Path | None:
    """Return the file for a vault (the absolute path of its root) and a purpose; `None` where none may be used.

    A folder inside the vault is used only if the user named it: its files could have come with the vault.
    """
    directory = cache_directory(environment)
    if directory is None:
        return None
    if not environment.get(DIRECTORY) and directory.resolve().is_relative_to(vault.resolve()):
        return None
    name = digest_of(f"{purpose}\0".encode() + os.fsencode(vault)).decode()
    return directory / f"{name}{SUFFIX}"
