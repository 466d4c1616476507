"""Which notes edges are looked for: those that the graph forgot first."""

from collections.abc import Collection
from typing import Literal

from reweave.vault.vault import Vault

Which = Literal["thin", "orphans", "all"]

_FEW = 3
"""Fewer edges than this, in and out taken together, are a thin link to the rest of the vault."""


def choose_sources(vault: Vault, which: Which, among: Collection[int] | None = None) -> tuple[int, ...]:
    """Return the places of the notes to look from, those with the fewest edges first.

    `orphans` are named by no other note that takes part, `thin` ones have fewer than three edges to such notes in both
    directions together, or none that leads to them. `among` are the notes that a user named: then
    all of those are taken that take part. Retired notes are left out.
    """
    open_to = [place for place in vault.participants if not vault.is_retired(place)]
    if among is not None:
        chosen = [place for place in open_to if place in among]
    elif which == "all":
        chosen = open_to
    else:
        orphans = frozenset(vault.orphans)
        chosen = [place for place in open_to if place in orphans or (which == "thin" and _edges(vault, place) < _FEW)]
    return tuple(sorted(chosen, key=lambda place: (_edges(vault, place), place)))


def _edges(vault: Vault, place: int) -> int:
    """Count the other participating notes that a note has an edge with."""
    ends = {edge.target for edge in vault.out[place]} | {edge.source for edge in vault.into[place]}
    return sum(vault.takes_part(end) for end in ends)
