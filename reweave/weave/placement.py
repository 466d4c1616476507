"""Placement of an edge: the note and the list that it is written to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reweave.config.weave import EdgeType
from reweave.weave.edge_entry import EdgeEntry
from reweave.weave.proposed_edge import ProposedEdge


@dataclass(frozen=True, slots=True)
class Placement:
    """An edge that may be written: the path of the note that holds it, and what is written there."""

    edge: ProposedEdge
    holder: str
    entry: EdgeEntry

    @property
    def other(self) -> str:
        """The path of the note at the other end."""
        return self.edge.target if self.holder == self.edge.source else self.edge.source


def place_edge(
    edge: ProposedEdge,
    types: Iterable[EdgeType],
    created: Callable[[str], date | None],
    write_to: Literal["source", "older"],
    item: Callable[[str, str, str], str],
) -> Placement:
    """Return the note that an edge is written to, and what is written there.

    That is the source. With `older` it is the older of the two, so that a new note gains an edge into it: a symmetric
    type goes into the same list, a type with an inverse field into that. A type that has neither can be stated by its
    source only. Where a day of creation is missing, neither counts as the older. `item` gives the item for
    the note that holds the edge, the list, and the other note.

    Raises:
        ValueError: no type has the edge's name.
    """
    found = next((one for one in types if one.name == edge.type), None)
    if found is None:
        raise ValueError(f"unknown edge type {edge.type!r}")
    message = f"{edge.type} {edge.target_title} ({edge.score:.2f}, {edge.kind}: {edge.reason})"
    field = found.field if found.symmetric else found.inverse
    source, target = created(edge.source), created(edge.target)
    if write_to == "older" and field and source is not None and target is not None and target < source:
        name = found.name if found.symmetric else found.inverse
        message = f"{name} {edge.source_title} ({edge.score:.2f}, {edge.kind}: {edge.reason})"
        text = item(edge.target, field, edge.source)
        return Placement(edge, edge.target, EdgeEntry.of_item(field, text, name, edge.day, message))
    text = item(edge.source, found.field, edge.target)
    return Placement(edge, edge.source, EdgeEntry.of_item(found.field, text, found.name, edge.day, message))
