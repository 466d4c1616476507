"""The answer of `undo`."""

from typing import TypedDict

from reweave.schemas import Commit


class Undo(TypedDict):
    """The commits that undo a run, or one batch of it."""

    run: str
    """The run, or its batch."""
    branch: str
    """The branch of the commits."""
    commits: list[Commit]
    """The commits that were made, in order; empty: it was undone already."""
    remembered: bool
    """Whether the last commit remembers it, so that no run makes the same changes again; see `reweave answers`."""
