"""The weave of a shard: decided over the whole vault as the base has it, written to the shard's own notes."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reweave.run.committed_notes import list_committed
from reweave.run.woven import Woven
from reweave.weave.edge_changes import build_changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from reweave.run.state import RunState
    from reweave.vault.vault import Vault
    from reweave.weave.pipeline import WeaveResult


def weave_shard(state: "RunState", weave: "Callable[[Vault], WeaveResult]") -> Woven:
    """Return the edges whose notes are the shard's, out of those of the whole vault.

    `weave` is called with the notes of the base: every shard decides the same, whatever its own branch and those of the
    others hold by now. What the shard's branch has already is left out.

    Raises:
        ReweaveError: as `weave`, or git failed.
    """
    repository, cache, config = state.session.repository, state.session.cache, state.config
    base = list_committed(repository, state.base, state.prefix, config, state.is_note)
    decided = weave(cache.vault(base.notes.items(), config))
    normalized = {total.path: total.after for total in state.lint.result.changes.totals()}
    now = cache.vault({**dict(state.read(state.blobs())), **normalized}.items(), config)
    there = {(now.records[edge.source].path, now.records[edge.target].path, edge.type) for edge in now.edges}
    own = [
        placement
        for placement in decided.proposed.edges
        if state.holds(placement.holder)
        and placement.holder in now.by_path
        and (placement.edge.source, placement.edge.target, placement.edge.type) not in there
    ]
    proposed = replace(decided.proposed, edges=tuple(own))
    return Woven.of(
        replace(decided, proposed=proposed, written=build_changes(now, own, config, singly=state.grouping.by_edge))
    )
