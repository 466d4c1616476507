"""The linter's stage of a run, and what of its changes is pending elsewhere."""

from dataclasses import replace

from reweave.run.committed_lint import lint_committed
from reweave.run.pending import pending_paths
from reweave.run.state import RunState


def lint_notes(state: RunState) -> RunState:
    """Lint the notes after the checkpoint, until the time is up; one is linted at least."""
    session = state.session
    with session.stopwatch.part("normalize"):
        lint = lint_committed(
            state.committed,
            state.notes,
            state.config,
            session.cache,
            unsafe=session.options.unsafe,
            by=session.options.by or state.config.run.by,
            after=session.checkpoints.get(state.target.branch, state.prefix),
            out_of_time=state.out_of_time,
        )
    state = replace(state, lint=lint)
    return state.stopped_by("max-minutes", {"notes": lint.left}) if lint.left else state


def find_pending(state: RunState) -> RunState:
    """Find the changes of the linter that are pending on other branches.

    Raises:
        GitError: the history cannot be read.
    """
    changes = state.lint.result.changes
    paths = pending_paths(state.session.repository, changes, state.batches_elsewhere, state.prefix)
    return replace(state, pending=replace(state.pending, paths=paths))


def hold_pending(state: RunState) -> RunState:
    """Leave out what is pending on other branches.

    Notes that get edges are normalized here all the same: they will not be what they are on the other branch.
    """
    woven = frozenset() if state.weave is None else {change.path for change in state.weave.written.changes}
    pending = state.pending.without(woven)
    lint = replace(state.lint, result=pending.hold_back(state.lint.result))
    return replace(state, pending=pending, lint=lint)
