"""The notes that a weave looks for edges from, in order."""

from collections.abc import Iterable, Iterator

from reweave.vault.edges import Edge, Origin
from reweave.vault.vault import Vault

_THIN = 2
"""With at most so many neighbours among the participating notes, a note is thinly linked."""


def choose_sources(
    vault: Vault, *, orphans: bool = False, everything: bool = False, places: Iterable[int] | None = None
) -> list[int]:
    """Return the participating notes to weave: those that no other links first, then those with the fewest links.

    Without a choice these are the orphans and the thinly linked notes; with `orphans` the orphans alone, with
    `everything` or among given `places` all of them. Retired notes are left out. Edges that reweave wrote do not count:
    a weave that was stopped by a limit goes on where it stopped.
    """
    wanted = None if places is None else frozenset(places)
    found: list[tuple[bool, int, int]] = []
    for place in vault.participants:
        if vault.is_retired(place) or (wanted is not None and place not in wanted):
            continue
        links = _neighbours(vault, place)
        orphan = not any(vault.is_participant(edge.source) for edge in _by_others(vault.into[place]))
        if orphans and not orphan:
            continue
        if orphan or links <= _THIN or everything or wanted is not None:
            found.append((not orphan, links, place))
    return [place for _, _, place in sorted(found)]


def _neighbours(vault: Vault, place: int) -> int:
    """Return with how many other participating notes a note shares an edge, whichever way it points."""
    ends = {edge.target for edge in _by_others(vault.out[place])} | {
        edge.source for edge in _by_others(vault.into[place])
    }
    return sum(map(vault.is_participant, ends - {place}))


def _by_others(edges: Iterable[Edge]) -> Iterator[Edge]:
    return (edge for edge in edges if edge.origin is not Origin.PROVENANCE)
