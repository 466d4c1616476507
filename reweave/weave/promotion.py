"""Promotion: edges that a body states and no frontmatter has yet."""

from collections.abc import Collection, Iterable, Iterator

from reweave.progress import progress
from reweave.vault.vault import Vault
from reweave.weave.stated.edge_types import type_edges
from reweave.weave.stated.phrases import CHALLENGES, DEPENDS_ON, SUPPORTS
from reweave.weave.statement_cache import StatementCache
from reweave.weave.verdict import Verdict, VerdictOrigin

PROMOTABLE_TYPES = frozenset({SUPPORTS, CHALLENGES, DEPENDS_ON})


def find_promotable(
    vault: Vault, *, notes: Collection[int] | None = None, known: StatementCache | None = None
) -> list[Verdict]:
    """Return the edges that the body of one of two notes states and the frontmatter of neither holds.

    They are in the order of the notes whose words state them. `notes` are those whose bodies are asked (default: all).
    A mention ("see also") is not a reason, a support that only follows from another edge is not written beside it,
    and neither end is a non-participant, retired, or of a type that may not have the edge. What `known` has is not
    read again.
    """
    linked = {place: _linked(vault, place) for place in (vault.participants if notes is None else sorted(notes))}
    stated = {} if known is None else {place: known.get(place, others) for place, others in linked.items()}
    missed = {place: others for place, others in linked.items() if stated.get(place) is None}
    pairs = list(dict.fromkeys(pair for place, others in missed.items() for pair in _both_ways(place, others)))
    typed = type_edges(vault, progress(pairs, label="reading statements", unit="pairs"), derived=False)
    read = {(one.source, one.target): one for one in typed if is_promotable(one)}
    for place, others in missed.items():
        own = stated[place] = [read[pair] for pair in _both_ways(place, others) if pair in read]
        if known is not None:
            known.put(place, others, own)
    found = {(one.source, one.target): one for place in linked for one in stated[place] or ()}
    return sorted(
        (one for one in found.values() if _may_stand(vault, one) and not in_frontmatter(vault, one)),
        key=lambda one: (vault.by_path[one.path], one.line),
    )


def is_promotable(verdict: Verdict) -> bool:
    """Return whether a body states an edge with a reason: neither a mere mention nor what a field holds already."""
    return verdict.type in PROMOTABLE_TYPES and verdict.origin is not VerdictOrigin.FIELD


def in_frontmatter(vault: Vault, verdict: Verdict) -> bool:
    """Return whether the frontmatter of either note holds an edge already, or may (where a name is ambiguous)."""
    ends = ((verdict.source, verdict.target, False), (verdict.target, verdict.source, True))
    for place, other, inverse in ends:
        for one in vault.references[place]:
            if one.role is None or one.role.type.name != verdict.type or other not in one.targets:
                continue
            if one.role.inverse is inverse or one.role.type.symmetric:
                return True
    return False


def _linked(vault: Vault, place: int) -> list[int]:
    """Return the notes that a body links."""
    own = vault.meanings.of(place)
    meant = (vault.meanings.sole(link.targets) for link in vault.links[place])
    return list(dict.fromkeys(one for one in meant if one is not None and one != place and one not in own))


def _both_ways(place: int, others: Iterable[int]) -> Iterator[tuple[int, int]]:
    for other in others:
        yield place, other
        yield other, place


def _may_stand(vault: Vault, verdict: Verdict) -> bool:
    edge_type = next(one for one in vault.config.types if one.name == verdict.type)
    return (
        vault.may_carry(verdict.source, edge_type)
        and vault.is_participant(verdict.target)
        and not vault.is_retired(verdict.source)
        and not vault.is_retired(verdict.target)
    )
