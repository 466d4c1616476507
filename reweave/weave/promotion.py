"""Promotion: edges that a body states and no frontmatter has yet."""

from collections.abc import Collection, Iterator

from reweave.progress import progress
from reweave.vault.vault import Vault
from reweave.weave.stated.edge_types import type_edges
from reweave.weave.stated.phrases import CHALLENGES, DEPENDS_ON, SUPPORTS
from reweave.weave.verdict import Verdict, VerdictOrigin

PROMOTABLE_TYPES = frozenset({SUPPORTS, CHALLENGES, DEPENDS_ON})


def find_promotable(vault: Vault, *, notes: Collection[int] | None = None) -> list[Verdict]:
    """Return the edges that the body of one of two notes states and the frontmatter of neither holds.

    They are in the order of the notes whose words state them. `notes` are those whose bodies are asked (default: all).
    A mention ("see also") is not a reason, a support that only follows from another edge is not written beside it,
    and neither end is a non-participant, retired, or of a type that may not have the edge.
    """
    pairs = list(dict.fromkeys(_linked(vault, vault.participants if notes is None else sorted(notes))))
    found = [
        one
        for one in type_edges(vault, progress(pairs, label="reading statements", unit="pairs"), derived=False)
        if is_promotable(one)
    ]
    return sorted(
        (one for one in found if _may_stand(vault, one) and not in_frontmatter(vault, one)),
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


def _linked(vault: Vault, notes: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that a body links, in both directions."""
    for place in notes:
        for link in vault.links[place]:
            meant = vault.meanings.sole(link.targets)
            if meant is not None and meant not in (place, *vault.meanings.of(place)):
                yield place, meant
                yield meant, place


def _may_stand(vault: Vault, verdict: Verdict) -> bool:
    edge_type = next(one for one in vault.config.types if one.name == verdict.type)
    return (
        vault.may_carry(verdict.source, edge_type)
        and vault.is_participant(verdict.target)
        and not vault.is_retired(verdict.source)
        and not vault.is_retired(verdict.target)
    )
