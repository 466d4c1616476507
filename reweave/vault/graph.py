"""The graph as other programs read it: nodes and edges as plain values, in a fixed order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from reweave.vault.edges import Origin
from reweave.vault.vault import Vault
from reweave.verbosity import timed_step

_CHALLENGE = "challenges"
_CHALLENGED_BY = "challenged_by"


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One note. `challenged`: another note, or an entry in its own frontmatter, challenges it."""

    path: str
    title: str
    type: str | None
    domain: str | None
    created: date | None
    confidence: str | None
    status: str | None
    challenged: bool
    description: str | None


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """One edge by the paths of its ends. `type` is `None` for a plain link, `written` the day reweave wrote it.

    `cross_domain`: both notes have a domain, and they differ.
    """

    source: str
    target: str
    type: str | None
    origin: Origin
    cross_domain: bool
    symmetric: bool
    written: date | None


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by path, and the edges between them by their ends."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


@timed_step("collect the edges")
def build_graph(vault: Vault, chosen: Collection[int]) -> Graph:
    """Return the graph of the notes at the places `chosen`, with the edges between them, each type and origin once."""
    wanted = frozenset(chosen)
    records = vault.records
    symmetric = frozenset(one.name for one in vault.config.types if one.symmetric)
    nodes = [
        GraphNode(
            record.path,
            record.title,
            record.note_type,
            record.domain,
            record.created,
            record.confidence,
            record.status,
            _is_challenged(vault, place),
            record.description,
        )
        for place, record in ((place, records[place]) for place in wanted)
    ]
    arcs: dict[tuple[int, int, str | None, Origin], GraphEdge] = {}
    for edge in vault.edges:
        if edge.source not in wanted or edge.target not in wanted:
            continue
        source, target = records[edge.source], records[edge.target]
        cross = source.domain is not None and target.domain is not None and source.domain != target.domain
        key = (edge.source, edge.target, edge.type, edge.origin)
        if key not in arcs:
            arcs[key] = GraphEdge(
                source.path, target.path, edge.type, edge.origin, cross, edge.type in symmetric, edge.written
            )
    return Graph(
        tuple(sorted(nodes, key=lambda one: one.path)),
        tuple(sorted(arcs.values(), key=lambda one: (one.source, one.target, one.type or "", one.origin))),
    )


def _is_challenged(vault: Vault, place: int) -> bool:
    if any(edge.type == _CHALLENGE for edge in vault.into[place]):
        return True
    return vault.records[place].value(_CHALLENGED_BY) is not None
