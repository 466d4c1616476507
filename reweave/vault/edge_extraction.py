"""From links and references to edges: those that mean exactly one other note, each once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from reweave.vault.edges import Edge, FieldRole, Link, Origin, ProvenanceEntry, Reference, provenance_role


def find_edges(
    links: Sequence[Sequence[Link]],
    references: Sequence[Sequence[Reference]],
    provenance: Sequence[Sequence[ProvenanceEntry]],
    roles: Mapping[str, FieldRole],
) -> Iterator[Edge]:
    """Yield the edges that the notes state, in the order of the notes; typed ones of a note first.

    An edge that two typed fields state (a field here, its inverse there) is one edge for each of them. An ambiguous
    name makes no edge, nor does a note's link to itself.
    """
    for holder, own in enumerate(references):
        dates = _dates(provenance[holder], roles)
        seen: set[tuple[int, int, str | None]] = set()
        for one in own:
            if len(one.targets) != 1 or one.targets[0] == holder:
                continue
            other = one.targets[0]
            if one.role is None:
                edge = Edge(holder, other, None, Origin.OTHER, holder, one.field, one.entry)
            else:
                day = dates.get((other, one.field))
                origin = Origin.FIELD if day is None else Origin.PROVENANCE
                source, target = (other, holder) if one.role.inverse else (holder, other)
                edge = Edge(source, target, one.role.type.name, origin, holder, one.field, one.entry, day)
            key = (edge.source, edge.target, edge.type)
            if key not in seen:
                seen.add(key)
                yield edge
        linked: set[int] = {holder}
        for link in links[holder]:
            if len(link.targets) == 1 and link.targets[0] not in linked:
                linked.add(link.targets[0])
                yield Edge(holder, link.targets[0], None, Origin.BODY, holder)


def _dates(provenance: Sequence[ProvenanceEntry], roles: Mapping[str, FieldRole]) -> dict[tuple[int, str], date]:
    """Return the days on which reweave wrote edges, by the other note and the field."""
    found: dict[tuple[int, str], date] = {}
    for one in provenance:
        if one.parsed is not None and len(one.targets) == 1:
            role = provenance_role(one.parsed.type, roles)
            if role is not None:
                found.setdefault((one.targets[0], role.field), one.parsed.date)
    return found
