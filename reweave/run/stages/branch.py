"""The branch that a run writes: brought up to date with the remote's, and merged onto a base that moved on."""

from dataclasses import replace

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.target import plan_target
from reweave.run.state import RunState
from reweave.verbosity import say


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


def heed_request(state: RunState) -> RunState:
    """Decline what people answered no to on the branch's pull request, where the run weaves and wants one.

    An answer that cannot be read keeps no run from its work: it is read by the next one.

    Raises:
        ReweaveError: the branch cannot be written.
    """
    session = state.session
    if session.pusher is None or session.lock is None or not state.weaves:
        return state
    forge = session.pusher.forge()
    if forge is None:
        return state
    from reweave.run.request_answers import RequestAnswers

    target = state.target
    answers = RequestAnswers(
        session.repository, target.branch, target.ref, state.base, state.prefix, state.config, state.is_note,
        state.signature,
    )  # fmt: skip
    with session.stopwatch.part("take over"):
        try:
            answers.heed(*forge, session.lock)
        except ReweaveError as error:
            if error.exit_code != Exit.NOT_SENT:
                raise
            say(f"the answers on the pull request were not read: {error.message}")
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
