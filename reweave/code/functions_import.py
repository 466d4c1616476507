"""How a fixed file imports the functions that it calls: from the distribution, a module, or a copy of its own."""

import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from reweave.code.layout import (
    has_relative_import,
    is_package,
    may_run_alone,
    package_of,
    uses_of,
)
from reweave.code.module_import import UnresolvedImportError, check_module
from reweave.code.settings import IMPORTED, VENDORED, Settings
from reweave.code.source import SourceFile
from reweave.code.vendored import copy_state

_IMPORT = re.compile(rb"(?m)^(?:from\s+\.+\s+)?import\s+(?:reweave_)?fm\b")


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
        UnresolvedImportError: they cannot be imported from where the program starts.
    """
    if settings.functions == IMPORTED:
        return FunctionsImport("reweave", "fm")
    file = PurePosixPath(source.path)
    if settings.functions != VENDORED:
        if settings.root is not None:
            check_module(settings.functions, settings.root, file, source.data)
        return _module(settings.functions)
    if settings.root is None:
        raise UnresolvedImportError("a copy needs a folder of files")
    if settings.copy is not None:
        return _given(settings.root, file, PurePosixPath(settings.copy), source.data)
    return _beside(settings.root, file, source.data)


def _module(dotted: str) -> FunctionsImport:
    dots = len(dotted) - len(dotted.lstrip("."))
    package, _, name = dotted[dots:].rpartition(".")
    return FunctionsImport("." * dots + package, name)


def _given(root: Path, file: PurePosixPath, copy: PurePosixPath, data: bytes) -> FunctionsImport:
    """Import the copy that the user named."""
    if file.parent == copy.parent and not is_package(root, file.parent):
        return FunctionsImport("", copy.stem, str(copy))
    package = package_of(root, file)
    if package is None or not copy.is_relative_to(package):
        raise UnresolvedImportError(f"{copy} cannot be imported from here")
    _check_start(file, data)
    return FunctionsImport(_relative(file, copy.parent), copy.stem, str(copy))


def _beside(root: Path, file: PurePosixPath, data: bytes) -> FunctionsImport:
    """Import a copy in the same package, or in the same folder as a script."""
    package = package_of(root, file)
    if package is None:
        imported, by_path = uses_of(root, file)
        if imported and may_run_alone(data):
            raise UnresolvedImportError("it is run by itself, and imported from another folder")
        if by_path and _IMPORT.search(data) is None:
            raise UnresolvedImportError("it is loaded by its path, where a copy beside it is not found")
        copy = _free(root, file.parent)
        return FunctionsImport("." if imported else "", copy.stem, str(copy))
    _check_start(file, data)
    copy = _free(root, package)
    return FunctionsImport(_relative(file, package), copy.stem, str(copy))


def _check_start(file: PurePosixPath, data: bytes) -> None:
    """Raise where a file of a package is run by itself: a relative import would not resolve."""
    if file.name != "__main__.py" and may_run_alone(data) and not has_relative_import(data):
        raise UnresolvedImportError(f"{file.name} is in a package, and may be run by itself")


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
