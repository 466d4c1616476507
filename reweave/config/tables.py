"""The tables of a configuration file."""

import re
from typing import Any

from reweave.config.checker import Checker
from reweave.config.locate import PROJECT
from reweave.errors import ReweaveError


def read_tables(source: bytes, name: str) -> tuple[Checker, dict[str, Any]]:
    """Return the tables of a configuration file called `name`, unchecked, with the checker for them.

    Raises:
        ReweaveError: it is not TOML.
    """
    import tomllib  # of no use to a vault without a configuration

    try:
        text = source.decode()
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        ends = source.count(b"\n", 0, error.start)
        raise ReweaveError("invalid TOML: not UTF-8", code="config-not-toml", path=name, line=ends + 1) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise ReweaveError(f"invalid TOML: {error}", code="config-not-toml", path=name, line=line) from error
    is_project = name.endswith(PROJECT)
    checker = Checker(name, text, "tool.reweave." if is_project else "")
    if is_project:
        data = checker.table(checker.table(data.get("tool", {}), "tool").get("reweave", {}), "tool.reweave")
    return checker, data
