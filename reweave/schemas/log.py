"""The answer of `log`."""

from typing import Annotated, TypedDict

from reweave.schemas import Commit, Keywords, Ordinal


class Batch(TypedDict):
    """A batch: one commit."""

    batch: Ordinal
    """Its number, for `reweave undo RUN/BATCH`."""
    of: Ordinal
    """How many batches the run has."""
    kind: str
    """The kind of change."""
    commit: Commit
    """The commit."""
    subject: str
    """The commit's first line."""
    undone_by: Commit | None
    """The commit that undid it, where there is one."""


class Run(TypedDict):
    """A run."""

    run: str
    """Its name, for `reweave undo`."""
    time: Annotated[str, Keywords(format="date-time")]
    """When, in UTC."""
    author: str
    """Who."""
    undone: bool
    """Whether all of it was undone."""
    batches: list[Batch]
    """Its commits, in order."""


class Log(TypedDict):
    """The runs and batches in the repository's history, newest first."""

    runs: list[Run]
    """The runs."""
