"""How a fixed file imports the functions that it calls: from the distribution, a module, or a copy of its own."""

import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from reweave.code.settings import IMPORTED, VENDORED, Settings
from reweave.code.source import SourceFile
from reweave.code.vendored import copy_state

_MAIN = re.compile(rb"""(?m)^if\s+__name__\s*==\s*["']__main__["']|\A#!""")
_RELATIVE = re.compile(rb"(?m)^\s*from\s+\.")
_SCANNED = 2_000
"""Files of the tree that are searched for imports of a file."""


class UnresolvedImportError(Exception):
    """The functions could not be imported from where the program starts; the text says why."""


class FunctionsImport(NamedTuple):
    """An import: `from PACKAGE import NAME`, or `import NAME` without a package.

    `copy` is the file that it imports, relative to the root, where that is a copy of the functions.
    """

    package: str
    name: str
    copy: str | None = None

    @property
    def dotted(self) -> str:
        """The name as scopes record it."""
        return f"{self.package}.{self.name}" if self.package else self.name

    def statement(self, alias: str) -> str:
        """Return the statement that binds the functions to `alias`."""
        head = f"from {self.package} import {self.name}" if self.package else f"import {self.name}"
        return head if alias == self.name else f"{head} as {alias}"


def functions_import(settings: Settings, source: SourceFile) -> FunctionsImport:
    """Return how a file imports the functions.

    Raises:
        UnresolvedImportError: a copy cannot be imported from where the program starts.
    """
    if settings.functions == IMPORTED:
        return FunctionsImport("reweave", "fm")
    if settings.functions != VENDORED:
        return _module(settings.functions)
    if settings.root is None:
        raise UnresolvedImportError("a copy needs a folder of files")
    file = PurePosixPath(source.path)
    if settings.copy is not None:
        return _given(settings.root, file, PurePosixPath(settings.copy), source.data)
    return _beside(settings.root, file, source.data)


def _module(dotted: str) -> FunctionsImport:
    dots = len(dotted) - len(dotted.lstrip("."))
    package, _, name = dotted[dots:].rpartition(".")
    return FunctionsImport("." * dots + package, name)


def _given(root: Path, file: PurePosixPath, copy: PurePosixPath, data: bytes) -> FunctionsImport:
    """Import the copy that the user named."""
    if file.parent == copy.parent and not _is_package(root, file.parent):
        return FunctionsImport("", copy.stem, str(copy))
    package = _package(root, file)
    if package is None or not copy.is_relative_to(package):
        raise UnresolvedImportError(f"{copy} cannot be imported from here")
    _check_start(file, data)
    return FunctionsImport(_relative(file, copy.parent), copy.stem, str(copy))


def _beside(root: Path, file: PurePosixPath, data: bytes) -> FunctionsImport:
    """Import a copy in the same package, or in the same folder as a script."""
    package = _package(root, file)
    if package is None:
        imported = _is_imported(root, file)
        if imported and _MAIN.search(data):
            raise UnresolvedImportError("it is run by itself, and imported from another folder")
        copy = _free(root, file.parent)
        return FunctionsImport("." if imported else "", copy.stem, str(copy))
    _check_start(file, data)
    copy = _free(root, package)
    return FunctionsImport(_relative(file, package), copy.stem, str(copy))


def _check_start(file: PurePosixPath, data: bytes) -> None:
    """Raise where a file of a package is run by itself: a relative import would not resolve."""
    if _MAIN.search(data) and not _RELATIVE.search(data):
        raise UnresolvedImportError(f"{file.name} is in a package, and may be run by itself")


def _is_package(root: Path, folder: PurePosixPath) -> bool:
    return (root / folder / "__init__.py").is_file()


def _package(root: Path, file: PurePosixPath) -> PurePosixPath | None:
    """Return the topmost package that a file is in."""
    top = None
    for folder in file.parents:
        if str(folder) == "." or not _is_package(root, folder):
            break
        top = folder
    return top


def _relative(file: PurePosixPath, folder: PurePosixPath) -> str:
    """Return the dots and names that lead from a module to a folder of its package."""
    up = 0
    above = file.parent
    while not folder.is_relative_to(above):
        above, up = above.parent, up + 1
    return "." * (up + 1) + ".".join(folder.relative_to(above).parts)


def _free(root: Path, folder: PurePosixPath) -> PurePosixPath:
    """Return the file for a copy: one that is there already, or a name that nothing else has."""
    for name in ("fm.py", "reweave_fm.py"):
        file = folder / name
        try:
            if copy_state((root / file).read_bytes()) is not None:
                return file
        except FileNotFoundError:
            if not (root / folder / name.removesuffix(".py")).is_dir():
                return file
        except OSError as error:
            raise UnresolvedImportError(f"{file}: {error.strerror}") from error
    raise UnresolvedImportError(f"{folder / 'reweave_fm.py'} exists, and is not a copy of reweave.fm")


def _is_imported(root: Path, file: PurePosixPath) -> bool:
    """Return whether a file outside the folder imports this one by the folder's name."""
    if str(file.parent) == ".":
        return False
    folder, name = re.escape(file.parent.name), re.escape(file.stem)
    pattern = re.compile(
        rf"(?m)^\s*(?:from|import)\s+(?:[\w.]+\.)?{folder}(?:\.{name}\b|\s+import\b[^\n]*\b{name}\b)".encode()
    )
    for number, other in enumerate(root.rglob("*.py")):
        if number >= _SCANNED:
            return False
        is_outside = not other.is_relative_to(root / file.parent) and other.is_file()
        if is_outside and other.stat().st_size < 1 << 20 and pattern.search(other.read_bytes()):
            return True
    return False
