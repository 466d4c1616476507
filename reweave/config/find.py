"""Finding a vault's configuration file, and its tables."""

import re
from pathlib import Path
from typing import Any

from reweave.config.checker import Checker
from reweave.config.locate import PROJECT, config_in
from reweave.errors import ReweaveError


def find_config(folder: Path, top: Path | None = None) -> Path | None:
    """Return the nearest `reweave.toml`, or `pyproject.toml` with a `[tool.reweave]`, in `folder` or above it.

    `top` is the last folder to look in (a repository's own), `None` the root of the file system.
    """
    for one in (folder, *folder.parents):
        found = config_in(str(one))
        if found is not None:
            return Path(found)
        if one == top:
            return None
    return None


def read_tables(source: bytes, name: str) -> tuple[Checker, dict[str, Any]]:
    """Return the tables of a configuration file called `name`, unchecked, with the checker for them.

    Raises:
        ReweaveError: it is not TOML.
    """
    import tomllib  # of no use to a vault without a configuration

    try:
        text = source.decode()
        data = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise ReweaveError(f"not TOML: {error}", code="config-not-toml", path=name, line=line) from error
    is_project = name.endswith(PROJECT)
    checker = Checker(name, text, "tool.reweave." if is_project else "")
    if is_project:
        data = checker.table(checker.table(data.get("tool", {}), "tool").get("reweave", {}), "tool.reweave")
    return checker, data
