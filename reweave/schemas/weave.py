"""The answer of `weave`."""

from typing import Annotated, TypedDict

from reweave.schemas import Count, Day, Keywords, Ordinal, Orphans, Share
from reweave.weave.proposed_edge import EdgeKind

Path = Annotated[str, Keywords(description="A path.")]


class Quote(TypedDict):
    """The words that state an edge."""

    path: str
    """The path of the note that holds them."""
    line: Ordinal
    """Their line in it, from 1."""
    text: str
    """The words."""


class Header(TypedDict):
    """The first line of a plan."""

    schema: str
    """The name and version of the plan's schema."""
    base: str | None
    """The commit that is checked out; null: none."""
    configuration: str | None
    """Identifies the configuration."""
    tool: str | None
    """What made the plan."""


class Line(TypedDict):
    """A line of a plan: the operation that adds the edge."""

    op: str
    """`add-edge`."""
    id: str
    """The operation's name in a plan."""
    path: str
    """The path of the note to which the edge is written."""
    blob: str
    """The git blob hash of that note's bytes."""
    type: str
    """The type that is written: the edge's, or its inverse."""
    target: str
    """How the list names the other note."""
    date: Day
    """The date of the entry."""
    reason: str
    """Words for people."""


class Edge(TypedDict):
    """A proposed edge."""

    source: str
    """The path of the note that it leaves."""
    target: str
    """The path of the note that it reaches."""
    type: str
    """Its type."""
    kind: EdgeKind
    """promoted: the text links the target and says why. mentioned:
    the text of one has the other's name. new: nothing links the two."""
    score: Share
    """How sure the weave is."""
    holder: str
    """The path of the note to which it is written."""
    field: str
    """The list to which it is written."""
    item: str
    """The item that is written."""
    date: Day
    """The date of the entry."""
    quote: Quote | None
    """The words that state it; null where none do."""
    features: dict[str, float]
    """What the ranker saw, by name."""
    terms: list[Annotated[str, Keywords(description="A term.")]]
    """Terms that both notes share."""
    linkers: list[Annotated[str, Keywords(description="A title.")]]
    """Titles of notes like the source that link the target."""
    operation: Line | None
    """The line of a plan that adds the edge; null where its note cannot take it."""


class Unwritable(TypedDict):
    """A proposal that its note cannot take."""

    holder: str
    """The path of the note to which it would be written."""
    reason: str
    """Why not, for people."""


class Weave(TypedDict):
    """The missing edges, each with its reason."""

    sources: Count
    """Notes whose missing edges were looked for."""
    orphans: Orphans
    """Notes in the graph that no edge of another one reaches."""
    plan: Header
    """The first line of a plan of the edges; `reweave apply` takes it with the operations that are wanted."""
    edges: list[Edge]
    """The proposals: promoted ones first, then by score."""
    cannot_be_written: list[Unwritable]
    """Proposals that their note cannot take."""
    near_duplicates: list[list[Path]]
    """Groups of notes that share a title or say the same, which are never linked."""
    not_proposed: dict[str, Count]
    """How many pairs were not proposed, by reason."""
    notes_to_change: list[Path]
    """The paths of the notes that change."""
