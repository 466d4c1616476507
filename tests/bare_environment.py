"""A Python that finds nothing but what an installation without extras brings: links to the installed packages."""

import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parent.parent


@cache
def project() -> dict[str, object]:
    """Return `[project]` of pyproject.toml."""
    table = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    assert isinstance(table, dict)
    return table


def core_distributions() -> list[metadata.Distribution]:
    """Return the distributions that the plain requirements lead to."""
    direct = project()["dependencies"]
    assert isinstance(direct, list)
    waiting, found = [Requirement(line) for line in direct], dict[str, metadata.Distribution]()
    while waiting:
        wanted = waiting.pop()
        if wanted.name.lower() in found or (wanted.marker is not None and not wanted.marker.evaluate({"extra": ""})):
            continue
        found[wanted.name.lower()] = metadata.distribution(wanted.name)
        waiting += [Requirement(line) for line in found[wanted.name.lower()].requires or ()]
    return list(found.values())


def make_bare(folder: Path) -> list[str]:
    """Link the plain requirements and reweave into a folder; return the command that runs reweave with these alone."""
    folder.mkdir()
    (folder / "reweave").symlink_to(PROJECT / "reweave")
    for distribution in core_distributions():
        for name in {file.parts[0] for file in distribution.files or () if ".." not in file.parts}:
            link = folder / name
            if not link.exists():
                link.symlink_to(str(distribution.locate_file(name)))
    program = f"import sys; sys.path.append({str(folder)!r}); from reweave.__main__ import main; main()"
    return [sys.executable, "-I", "-S", "-c", program]
