"""The answer of `run`, and its report in JSON."""

from typing import Annotated, Literal, TypedDict

from reweave.note.changeset import ChangeKind
from reweave.schemas import Commit, Count, Day, Keywords, Left, Ordinal, Orphans, PathFields, Summary
from reweave.weave.proposed_edge import EdgeKind

_KINDS = tuple(ChangeKind)


class Batch(TypedDict):
    """A commit."""

    commit: str | None
    """Its name; null in a dry run."""
    subject: str
    """The first line of the message."""
    kind: Annotated[str, Keywords(enum=_KINDS)]
    """The kind of change."""
    notes: Ordinal
    """How many notes it changes."""


class Finding(PathFields):
    """A finding that the commits do not fix."""

    line: Ordinal
    """The line, from 1."""
    column: Ordinal
    """The column, from 1."""
    rule: str
    """The rule that found it."""
    message: str
    """What is wrong, for people."""
    known: bool
    """Whether it is accepted; see `reweave baseline`."""


class Edge(TypedDict):
    """An edge that was written."""

    source: str
    """The path of the note that it leaves."""
    target: str
    """The path of the note that it reaches."""
    source_title: str
    """The source's title."""
    target_title: str
    """The target's title."""
    type: str
    """Its type."""
    kind: Annotated[str, Keywords(enum=tuple(EdgeKind))]
    """promoted: the text links the target and says why. mentioned:
    the text of one has the other's name. new: nothing links the two."""
    holder: str
    """The path of the note to which it was written."""
    score: float
    """How sure the weave is, from 0 to 1."""
    reason: str
    """Why it was proposed."""


class StaleEdge(TypedDict):
    """An edge that was pending on the branch and no longer holds."""

    path: str
    """The path of the note that held it."""
    title: str
    """The name by which it called the other note."""
    type: str
    """Its type."""
    date: Day
    """The day on which it was written."""
    why: str
    """Why it no longer holds."""


class Stop(TypedDict):
    """A limit that was reached."""

    limit: str
    """Its key in the configuration."""
    value: float
    """The limit as configured."""
    left: dict[str, Count]
    """What is left for the next run, counted by what it is."""


class PullRequest(TypedDict):
    """A pull request."""

    url: str
    """Its address."""
    done: Literal["opened", "updated", "kept"]
    """What was done."""


class Push(TypedDict):
    """What became of the push that --push asked for."""

    remote: str
    """Its URL, without credentials."""
    branch: str
    """The branch on the remote."""
    done: Literal["pushed", "up-to-date", "nothing", "failed"]
    """What was done."""
    commit: str | None
    """The branch's commit on the remote; null where that is unknown, or there is none."""
    pull_request: PullRequest | None
    """What became of the pull request; null: none was asked for."""
    failure: str | None
    """The code of the error that the command ended with."""


class Run(TypedDict):
    """What one run did, or would do."""

    run: str
    """The run's name, for `reweave undo`."""
    branch: str
    """The branch that was, or would be, written."""
    base: Commit
    """The commit that was asked for."""
    start: Commit
    """The parent of the run's first commit: the base, the branch's end, or their merge."""
    dry_run: bool
    """Whether nothing was to be written."""
    commits: list[Batch]
    """The commits, oldest first."""
    summary: Summary
    """Counts of notes. Every note is in exactly one of the classes after `notes`."""
    left: list[Finding]
    """The findings that the commits do not fix, by note."""
    edges: list[Edge]
    """The edges that were written."""
    stale_edges: list[StaleEdge]
    """Edges that were pending on the branch and no longer hold: taken out, or gone with their note."""
    not_written: list[Left]
    """Edges that their note cannot take or lose."""
    orphans: Orphans
    """Notes in the graph that no edge of another one reaches."""
    not_proposed: dict[str, Count]
    """How many pairs were not proposed, by reason."""
    near_duplicates: list[Annotated[list[str], Keywords(min_items=2)]]
    """Groups of notes that share a title or say the same, and are not linked."""
    waiting: dict[str, Count]
    """How many changes are already pending on other branches, by branch."""
    stopped_by: list[Stop]
    """The limits that were reached."""
    merged: Count
    """How many notes were merged semantically, because the branch had diverged from its base."""
    cost: Annotated[float, Keywords(minimum=0)]
    """What the model cost, in the currency of its prices."""
    push: Push | None
    """What became of the push that --push asked for; null without it."""
    seconds: dict[str, Annotated[float, Keywords(minimum=0)]]
    """How long each part took."""
