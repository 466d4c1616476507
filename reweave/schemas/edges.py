"""The answer of `edges`."""

from typing import TypedDict

from reweave.schemas import Day, NoteId, Ordinal
from reweave.vault.edges import Origin


class Edge(TypedDict):
    """An edge."""

    source: NoteId
    """The path of the note that the edge leaves."""
    target: NoteId
    """The path of the note that the edge reaches."""
    type: str | None
    """The type; null for a mere link."""
    origin: Origin
    """Where it is written: a typed field, one with an entry of reweave's own, another field, or the text."""
    date: Day | None
    """The day on which reweave wrote the edge; null where it did not."""
    path: NoteId
    """The path of the note that holds the edge: its source, or its target for an inverse field."""
    line: Ordinal
    """The line in that note, from 1."""
    field: str | None
    """The field of the frontmatter; null for a link in the text."""
    entry: str | None
    """The entry of that field; null for a link in the text."""
    meanings: Ordinal
    """How many notes have the name that states the edge: of several, the edge leads where Obsidian would go."""


class Edges(TypedDict):
    """Typed edges and links between notes, each with the line that holds it."""

    edges: list[Edge]
    """The edges by source, target, type, origin and line. Unresolved names make no edge."""
