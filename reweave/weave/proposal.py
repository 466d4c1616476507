"""Proposals: edges that authors state, then those that the ranker finds, all through one filter."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reweave.progress import progress
from reweave.vault.vault import Vault
from reweave.weave.filters import EdgeFilter
from reweave.weave.placement import Placement
from reweave.weave.promotion import find_promotable
from reweave.weave.proposed_edge import EdgeKind, ProposedEdge, Quote, Reason
from reweave.weave.refusal import Refusal
from reweave.weave.stated.phrases import RELATED
from reweave.weave.verdict import DUPLICATE, NONE, EdgeTyper, Verdict

if TYPE_CHECKING:
    from reweave.weave.rank.duplicates import DuplicateGroup
    from reweave.weave.rank.ranker import Candidate, Ranker


CANDIDATES_PER_NOTE = 10
"""Candidates looked at for a note; the caps bound what is kept of them."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals of a weave, stated edges first; the refusals by reason; and groups of near-duplicate notes.

    `ranker` is the one that was asked, where one was.
    """

    edges: tuple[Placement, ...]
    refused: Counter[Refusal]
    duplicates: "tuple[DuplicateGroup, ...]"
    sources: int
    ranker: "Ranker | None" = None


_ASKED_AT = 0.30
"""The probability from which a judge is asked about a pair."""


def propose(
    edge_filter: EdgeFilter,
    stating: Collection[int],
    sources: Collection[int],
    day: date,
    *,
    new: bool = True,
    judge: EdgeTyper | None = None,
) -> Proposals:
    """Propose the edges that notes `stating` state, and with `new` those that the ranker finds from `sources`.

    Notes are places in the filter's vault; each edge carries `day`. A type is written only where an author states it
    (or where `judge` says so); a pair that nobody links and that the ranker is sure of becomes `related`, where the
    vault has that type. Nothing here depends on the order of the notes.
    """
    vault, chosen = edge_filter.vault, frozenset(sources)
    for verdict in find_promotable(vault, notes=frozenset(stating)):
        _offer(edge_filter, verdict, day, verdict.confidence, EdgeKind.PROMOTED)
    duplicates: tuple[DuplicateGroup, ...] = ()
    can_type = judge is not None or any(one.name == RELATED for one in vault.config.types)
    ranker = None
    if new and chosen and can_type:
        from reweave.weave.rank.duplicates import group_numbers, near_duplicates
        from reweave.weave.rank.ranker import Ranker

        ranker = Ranker(vault)
        duplicates = tuple(near_duplicates(ranker, chosen))
        edge_filter.duplicates = group_numbers(duplicates)
        # A judge reads the pair, and needs a quote: it is asked about less likely ones, too.
        likely = _likely(vault, ranker, chosen, ranker.model.related_at if judge is None else _ASKED_AT)
        if judge is None:
            # What two notes have in common they have in common from either side. A note that much is linked to is
            # likely from every side, and right from few.
            for one in filter(ranker.mutual, likely):
                reason = candidate_reason(vault, one)
                _offer_pair(edge_filter, one.source, one.target, RELATED, day, one.probability, reason, EdgeKind.NEW)
        else:
            chances = {(one.source, one.target): one.probability for one in likely}
            for verdict in judge(vault, list(chances)):
                _offer(edge_filter, verdict, day, chances[verdict.source, verdict.target], EdgeKind.NEW)
    return Proposals(tuple(edge_filter.accepted), edge_filter.refused, duplicates, len(chosen), ranker)


def _offer(edge_filter: EdgeFilter, verdict: Verdict, day: date, score: float, kind: EdgeKind) -> None:
    if verdict.type == DUPLICATE:
        edge_filter.refused[Refusal.DUPLICATE] += 1
    elif verdict.type is not None and verdict.type != NONE:
        reason = Reason(Quote(verdict.path, verdict.line, verdict.quote), rule=verdict.rule)
        _offer_pair(edge_filter, verdict.source, verdict.target, verdict.type, day, score, reason, kind)


def _offer_pair(
    edge_filter: EdgeFilter,
    source: int,
    target: int,
    type: str,
    day: date,
    score: float,
    reason: Reason,
    kind: EdgeKind,
) -> None:
    edge_filter.offer(edge_between(edge_filter.vault, source, target, type, day, score=score, reason=reason, kind=kind))


def edge_between(
    vault: Vault, source: int, target: int, type: str, day: date, *, score: float, reason: Reason, kind: EdgeKind
) -> ProposedEdge:
    """Return the edge of two places, called by names that mean them alone."""
    records = vault.records
    paths = records[source].path, records[target].path
    titles = vault.reference(source) or paths[0], vault.reference(target) or paths[1]
    return ProposedEdge(*paths, *titles, type, day, score, reason, kind)


def candidate_reason(vault: Vault, one: "Candidate") -> Reason:
    """Return the evidence for a pair."""
    linkers = tuple(vault.records[place].title for place in one.linkers)
    return Reason(features=one.evidence, terms=one.shared_terms, linkers=linkers)


def linked_notes(vault: Vault) -> Callable[[int], frozenset[int]]:
    """Return a function from a note to the notes linked with it, in either direction."""
    # What a weave wrote keeps its place among the candidates, so that a second weave looks no further down.
    known = [vault.mentions(place) - vault.provenance_targets(place) for place in range(len(vault))]
    naming: dict[int, set[int]] = {}
    for place, named in enumerate(known):
        for other in named:
            naming.setdefault(other, set()).add(place)
    return lambda place: known[place].union(naming.get(place, ()))


def asked_pairs(vault: Vault, ranker: "Ranker", sources: Collection[int]) -> "list[Candidate]":
    """Return the unlinked pairs that a judge is asked about, the likeliest first."""
    return _likely(vault, ranker, sources, _ASKED_AT)


def _likely(vault: Vault, ranker: "Ranker", sources: Collection[int], least: float) -> "list[Candidate]":
    """Return the pairs of a probability of `least` or more that nobody links, the surest first.

    Of sources that share a title, the first is asked for all.
    """
    known = linked_notes(vault)
    asked: dict[int, int] = {}
    for place in sorted(sources):
        asked.setdefault(ranker.claim(place), place)
    found = [
        candidate
        for place in progress(asked.values(), label="looking for links", total=len(asked))
        for candidate in ranker.candidates(place, CANDIDATES_PER_NOTE, without=known(place), least=least)
    ]
    return sorted(found, key=lambda one: (-one.probability, one.source, one.target))
