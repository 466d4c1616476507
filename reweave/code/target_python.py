"""Which Pythons a project is for: fixed code must not depend on a distribution that they cannot install."""

import re
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path, PurePosixPath

from reweave.distribution import DISTRIBUTION

_MINORS = range(100)


def too_old(root: Path, paths: Iterable[str]) -> tuple[str, str, str] | None:
    """Return the pyproject.toml of one of these files that allows Pythons which reweave does not, and both ranges."""
    needed = _needed()
    projects = {_project_of(root, PurePosixPath(path)) for path in paths} - {None}
    for project in sorted(map(str, projects)):
        stated = _stated(root / project)
        if stated is not None and _minors(stated) - _minors(needed):
            return project, stated, needed
    return None


def _needed() -> str:
    try:
        return metadata.metadata(DISTRIBUTION)["Requires-Python"]
    except metadata.PackageNotFoundError:  # run from a checkout
        return ""


def _project_of(root: Path, path: PurePosixPath) -> PurePosixPath | None:
    candidates = (folder / "pyproject.toml" for folder in path.parents)
    return next((file for file in candidates if (root / file).is_file()), None)


def _stated(file: Path) -> str | None:
    """Return the Pythons that a project is for, as its pyproject.toml says."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    stated = _at(table, "project", "requires-python") or _at(table, "tool", "poetry", "dependencies", "python")
    return stated if isinstance(stated, str) else None


def _at(table: object, *keys: str) -> object:
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return table


def _minors(stated: str) -> set[int]:
    """Return the minor versions of Python 3 that a range holds; none where it is not understood."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # only where code is fixed

    try:
        # Poetry's `^3.9` and `~3.9` start where `>=3.9` does.
        allowed = SpecifierSet(re.sub(r"\^|~(?!=)", ">=", stated))
    except InvalidSpecifier:
        return set()
    return {minor for minor in _MINORS if f"3.{minor}.99" in allowed}
