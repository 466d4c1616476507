"""The edge types of a vault."""

from typing import NamedTuple


class EdgeType(NamedTuple):
    """A type of edge, `[[weave.types]]`.

    `field` is the frontmatter list of the source that names the targets, `inverse` the list of the target that names
    the sources (empty: none). `note-types` are the values of `type` that a note needs to carry the edge (empty: every
    note of the graph may).
    """

    name: str
    field: str
    inverse: str = ""
    symmetric: bool = False
    note_types: tuple[str, ...] = ()


DEFAULT_TYPES = (
    EdgeType("supports", "supports"),
    EdgeType("challenges", "challenges", inverse="challenged_by"),
    EdgeType("depends_on", "depends_on"),
    EdgeType("related", "related", symmetric=True),
)
