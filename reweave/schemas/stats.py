"""The answer of `stats`."""

from typing import Annotated, TypedDict

from reweave.schemas import Count, Keywords, PathFields, Tool
from reweave.vault.edges import DisagreementKind

NotePath = Annotated[
    str,
    Keywords(description="The note's path relative to the root, with `/`. A byte that is not UTF-8 is written \\xNN."),
]


class Notes(TypedDict):
    """Counts of notes."""

    read: Count
    """Notes read."""
    taking_part: Count
    """Notes that edges may join."""
    retired: Count
    """Retired notes, which get no new edges."""
    unreadable: Count
    """Notes whose frontmatter cannot be read."""


class Edges(TypedDict):
    """Counts of edges."""

    total: Count
    """All."""
    by_type: dict[str, Count]
    """By type; `links` are links without a type."""
    by_origin: dict[str, Count]
    """By where they are written."""


class Ambiguous(TypedDict):
    """A name that means several notes."""

    name: str
    """The name."""
    times: Count
    """How often it occurs."""
    means: list[NotePath]
    """The notes."""


class Unresolved(TypedDict):
    """A name that means no note."""

    name: str
    """The name."""
    times: Count
    """How often it occurs."""
    probably: str | None
    """The path of the note that it probably means since a rename."""


class Dangling(TypedDict):
    """An entry that names no note."""

    path: NotePath
    field: str
    """The field."""
    entry: str
    """The entry."""
    probably: str | None
    """The path of the note that it probably means since a rename."""


class Disagreement(TypedDict):
    """An entry of `reweave_edges` that does not match the typed fields."""

    path: NotePath
    entry: str
    """The entry."""
    fault: DisagreementKind
    """What is wrong with it."""


class Stats(TypedDict):
    """The health of a vault's graph."""

    tool: Tool
    """The program that wrote the document."""
    root: PathFields
    """The folder that every other path is relative to."""
    notes: Notes
    """Counts of notes."""
    edges: Edges
    """Counts of the edges between participating notes."""
    orphans: list[NotePath]
    """The notes that no note names."""
    isolated: list[NotePath]
    """The orphans that name no note either."""
    components: list[Count]
    """The sizes of the connected components, in notes."""
    same_title: list[list[NotePath]]
    """Groups of notes that share a title."""
    ambiguous: list[Ambiguous]
    """Names that mean several notes."""
    unresolved: list[Unresolved]
    """Names that mean no note."""
    dangling: list[Dangling]
    """Entries of typed fields and of provenance that name no note."""
    disagreements: list[Disagreement]
    """Entries of `reweave_edges` that do not match the typed fields."""
