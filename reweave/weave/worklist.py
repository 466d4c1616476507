"""The pairs of notes that an agent is to type: proposed edges, then likely pairs without a proposal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reweave.vault.vault import Vault
from reweave.weave.judge.excerpt import Excerpt, excerpt_of
from reweave.weave.judged import untyped_links
from reweave.weave.pipeline import WeaveResult
from reweave.weave.promotion import PROMOTABLE_TYPES
from reweave.weave.proposal import candidate_reason, edge_between
from reweave.weave.proposed_edge import EdgeKind, ProposedEdge, Reason
from reweave.weave.stated.phrases import RELATED

NOTE_CHARACTERS = 4_000
"""How much of a note's text is shown."""


@dataclass(frozen=True, slots=True)
class WorklistPair:
    """A pair to type: its edge, with the reason, and whether that edge is proposed."""

    edge: ProposedEdge
    proposed: bool


def worklist_pairs(result: WeaveResult) -> Iterator[WorklistPair]:
    """Yield the pairs of a weave: every edge that it proposes, then what a judge would be asked.

    That are links whose type nobody states, and unlinked pairs, the likeliest first. Pairs are left out that no edge
    may join.
    """
    seen = {frozenset((one.edge.source, one.edge.target)) for one in result.proposed.edges}
    for placement in result.writable:
        yield WorklistPair(placement.edge, proposed=True)
    for edges in (_untyped(result), _likely(result)):
        for edge in edges:
            pair = frozenset((edge.source, edge.target))
            if pair not in seen and result.edge_filter.refusal(edge) is None:
                seen.add(pair)
                yield WorklistPair(edge, proposed=False)


def _untyped(result: WeaveResult) -> Iterator[ProposedEdge]:
    """Yield edges of the links in the sources' bodies whose type nobody states; the type stands for any."""
    vault = result.vault
    type_ = next((one.name for one in vault.config.types if one.name in PROMOTABLE_TYPES), None)
    if type_ is not None:
        for source, target in untyped_links(vault, result.sources):
            yield edge_between(
                vault, source, target, type_, result.day, score=0.0, reason=Reason(), kind=EdgeKind.PROMOTED
            )


def _likely(result: WeaveResult) -> Iterator[ProposedEdge]:
    """Yield edges of unlinked pairs that the ranker finds likely."""
    vault, finder, types = result.vault, result.proposed.finder, [one.name for one in result.vault.config.types]
    if finder is None or not types:
        return
    type_ = RELATED if RELATED in types else types[0]
    for one in finder.asked_pairs(result.sources):
        reason = candidate_reason(vault, one)
        yield edge_between(
            vault, one.source, one.target, type_, result.day, score=one.probability, reason=reason, kind=EdgeKind.NEW
        )


def excerpts(vault: Vault) -> Callable[[str], Excerpt]:
    """Return what gives the bounded text of the note at a path."""
    known: dict[str, Excerpt] = {}

    def excerpt(path: str) -> Excerpt:
        if path not in known:
            known[path] = excerpt_of(vault.records[vault.by_path[path]], NOTE_CHARACTERS)
        return known[path]

    return excerpt
