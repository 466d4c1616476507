"""The part of the configuration that the rules about code use."""

from pathlib import Path
from typing import NamedTuple

from reweave.config.model import Config
from reweave.rules.list_indent import ListIndent

IMPORTED, VENDORED = "import", "vendored"
"""Where fixed code has its functions from: the distribution, or a copy beside it; else a module's name."""


class Settings(NamedTuple):
    """Where the functions are, the indentation of list items (`None`: any), and the folder of all files.

    `copy` is the file with the vendored functions, relative to `root` (`None`: one beside the code that needs it).
    """

    functions: str = IMPORTED
    indent: int | None = 0
    root: Path | None = None
    copy: str | None = None


def settings_of(config: Config, root: Path | None = None) -> Settings:
    """Return the settings that a configuration implies.

    The indentation is what a file states: the default is the style of vaults, which code alone need not have.
    """
    indent: int | None = None
    for rule in config.rules_for("") if "indent" in config.rules.get("list-indent", {}) else ():
        if isinstance(rule, ListIndent) and isinstance(rule.options.indent, int):
            indent = rule.options.indent
    return Settings(config.code.functions, indent, root, config.code.functions_file)
