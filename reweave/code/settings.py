"""The part of the configuration that the rules about code use."""

from pathlib import Path
from typing import NamedTuple

from reweave.config.model import Config
from reweave.rules.list_indent import ListIndent

FUNCTIONS_MODULE = "reweave.fm"
"""The module that fixed code imports its functions from unless the configuration names a copy."""


class Settings(NamedTuple):
    """The module with the functions, the indentation of list items (`None`: any), and the folder of all files."""

    functions: str = FUNCTIONS_MODULE
    indent: int | None = 0
    root: Path | None = None


def settings_of(config: Config, root: Path | None = None) -> Settings:
    """Return the settings that a configuration implies.

    The indentation is what a file states: the default is the style of vaults, which code alone need not have.
    """
    indent: int | None = None
    for rule in config.rules_for("") if "indent" in config.rules.get("list-indent", {}) else ():
        if isinstance(rule, ListIndent) and isinstance(rule.options.indent, int):
            indent = rule.options.indent
    return Settings(config.code.functions, indent, root)
