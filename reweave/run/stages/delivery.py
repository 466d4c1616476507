"""The commits of a run, the move of its branch, and where the next run goes on."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.delivery import CommitOptions, deliver_commits, new_run, plan_delivery
from reweave.git.lock import Lock
from reweave.git.refs import update_branch
from reweave.note.changeset import ChangeKind, ChangeSet
from reweave.run.state import RunState
from reweave.text import count_of, printable
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.merge.branch import PreparedMerge


def commit_changes(state: RunState) -> RunState:
    """Make the commits and move the branch; a dry run only plans them.

    Raises:
        ReweaveError: as `deliver_commits`, or the base moved (`base-moved`, exit 5). The branch is then where it was.
    """
    session, own = state.session, state.config.run
    options = CommitOptions(
        session.options.batch_size or own.batch_size,
        state.grouping,
        state.signature,
        new_run(),
        own.max_notes,
        {state.prefix + path: cell for path, cell in state.cells.items()} or None,
    )
    changes = _changes(state)
    with session.stopwatch.part("deliver"):
        if session.lock is None:
            state = _planned(state, changes, options)
        else:
            state = _delivered(state, changes, options, session.lock)
    return _with_left(state)


def keep_checkpoint(state: RunState) -> RunState:
    """Remember where the next run goes on: after the last note if the time was up, else from the start."""
    session = state.session
    if session.lock is not None:
        unfinished = state.lint.left or any(stop.limit == "run.max-minutes" for stop in state.stops)
        session.checkpoints.keep(state.target.branch, state.prefix, state.lint.last if unfinished else "")
    return state


def _changes(state: RunState) -> ChangeSet:
    """Return the changes of all stages, by their paths from the top of the repository."""
    changes = [*state.removal.changes, *state.lint.result.changes.changes]
    if state.weave is not None:
        changes += state.weave.changes
    changes += state.answers
    prefix = state.prefix
    return ChangeSet(
        [change._replace(path=prefix + change.path, other=change.other and prefix + change.other) for change in changes]
    )


def _planned(state: RunState, changes: ChangeSet, options: CommitOptions) -> RunState:
    delivery, merge = plan_delivery(changes, options, state.target), state.merge
    delivers_merge = merge is not None and (delivery.steps or merge.needed)
    return replace(state, delivery=delivery, merged=merge.notes if merge is not None and delivers_merge else ())


def _delivered(state: RunState, changes: ChangeSet, options: CommitOptions, lock: Lock) -> RunState:
    session, target = state.session, state.target

    def check_base() -> None:
        _check_base(state)

    delivery = deliver_commits(session.repository, changes, options, target=target, lock=lock, before_update=check_base)
    state = replace(state, delivery=delivery)
    merge = state.merge
    if merge is None or not (delivery.commits or merge.needed):
        return state
    if not delivery.commits:
        check_base()
        update_branch(session.repository, target, target.base, f"reweave: merge {target.branch}", lock)
    return _with_merge(state, merge)


def _with_merge(state: RunState, merge: "PreparedMerge") -> RunState:
    branch, base, notes = state.target.branch, state.session.options.base, len(merge.notes)
    say(f"{branch} had diverged from {base}; merged first ({count_of(notes, 'note')} merged semantically)")
    return replace(state, merged=merge.notes)


def _check_base(state: RunState) -> None:
    """Raise `base-moved` if the base is not the commit any more that this attempt started from."""
    try:
        moved = state.session.resolve_base() != state.base
    except ReweaveError:
        moved = True
    if moved:
        raise ReweaveError(
            f"{printable(state.session.options.base)} moved during the run",
            code="base-moved",
            exit_code=Exit.MOVED,
            suggestion="run again",
        )


def _with_left(state: RunState) -> RunState:
    """Return the state with `max-notes` reached if batches were left; it counts what is left better than the weave."""
    batches = state.delivery.left
    if not batches:
        return state
    changes = [(batch.kind, change) for batch in batches for change in batch.changes]
    edges = sum(len(change.reasons) for kind, change in changes if kind is ChangeKind.EDGES)
    notes = len({change.path for _, change in changes})
    state = replace(state, stops=tuple(stop for stop in state.stops if stop.limit != "run.max-notes"))
    return state.stopped_by("max-notes", {"notes": notes, "edges": edges})
