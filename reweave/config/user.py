"""The user's own configuration: what a vault must not decide, since it says where words and secrets are sent."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from reweave.config.checker import Checker
from reweave.config.judge import JudgeConfig, read_judge
from reweave.config.locate import read_config
from reweave.config.tables import read_tables
from reweave.text import quoted

RESERVED = ("stated", "judge")
"""Names that `--type-by` takes and that no judge can have."""


class IndexConfig(NamedTuple):
    """`[index]`: `key-env` is the environment variable with the key of the database that `--index-url` names."""

    key_env: str = ""


class UserConfig(NamedTuple):
    """The user's configuration: the `judges` by name, and what the database of a text index needs, `[index]`."""

    judges: Mapping[str, JudgeConfig] = MappingProxyType({})
    text_index: IndexConfig = IndexConfig()


def user_file(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return where the user's configuration is looked for; `None` without a home directory.

    That is `reweave/config.toml` in `$XDG_CONFIG_HOME`, else in `~/Library/Application Support` on macOS and in
    `~/.config` elsewhere. A relative folder does not count, as the XDG specification demands: it could be the vault's.
    """
    named = Path(environ.get("XDG_CONFIG_HOME", ""))
    if named.is_absolute():
        return named / "reweave" / "config.toml"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    below = "Library/Application Support" if sys.platform == "darwin" else ".config"
    return home / below / "reweave" / "config.toml" if home.is_absolute() else None


def load_user_config(file: Path | None) -> UserConfig:
    """Read and check the user's configuration: `file`, or the one in its usual place, which need not exist.

    Raises:
        ReweaveError: it cannot be read, is not TOML, or has an invalid key or value.
    """
    if file is None:
        file = user_file()
        if file is None or not os.path.lexists(file):
            return UserConfig()
    checker, data = read_tables(read_config(str(file)), str(file))
    checker.names(data, ("judges", "index"), "the user's configuration", "key")
    judges = checker.table(data.get("judges", {}), "judges")
    index = checker.options(IndexConfig, checker.table(data.get("index", {}), "index"), "index")
    return UserConfig({name: _judge(checker, name, value) for name, value in judges.items()}, IndexConfig(**index))


def _judge(checker: Checker, name: str, value: object) -> JudgeConfig:
    key = f"judges.{name}"
    if name in RESERVED:
        raise checker.error(f"the judge name {quoted(name)} is reserved", key, "use another name")
    return read_judge(checker, value, key)
