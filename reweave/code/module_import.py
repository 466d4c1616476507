"""Whether a module that the user names can be imported from a file."""

import importlib.util
import re
from pathlib import Path, PurePosixPath

from reweave.code.layout import has_relative_import, may_run_alone, package_of, uses_of
from reweave.text import quoted


class UnresolvedImportError(Exception):
    """The functions could not be imported from where the program starts; the text says why."""


def check_module(dotted: str, root: Path, file: PurePosixPath, data: bytes) -> None:
    """Check that a file can import a module, as far as the tree shows it.

    Raises:
        UnresolvedImportError: it cannot.
    """
    if dotted.startswith("."):
        _check_relative(dotted, root, file, data)
    elif _changes_path_last(data) and not _is_module(root / file.parent, dotted):
        raise UnresolvedImportError(f"{file.name} changes sys.path; import {quoted(dotted)} below that by hand")
    elif re.search(rf"(?m)^\s*(?:from|import)\s+{re.escape(dotted.partition('.')[0])}\b".encode(), data) is None:
        _check_absolute(dotted, root, file, data)


def _changes_path_last(data: bytes) -> bool:
    """Return whether a file changes where modules are found, after all its imports."""
    place = data.rfind(b"sys.path")
    return place >= 0 and re.search(rb"(?m)^(?:from|import)\s", data[place:]) is None


def _check_relative(dotted: str, root: Path, file: PurePosixPath, data: bytes) -> None:
    level = len(dotted) - len(dotted.lstrip("."))
    package = package_of(root, file)
    if package is None and not (level == 1 and uses_of(root, file).imported):
        raise UnresolvedImportError(f"{file.name} is in no package, where {quoted(dotted)} could be imported")
    if package is not None and file.name != "__main__.py" and may_run_alone(data) and not has_relative_import(data):
        raise UnresolvedImportError(f"{file.name} is in a package, and may be run by itself")
    folder = file.parent
    for _ in range(level - 1):
        folder = folder.parent
    is_inside = package is None or folder.is_relative_to(package)
    if not is_inside or not _is_module(root / folder, dotted[level:]):
        raise UnresolvedImportError(f"no module {quoted(dotted)}; give one that is there, or use 'vendored'")


def _check_absolute(dotted: str, root: Path, file: PurePosixPath, data: bytes) -> None:
    package = package_of(root, file)
    own = file.parent if package is None else package.parent
    where = {folder for folder in (PurePosixPath("."), PurePosixPath("src"), own) if _is_module(root / folder, dotted)}
    if not where:
        if not _is_installed(dotted.partition(".")[0], root):
            raise UnresolvedImportError(
                f"no module {quoted(dotted)} in this folder or installed; give one that is there, or use 'vendored'"
            )
        return
    is_script = package is None and may_run_alone(data)
    if own not in where and is_script and not uses_of(root, file).imported:
        raise UnresolvedImportError(f"{file.name} is run from its own folder, where {quoted(dotted)} is not found")


def _is_module(folder: Path, dotted: str) -> bool:
    path = folder.joinpath(*dotted.split("."))
    return path.with_name(f"{path.name}.py").is_file() or path.is_dir()


def _is_installed(name: str, root: Path) -> bool:
    """Return whether a package is installed here or in the folder's environment, or named by its dependencies."""
    if importlib.util.find_spec(name) is not None:
        return True
    if any(root.glob(f".venv/lib/python*/site-packages/{name}*")):
        return True
    wanted = re.compile(rf"(?im)^[^#\n]*\b{re.escape(name).replace('_', '[-_.]')}\b".encode())
    lists = (root / "pyproject.toml", *root.glob("*requirements*.txt"))
    return any(wanted.search(file.read_bytes()) for file in lists if file.is_file())
