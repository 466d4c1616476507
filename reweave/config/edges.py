"""The kinds of edges that a vault has."""

from typing import NamedTuple


class EdgeType(NamedTuple):
    """One kind of edge, `[[weave.types]]`.

    `field` is the frontmatter list of the source that names the targets, `inverse` the one of the target that names
    the sources (empty: there is none). `note-types` are the values of `type` that a note must have to carry the edge
    (none: every note that takes part).
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
