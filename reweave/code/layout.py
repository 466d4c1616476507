"""How the files of a tree are run: as scripts, as modules of a package, or loaded by their path."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

_MAIN = re.compile(rb"""(?m)^if\s+__name__\s*==\s*["']__main__["']|\A#!""")
_RELATIVE = re.compile(rb"(?m)^[ \t]*from\s+\.")
_BY_PATH = re.compile(rb"spec_from_file_location|SourceFileLoader|run_path|load_source")
_SCANNED = 2_000
"""Files of the tree that are searched for imports of a file."""
_LARGEST = 1 << 20
_CALLERS = ("*.toml", "*.cfg", "*.md", "*.sh", "*.yml", "*.yaml", "Makefile", "[Jj]ustfile", "Dockerfile", "Procfile")
"""What says how programs are run, in the folder itself and in its workflows."""


class Uses(NamedTuple):
    """How other files use a file.

    `imported`: by the name of its folder, as in `pkg.tool`, or started so; `by_path`: loaded by its path, where its
    folder is not searched.
    """

    imported: bool
    by_path: bool


def may_run_alone(data: bytes) -> bool:
    """Return whether a file is a program that may be started by its path."""
    return _MAIN.search(data) is not None


def has_relative_import(data: bytes) -> bool:
    """Return whether a file cannot be started by its path, since it imports from its package."""
    return _RELATIVE.search(data) is not None


def is_package(root: Path, folder: PurePosixPath) -> bool:
    """Return whether a folder has an `__init__.py`."""
    return (root / folder / "__init__.py").is_file()


def package_of(root: Path, file: PurePosixPath) -> PurePosixPath | None:
    """Return the topmost package that a file is in."""
    top = None
    for folder in file.parents:
        if str(folder) == "." or not is_package(root, folder):
            break
        top = folder
    return top


def uses_of(root: Path, file: PurePosixPath) -> Uses:
    """Return how other files of the tree use a file."""
    name = file.name.encode()
    pattern = None if str(file.parent) == "." else _imports(file)
    own = root / file.parent
    imported = by_path = False
    for other, data in _programs(root):
        is_outside = pattern is not None and not other.is_relative_to(own)
        imported = imported or (is_outside and pattern is not None and pattern.search(data) is not None)
        by_path = by_path or (name in data and _BY_PATH.search(data) is not None)
    if pattern is not None and not imported:
        imported = any(_started(file).search(data) for data in _callers(root))
    return Uses(imported, by_path)


def _imports(file: PurePosixPath) -> re.Pattern[bytes]:
    folder, name = re.escape(file.parent.name), re.escape(file.stem)
    return re.compile(
        rf"(?m)^\s*(?:from|import)\s+(?:[\w.]+\.)?{folder}(?:\.{name}\b|\s+import\b[^\n]*\b{name}\b)".encode()
    )


def _started(file: PurePosixPath) -> re.Pattern[bytes]:
    folder, name = re.escape(file.parent.name), re.escape(file.stem)
    return re.compile(rf"""(?:-m\s+|["'=]\s*)(?:\w+\.)*{folder}\.{name}\b(?!\.py)""".encode())


def _programs(root: Path) -> Iterator[tuple[Path, bytes]]:
    for number, other in enumerate(root.rglob("*.py")):
        if number >= _SCANNED:
            return
        if other.is_file() and other.stat().st_size < _LARGEST:
            yield other, other.read_bytes()


def _callers(root: Path) -> Iterator[bytes]:
    for folder in (root, root / ".github" / "workflows"):
        for pattern in _CALLERS:
            for file in folder.glob(pattern):
                if file.is_file() and file.stat().st_size < _LARGEST:
                    yield file.read_bytes()
