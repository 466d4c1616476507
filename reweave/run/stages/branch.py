"""The branch that a run writes: brought up to date with the remote's, and merged onto a base that moved on."""

from dataclasses import replace

from reweave.errors import ReweaveError
from reweave.git.target import plan_target
from reweave.run.state import RunState


def sync_remote(state: RunState) -> RunState:
    """Bring what the remote's branch has into ours, if the run pushes.

    Raises:
        ReweaveError: as `Pusher.pull`.
    """
    session = state.session
    if session.pusher is not None and session.lock is not None:
        with session.stopwatch.part("take over"):
            session.pusher.pull(
                state.target.branch, state.base, state.config, state.is_note, state.signature, session.lock
            )
    return state


def merge_diverged(state: RunState) -> RunState:
    """Find the commit to build on; a branch that diverged from the base is merged onto it.

    The merge is on no branch yet: it is delivered together with the commits after it.

    Raises:
        ReweaveError: as `plan_target` and `prepare_merge`.
    """
    session, branch = state.session, state.target.branch
    with session.stopwatch.part("merge"):
        try:
            target = plan_target(session.repository, branch, state.base, new=session.options.new)
            return replace(state, target=target)
        except ReweaveError as error:
            if error.code != "branch-diverged":
                raise
        from reweave.merge.branch import prepare_merge

        merge = prepare_merge(
            session.repository,
            branch,
            state.base,
            state.config,
            state.is_note,
            signature=state.signature,
            name=session.options.base,
        )
        if merge is None:
            return replace(state, target=plan_target(session.repository, branch, state.base))
        return replace(state, target=merge.target, merge=merge)
