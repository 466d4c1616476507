"""The code that finds things: findings of another version, or of other readers, are not ours."""

import os
import sys
from collections.abc import Iterator, Set
from pathlib import Path

from reweave import __version__
from reweave.cache.digest import digest_of

_READERS = ("pyyaml", "py_yaml12", "ruamel.yaml", "ruamel_yaml", "ruamel.yaml.clib", "numpy")
"""The distributions that decide what a note says, and which edges are likely."""


LINTER = frozenset(("note", "rules", "git", "files", "config", "lint", "vault", "merge", "cache", "run"))
"""The folders of reweave that decide what is found in a note."""


def code_identity(folders: Set[str] | None = None) -> bytes | None:
    """Return a digest of what runs: reweave's version and files, Python, and the readers that are installed.

    The files count because an installation from a checkout changes without a new version; of those in folders, the ones
    in `folders` (`None`: in all). `None` is returned where they cannot be looked at, as in a zip archive.
    """
    try:
        readers = sorted(set(_readers()))
        files = sorted(_files(str(Path(__file__).parents[1]), folders))
    except OSError:
        return None
    if not any(name.startswith("pyyaml") for name, _ in readers):
        return None
    known = repr((__version__, sys.version, readers, files))
    return digest_of(known.encode("utf-8", "surrogatepass"))


def _readers() -> Iterator[tuple[str, int]]:
    """Yield the installed readers: asking `importlib.metadata` would take longer than checking a vault."""
    library = str(Path(os.__file__).parent)
    for folder in sys.path:
        if folder in (library, f"{library}/lib-dynload"):
            continue
        try:
            with os.scandir(folder or ".") as entries:
                for entry in entries:
                    if entry.name.endswith(("-info", ".egg")) and entry.name.partition("-")[0].lower() in _READERS:
                        yield entry.name.lower(), entry.stat().st_mtime_ns
        except OSError:  # an archive, or a folder that does not exist
            continue


def _files(folder: str, folders: Set[str] | None = None) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.endswith((".py", ".json")):
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns
            elif (folders is None or name in folders) and "." not in name and name != "__pycache__" and entry.is_dir():
                yield from _files(entry.path)
