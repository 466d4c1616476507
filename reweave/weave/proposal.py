"""Proposals: edges that authors state, then those that the ranker finds, all through one filter."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reweave.vault.vault import Vault
from reweave.weave.cache import WeaveCache
from reweave.weave.candidate import Candidate, Choice, DuplicateGroup, Mention, Trust, group_numbers
from reweave.weave.filters import EdgeFilter
from reweave.weave.judged import Judged, screened, untyped_links
from reweave.weave.link_finder import LinkFinder
from reweave.weave.placement import Placement
from reweave.weave.promotion import PROMOTABLE_TYPES, find_promotable
from reweave.weave.proposed_edge import EdgeKind, ProposedEdge, Quote, Reason
from reweave.weave.refusal import Refusal
from reweave.weave.stated.phrases import RELATED
from reweave.weave.statement_cache import StatementCache
from reweave.weave.verdict import DUPLICATE, NONE, EdgeTyper, Verdict

_QUOTED = 120
"""So many characters around a mention are quoted."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals of a weave, stated edges first; the refusals by reason; and groups of near-duplicate notes.

    `finder` is the one that was asked, where one was, and `trust` how far it can be trusted.
    """

    edges: tuple[Placement, ...]
    refused: Counter[Refusal]
    duplicates: tuple[DuplicateGroup, ...]
    sources: int
    finder: LinkFinder | None = None
    trust: Trust | None = None


def propose(
    edge_filter: EdgeFilter,
    stating: Collection[int],
    sources: Collection[int],
    day: date,
    *,
    new: bool = True,
    choice: Choice = "spread",
    judge: EdgeTyper | None = None,
    judged: Judged = "new",
    cache: WeaveCache | None = None,
    finder: LinkFinder | None = None,
) -> Proposals:
    """Propose the edges that notes `stating` state, and with `new` those that the ranker finds from `sources`.

    Notes are places in the filter's vault; each edge carries `day`. A type is written only where an author states it
    (or where `judge` says so, which is asked about the pairs of `judged`); a pair that nobody links and that the ranker
    is sure of becomes `related`, where the vault has that type and the pair is one of `choice`. Nothing here depends on
    the order of the notes.
    """
    vault, chosen = edge_filter.vault, frozenset(sources)
    known = None if cache is None else StatementCache(cache, vault)
    for verdict in find_promotable(vault, notes=frozenset(stating), known=known):
        _offer(edge_filter, verdict, day, verdict.confidence, EdgeKind.PROMOTED)
    if judge is not None and judged != "new":
        _judge_links(edge_filter, stating, day, judge)
    if judged == "linked":
        judge = None
    duplicates: tuple[DuplicateGroup, ...] = ()
    can_type = judge is not None or any(one.name == RELATED for one in vault.config.types)
    trust = None
    if not (new and chosen and can_type):
        finder = None
    else:
        finder = finder or LinkFinder(vault, cache)
        duplicates, trust = finder.duplicates(chosen), finder.trust
        edge_filter.duplicates = group_numbers(duplicates)
        if judge is None:
            # Pairs are looked for first: how notes see one another is known then.
            found = finder.right_pairs(chosen, choice)
            for score, mention in finder.mentions(chosen):
                _offer_mention(edge_filter, mention, score, day)
            edge_filter.refused.update({Refusal[name]: count for name, count in found.refused.items()})
            duplicates += found.reworded
            for score, one in found.pairs:
                reason = candidate_reason(vault, one)
                _offer_pair(edge_filter, one.source, one.target, RELATED, day, score, reason, EdgeKind.NEW)
        else:
            chances = {(one.source, one.target): one.probability for one in finder.asked_pairs(chosen)}
            types = [one.name for one in vault.config.types]
            for verdict in judge(vault, _to_ask(edge_filter, chances, types, day, EdgeKind.NEW)):
                _offer(edge_filter, verdict, day, chances[verdict.source, verdict.target], EdgeKind.NEW)
    return Proposals(tuple(edge_filter.accepted), edge_filter.refused, duplicates, len(chosen), finder, trust)


def _judge_links(edge_filter: EdgeFilter, notes: Collection[int], day: date, judge: EdgeTyper) -> None:
    """Offer what a judge says of links whose type nobody states; that notes are related, their link says already."""
    vault = edge_filter.vault
    types = [one.name for one in vault.config.types if one.name in PROMOTABLE_TYPES]
    pairs = _to_ask(edge_filter, untyped_links(vault, notes), types, day, EdgeKind.PROMOTED)
    for verdict in judge(vault, pairs) if pairs else ():
        if verdict.type in PROMOTABLE_TYPES:
            _offer(edge_filter, verdict, day, verdict.confidence, EdgeKind.PROMOTED)


def _to_ask(
    edge_filter: EdgeFilter, pairs: Iterable[tuple[int, int]], types: Sequence[str], day: date, kind: EdgeKind
) -> list[tuple[int, int]]:
    """Return the pairs that may be written with one of `types`; count why the others may not."""

    def may_be_written(pair: tuple[int, int]) -> bool:
        refusals = [
            edge_filter.refusal(
                edge_between(edge_filter.vault, *pair, type_, day, score=0.0, reason=Reason(), kind=kind)
            )
            for type_ in types
        ]
        if None in refusals:
            return True
        edge_filter.refused.update(one for one in refusals[:1] if one is not None)
        return False

    return screened(pairs, may_be_written)


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


def _offer_mention(edge_filter: EdgeFilter, one: Mention, score: float, day: date) -> None:
    record = edge_filter.vault.records[one.source]
    body = record.body
    start, end = body.rfind("\n", 0, one.start) + 1, body.find("\n", one.end)
    line = body[max(start, one.start - _QUOTED) : min(len(body) if end < 0 else end, one.end + _QUOTED)].strip()
    reason = Reason(Quote(record.path, record.line_of(one.start), line))
    _offer_pair(edge_filter, one.source, one.target, RELATED, day, score, reason, EdgeKind.MENTIONED)


def edge_between(
    vault: Vault, source: int, target: int, type: str, day: date, *, score: float, reason: Reason, kind: EdgeKind
) -> ProposedEdge:
    """Return the edge of two places, called by names that mean them alone."""
    records = vault.records
    paths = records[source].path, records[target].path
    titles = vault.reference(source) or paths[0], vault.reference(target) or paths[1]
    return ProposedEdge(*paths, *titles, type, day, score, reason, kind)


def candidate_reason(vault: Vault, one: Candidate) -> Reason:
    """Return the evidence for a pair."""
    linkers = tuple(vault.records[place].title for place in one.linkers)
    return Reason(features=one.evidence, terms=one.shared_terms, linkers=linkers)
