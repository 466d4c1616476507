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
        text = source.decode("utf-8-sig")  # Notepad writes a byte order mark
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        ends = source.count(b"\n", 0, error.start)
        raise ReweaveError("invalid TOML: not UTF-8", code="config-not-toml", path=name, line=ends + 1) from error
    except RecursionError as error:
        raise ReweaveError("invalid TOML: nested too deeply", code="config-not-toml", path=name) from error
    except ValueError as error:  # TOMLDecodeError, or what Python says of a number with thousands of digits
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else None
        why = error if isinstance(error, tomllib.TOMLDecodeError) else "a number has too many digits"
        raise ReweaveError(f"invalid TOML: {why}", code="config-not-toml", path=name, line=line) from error
    is_project = name.endswith(PROJECT)
    checker = Checker(name, text, "tool.reweave." if is_project else "")
    if is_project:
        outer = Checker(name, text, "")
        data = outer.table(outer.table(data.get("tool", {}), "tool").get("reweave", {}), "tool.reweave")
    return checker, data
