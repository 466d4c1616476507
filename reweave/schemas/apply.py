"""The answer of commands that carry out a plan."""

from typing import TypedDict

from reweave.schemas import Commit, Ordinal, PathFields


class Operation(PathFields):
    """An operation, and the note that it is for."""

    id: str
    """The operation's id in the plan."""
    op: str
    """What it does (`reweave schema plan`)."""


class LeftOperation(Operation):
    """An operation that was not carried out."""

    why: str
    """Why not, for people."""


class RefusedLine(PathFields):
    """A line of a worklist that does not hold, and the note that its pair starts from."""

    line: Ordinal
    """Its number."""
    id: str
    """The line's id in the worklist."""
    why: str
    """Why not, for people."""


class Apply(TypedDict):
    """What became of a plan."""

    written: bool
    """Whether anything was written: all of `done`, or nothing."""
    done: list[Operation]
    """The operations that change something."""
    idle: list[Operation]
    """The operations that are done already: the note is as they want it, whatever else changed."""
    stale: list[LeftOperation]
    """The operations whose note changed since the plan was made."""
    refused: list[LeftOperation]
    """The operations that cannot be carried out."""
    refused_lines: list[RefusedLine]
    """The decided lines of a worklist that do not hold; the others are applied."""
    notes: list[PathFields]
    """The notes that change, by path."""
    branch: str | None
    """The branch of the commits, with --commit."""
    run: str | None
    """The run's name for `reweave undo`, where commits were made."""
    commits: list[Commit]
    """The commits that were made, in order."""
