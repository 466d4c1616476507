"""Delivering a change set as commits: every object first, then one update of the branch."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex

from reweave.git.batch import DEFAULT_SIZE, Batch, Grouping, limit_batches, split_batches
from reweave.git.commits import Step, commit_steps
from reweave.git.lock import Lock
from reweave.git.message import batch_message
from reweave.git.repository import Repository
from reweave.git.run_refs import keep_run
from reweave.git.signature import Signature
from reweave.git.target import Target
from reweave.git.tree import Replacement
from reweave.note.changeset import Change, ChangeSet
from reweave.verbosity import timed_step


@dataclass(frozen=True, slots=True)
class CommitOptions:
    """How a change set is split into commits; `run` names the run (None: a new name).

    `max_notes` limits the notes that one run changes: no batch is larger, and batches beyond it are left for later.
    No batch holds notes of two `cells`, where these are given.
    """

    batch_size: int = DEFAULT_SIZE
    by: Grouping = Grouping.FOLDER
    signature: Signature = field(default_factory=Signature)
    run: str | None = None
    max_notes: int | None = None
    cells: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivered run: its name, its branch, and its commits, oldest first (empty where nothing changed).

    `left` are the batches beyond the run's limit.
    """

    run: str
    branch: str
    commits: tuple[str, ...]
    steps: tuple[Step, ...]
    left: tuple[Batch, ...] = ()


def plan_delivery(changeset: ChangeSet, options: CommitOptions, target: Target) -> Delivery:
    """Return what `deliver_commits` would deliver, without touching the repository."""
    run = options.run or new_run()
    batches, left = _batches(changeset, options)
    return Delivery(run, target.branch, (), _steps(batches, options, run), tuple(left))


@timed_step("make the commits")
def deliver_commits(
    repository: Repository,
    changeset: ChangeSet,
    options: CommitOptions,
    *,
    target: Target,
    lock: Lock,
    before_update: Callable[[], None] | None = None,
) -> Delivery:
    """Make the commits of `changeset` (paths from the top of the repository) and update the branch to the last one.

    Only the object store and that one ref are written. `lock` is the repository's own, held. `before_update` is called
    when all objects are there; what it raises leaves the branch where it was.

    Raises:
        ReweaveError: a note or the branch changed since it was read (exit 5), git has no identity (`no-identity`),
            the branch is checked out, or git failed. The branch is then where it was.
    """
    plan = plan_delivery(changeset, options, target)
    reason = f"reweave: run {plan.run}"
    commits = commit_steps(repository, plan.steps, target, options.signature, reason, lock, before_update)
    if commits:
        keep_run(repository, plan.run, commits[-1])
    return Delivery(plan.run, target.branch, commits, plan.steps, plan.left)


def new_run() -> str:
    """Return a new name for a run: its start time (UTC) and a few random digits."""
    return time.strftime("%Y%m%d-%H%M%S-", time.gmtime()) + token_hex(3)


def _batches(changeset: ChangeSet, options: CommitOptions) -> tuple[Sequence[Batch], Sequence[Batch]]:
    cells: dict[int, ChangeSet] = {}
    for change in changeset.changes:
        cell = 0 if options.cells is None else options.cells.get(change.path, 0)
        cells.setdefault(cell, ChangeSet()).add([change])
    room, taken, left = options.max_notes, list[Batch](), list[Batch]()
    for _, own in sorted(cells.items(), key=lambda item: item[0]):
        if room == 0:
            left += split_batches(own, options.batch_size, options.by)
            continue
        now, later = limit_batches(own, options.batch_size, options.by, room)
        taken += now
        left += later
        if room is not None:
            room = 0 if later else room - len({change.path for batch in now for change in batch.changes})
    return taken, left


def _steps(batches: Sequence[Batch], options: CommitOptions, run: str) -> tuple[Step, ...]:
    return tuple(
        Step(
            batch_message(batch, run, number, len(batches), options.signature.trailers),
            dict(file for change in batch.changes for file in _files(change)),
            batch.kind,
        )
        for number, batch in enumerate(batches, 1)
    )


def _files(change: Change) -> Iterator[tuple[str, Replacement]]:
    """Yield what a change does to files: one replaced, created or deleted, or both with its mode kept."""
    if change.to:
        yield change.path, Replacement(change.before, None)
        yield change.to, Replacement(None, change.after, change.path)
    else:
        before, after = None if change.made else change.before, None if change.gone else change.after
        yield change.path, Replacement(before, after)
