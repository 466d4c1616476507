"""Functions that a program imports from other files of the same tree."""

import ast
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from reweave.code.scope import Scope
from reweave.code.scope_reader import read_scopes
from reweave.code.source import unwarned

_LARGEST = 1 << 20
"""Bytes of a file that is looked into."""
_RE_EXPORTS = 3
"""Files that a name is followed through (`from .text import esc` in `__init__.py`)."""


def find_function(root: Path, path: str, dotted: str, depth: int = 0) -> Scope | None:
    """Return the function that `dotted` names in the file `path` (relative to `root`), if it is defined below `root`.

    `dotted` begins with the dots of a relative import. Nothing is imported or run: the other file is only parsed.
    """
    name = dotted.lstrip(".")
    dots = len(dotted) - len(name)
    *parts, function = name.split(".")
    if depth > _RE_EXPORTS or not (parts or dots) or (not dots and parts[0] in sys.stdlib_module_names):
        return None
    for folder in _folders(path, dots):
        for file, rest in _files(root, folder, parts):
            scope = _read(root, file)
            if scope is None:
                continue
            if rest and not (len(rest) == 1 and rest[0] in scope.classes):
                continue
            if (found := scope.function(function)) is not None:
                return found
            if not rest and function in scope.imports:
                return find_function(root, str(file), scope.imports[function], depth + 1)
    return None


def _folders(path: str, dots: int) -> Iterator[PurePosixPath]:
    """Yield the folders that an import in `path` may start from, the nearest first."""
    above = PurePosixPath(path).parents
    if not dots:
        yield from above
        return
    # `from . import text` and `from ..text import x` have the same dots here: see `Scope.imports`.
    yield from (above[up] for up in (dots - 1, dots - 2) if 0 <= up < len(above))


def _files(root: Path, folder: PurePosixPath, parts: list[str]) -> Iterator[tuple[PurePosixPath, list[str]]]:
    """Yield the files that a module may be in, each with the names that are left: those of a class in it."""
    for length in range(len(parts), max(len(parts) - 2, -1), -1):
        base = folder.joinpath(*parts[:length])
        for file in (base.with_name(f"{base.name}.py") if length else base, base / "__init__.py"):
            if (root / file).is_file():
                yield file, parts[length:]


def _read(root: Path, file: PurePosixPath) -> Scope | None:
    try:
        absolute = (root / file).resolve()
        about = absolute.stat()
    except OSError:
        return None
    if not absolute.is_relative_to(root.resolve()) or about.st_size > _LARGEST:
        return None
    return _parsed(absolute, about.st_mtime_ns)


@lru_cache(64)
def _parsed(absolute: Path, changed: int) -> Scope | None:
    """Return the scope of a file; `changed` tells its states apart."""
    del changed
    try:
        with absolute.open("rb") as stream, unwarned():
            tree = ast.parse(stream.read(_LARGEST))
        return read_scopes(tree, {})
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
