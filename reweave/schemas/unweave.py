"""The answer of `unweave`."""

from typing import TypedDict

from reweave.schemas import Commit


class Edge(TypedDict):
    """An edge."""

    path: str
    """The path of the note that holds it."""
    edge: str
    """`title|type|date`, as in `reweave_edges`."""


class LeftEdge(Edge):
    """An edge that stays."""

    reason: str
    """Why it stays, for people."""


class EmptyKey(TypedDict):
    """A key that lost its last item."""

    path: str
    """The path of the note."""
    key: str
    """The key."""


class Unweave(TypedDict):
    """The edges that were taken out of notes, or would be."""

    written: bool
    """Whether the notes were written; false with --diff."""
    removed: list[Edge]
    """The edges that are taken out."""
    left: list[LeftEdge]
    """The edges that stay."""
    unknown: list[EmptyKey]
    """Keys that are empty now, where the history does not tell how they were before."""
    branch: str | None
    """The branch of the commits, with --commit."""
    run: str | None
    """The run's name for `reweave undo`, where commits were made."""
    commits: list[Commit]
    """The commits that were made, in order."""
