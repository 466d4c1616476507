"""The notes of a run: those of the commit that it builds on, without edges that no longer hold."""

from dataclasses import replace

from reweave.git.pending import pending_batches
from reweave.run.committed_notes import list_committed
from reweave.run.stale import StaleEdges
from reweave.run.state import RunState


def list_notes(state: RunState) -> RunState:
    """List the notes, and find the batches that are pending on other branches.

    Raises:
        GitError: the commit or the history cannot be read.
    """
    repository, target = state.session.repository, state.target
    with state.session.stopwatch.part("read"):
        committed = list_committed(repository, target.base, state.prefix, state.config, state.is_note)
        return replace(
            state, committed=committed, batches_elsewhere=pending_batches(repository, target.base, target.ref)
        )


def remove_stale(state: RunState) -> RunState:
    """Take edges out of the branch's notes that were proposed there and no longer hold on the base.

    Raises:
        ReweaveError: the history cannot be read.
    """
    session, merge = state.session, state.merge
    with session.stopwatch.part("supersede"):
        edges = StaleEdges(session.repository, state.prefix, state.config, state.is_note)
        deleted = edges.deleted(merge.deleted) if merge is not None and merge.deleted else []
        return replace(state, deleted=deleted, removal=edges.remove(state.committed, state.base, session.cache))
