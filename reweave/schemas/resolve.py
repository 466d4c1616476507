"""The answer of `resolve`."""

from typing import TypedDict

from reweave.schemas import Count, Left, PathFields


class Resolve(TypedDict):
    """Notes that were in conflict, or held conflict markers."""

    written: bool
    """Whether the notes were written; false with --dry-run."""
    clean: Count
    """Notes that need no manual work."""
    notes: list[PathFields]
    """The notes that change, by path."""
    left: list[Left]
    """What needs manual work."""
