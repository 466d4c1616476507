"""The answer of commands that write a plan instead of notes."""

from typing import TypedDict

from reweave.schemas import Count, PathFields


class Planned(TypedDict):
    """A plan that was written to a file."""

    plan: PathFields
    """The file."""
    operations: Count
    """How many operations it holds."""
