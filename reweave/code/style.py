"""What a vault's configuration says about the code around it."""

from reweave.code.settings import Settings
from reweave.config.model import Config
from reweave.rules.list_indent import ListIndent


def settings_of(config: Config) -> Settings:
    """Return where fixed code takes its functions from, and the style of lists that it should write."""
    indent: int | None = None
    for rule in config.rules_for(""):
        if isinstance(rule, ListIndent) and isinstance(rule.options.indent, int):
            indent = rule.options.indent
    return Settings(config.code.functions, indent)
