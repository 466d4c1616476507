"""Which notes the weave looks for edges for, and in which order."""

from collections.abc import Iterable

from reweave.vault.vault import Vault

_THIN = 2
"""With at most so many neighbours among the participating notes, a note is thinly linked."""


def choose_sources(
    vault: Vault, *, orphans: bool = False, everything: bool = False, places: Iterable[int] | None = None
) -> list[int]:
    """Return the participating notes to weave: those that no other links first, then those with the fewest links.

    Without a choice these are the orphans and the thinly linked notes; with `orphans` the orphans alone, with
    `everything` or among given `places` all of them. Retired notes are left out.
    """
    wanted = None if places is None else frozenset(places)
    no_incoming = frozenset(vault.orphans)
    found: list[tuple[bool, int, int]] = []
    for place in vault.participants:
        if vault.is_retired(place) or (wanted is not None and place not in wanted):
            continue
        links = _neighbours(vault, place)
        if orphans and place not in no_incoming:
            continue
        if place in no_incoming or links <= _THIN or everything or wanted is not None:
            found.append((place not in no_incoming, links, place))
    return [place for _, _, place in sorted(found)]


def _neighbours(vault: Vault, place: int) -> int:
    """Return with how many other participating notes a note shares an edge, whichever way it points."""
    ends = {edge.target for edge in vault.out[place]} | {edge.source for edge in vault.into[place]}
    return sum(map(vault.takes_part, ends - {place}))
