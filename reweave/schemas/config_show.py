"""The answer of `config show`."""

from typing import Any, TypedDict

from reweave.schemas import PathFields


class Setting(TypedDict):
    """A setting in force."""

    key: str
    """Its dotted key."""
    value: Any
    """Its value; null where it has none."""
    is_set: bool
    """Whether the configuration file sets it; otherwise it is the default."""
    found_in: PathFields | None
    """The file of another program that says so, such as Obsidian's settings; null if there is none."""


class ConfigShow(TypedDict):
    """Every setting in force."""

    file: PathFields | None
    """The configuration file; null if there is none."""
    settings: list[Setting]
    """The settings, by table."""
