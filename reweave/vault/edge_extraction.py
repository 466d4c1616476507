"""From links and references to edges, each once; an ambiguous name leads where Obsidian would go."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from reweave.vault.edges import Edge, FieldRole, Link, Origin, ProvenanceEntry, Reference, provenance_role
from reweave.vault.name_index import Notes


def find_edges(
    links: Sequence[Sequence[Link]],
    references: Sequence[Sequence[Reference]],
    provenance: Sequence[Sequence[ProvenanceEntry]],
    roles: Mapping[str, FieldRole],
    opened: Callable[[int, Notes], int | None],
) -> Iterator[Edge]:
    """Yield the edges that the notes state, in the order of the notes; typed ones of a note first.

    An edge that two typed fields state (a field here, its inverse there) is one edge for each of them. A note's link to
    itself is none. `opened` returns the note that a name in a holder leads to, of those that it may mean.
    """
    for holder, own in enumerate(references):
        dates = _dates(holder, provenance[holder], roles, opened)
        seen: set[tuple[int, int, str | None]] = set()
        for one in own:
            other = opened(holder, one.targets)
            if other is None or other == holder:
                continue
            meanings = len(one.targets)
            if one.role is None:
                edge = Edge(holder, other, None, Origin.OTHER, holder, one.field, one.entry, None, meanings)
            else:
                day = dates.get((other, one.field))
                origin = Origin.FIELD if day is None else Origin.PROVENANCE
                source, target = (other, holder) if one.role.inverse else (holder, other)
                edge = Edge(source, target, one.role.type.name, origin, holder, one.field, one.entry, day, meanings)
            key = (edge.source, edge.target, edge.type)
            if key not in seen:
                seen.add(key)
                yield edge
        linked: set[int] = {holder}
        for link in links[holder]:
            linking = opened(holder, link.targets)
            if linking is not None and linking not in linked:
                linked.add(linking)
                yield Edge(holder, linking, None, Origin.BODY, holder, meanings=len(link.targets))


def _dates(
    holder: int,
    provenance: Sequence[ProvenanceEntry],
    roles: Mapping[str, FieldRole],
    opened: Callable[[int, Notes], int | None],
) -> dict[tuple[int, str], date]:
    """Return the days on which reweave wrote edges, by the other note and the field."""
    found: dict[tuple[int, str], date] = {}
    for one in provenance:
        target = opened(holder, one.targets)
        if one.parsed is not None and target is not None:
            role = provenance_role(one.parsed.type, roles)
            if role is not None:
                found.setdefault((target, role.field), one.parsed.date)
    return found
