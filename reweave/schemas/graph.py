"""The answer of `graph`."""

from typing import TypedDict

from reweave.schemas import Day, NoteId, Tool
from reweave.vault.edges import Origin


class Node(TypedDict):
    """A note."""

    id: NoteId
    title: str
    """What people call the note."""
    type: str | None
    """The field `type`."""
    domain: str | None
    """The field `domain`."""
    created: Day | None
    """The field `created`, or else `date`."""
    confidence: str | None
    """The field `confidence`."""
    status: str | None
    """The field `status`."""
    challenged: bool
    """Whether another note, or an entry in the note's own frontmatter, challenges it."""
    description: str | None
    """The field `description`, or else `summary`."""


class Edge(TypedDict):
    """An edge; both ends are among the nodes."""

    source: NoteId
    target: NoteId
    type: str | None
    """The edge's type; null for a mere link."""
    origin: Origin
    """Where it is written: a typed field, one with an entry of reweave's own (see `written`), another field, or the
    text."""
    symmetric: bool
    """Whether the type holds in both directions."""
    cross_domain: bool
    """Whether both notes have a domain, and these differ."""
    written: Day | None
    """The day on which reweave wrote the edge."""


class Graph(TypedDict):
    """The notes of a vault and the edges between them."""

    tool: Tool
    """The program that wrote the document."""
    nodes: list[Node]
    """The notes, by path."""
    edges: list[Edge]
    """The edges, by source, target, type and origin. Unresolved names make no edge, ambiguous ones lead where
    Obsidian would go."""
