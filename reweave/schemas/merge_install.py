"""The answer of `merge install`."""

from typing import TypedDict

from reweave.schemas import PathFields


class MergeInstall(TypedDict):
    """What was written to register the merge driver."""

    everywhere: bool
    """Whether for all of the user's repositories, or for this one."""
    written: list[PathFields]
    """The files that were written, relative to the current directory."""
    kept: list["KeptNote"]
    """Notes that another attribute keeps from the driver."""


class KeptNote(PathFields):
    """A note whose own attribute keeps its effect."""

    attribute: str
    """The attribute: `merge=union`, `-merge`, or the filter that the note goes through."""
