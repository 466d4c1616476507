"""The notes of a run: those of the commit that it builds on, without edges that no longer hold."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reweave.git.pending import pending_batches
from reweave.run.cache import depends_on
from reweave.run.committed_notes import list_committed
from reweave.run.shard import cells_of
from reweave.run.state import RunState
from reweave.weave.stale_proposal import StaleRemoval

if TYPE_CHECKING:
    from reweave.run.stale import StaleEdges

_KEY = b"stale"


def list_notes(state: RunState) -> RunState:
    """List the notes, and find the batches that are pending on other branches.

    Raises:
        GitError: the commit or the history cannot be read.
    """
    repository, target = state.session.repository, state.target
    with state.session.stopwatch.part("read"):
        committed = list_committed(repository, target.base, state.prefix, state.config, state.is_note)
        batches = pending_batches(repository, target.base, target.ref)
        state = replace(state, committed=committed, batches_elsewhere=batches)
        if state.session.options.shard is None:
            return state
        return replace(state, cells=cells_of({*committed.blobs, *(entry.path for entry in committed.refused)}))


def remove_stale(state: RunState) -> RunState:
    """Take edges out of the branch's notes that were proposed there and no longer hold on the base.

    Raises:
        ReweaveError: the history cannot be read.
    """
    with state.session.stopwatch.part("supersede"):
        merge = state.merge
        deleted = _edges(state).deleted(merge.deleted) if merge is not None and merge.deleted else []
        return replace(state, deleted=deleted, removal=_removal(state))


def _removal(state: RunState) -> StaleRemoval:
    """Find nothing a second time where nothing was found between the same two commits."""
    committed, cache = state.committed, state.session.cache
    if committed.commit == state.base:
        return StaleRemoval()
    compared = state.prefix, state.config.tables, state.base, committed.commit, list(committed.blobs.items())
    digest = depends_on(state.session.repository, *compared)
    if cache.store.get(_KEY, digest) is not None:
        return StaleRemoval()
    removal = _edges(state).remove(committed, state.base, cache)
    if removal == StaleRemoval():
        cache.store.put(_KEY, digest, b"none")
    return removal


def _edges(state: RunState) -> "StaleEdges":
    from reweave.run.stale import StaleEdges

    return StaleEdges(state.session.repository, state.prefix, state.config, state.is_note)
