"""What the rules about code take from the configuration."""

from typing import NamedTuple

FUNCTIONS_MODULE = "reweave.fm"
"""Where fixed code takes its functions from, if the configuration names no copy."""


class Settings(NamedTuple):
    """What the configuration says: the module with the functions, and the indentation of lists (`None`: any)."""

    functions: str = FUNCTIONS_MODULE
    indent: int | None = 0
