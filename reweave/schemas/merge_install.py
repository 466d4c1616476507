"""The answer of `merge install`."""

from typing import TypedDict

from reweave.schemas import PathFields


class MergeInstall(TypedDict):
    """What was written to register the merge driver."""

    everywhere: bool
    """Whether for all of the user's repositories, or for this one."""
    written: list[PathFields]
    """The files that were written, relative to the current directory."""
