"""The answer of `init`."""

from typing import TypedDict

from reweave.schemas import PathFields


class Init(TypedDict):
    """The configuration with the style that most notes follow."""

    file: PathFields
    """The configuration's file."""
    written: bool
    """Whether it was written; false with --print."""
    configuration: str
    """The configuration, as TOML."""
