"""A small graph with names that try to break out of every format."""

from datetime import date
from typing import Any

from reweave.vault.edges import Origin
from reweave.vault.graph import Graph, GraphEdge, GraphNode

HOSTILE = 'a"b\\N]]><&x;\n"] end\x1b[31m`--> |#35;\u2028\ud800 \\'
ODD_PATH = 'claims/=x "y" & <z>\\\udcff.md'


def node(path: str, title: str = "t", **more: Any) -> GraphNode:
    """Return a node; what is not given is absent."""
    known: dict[str, Any] = dict.fromkeys(("type", "domain", "created", "confidence", "status", "description"))
    return GraphNode(**{**known, "path": path, "title": title, "challenged": False, **more})


GRAPH = Graph(
    (
        node("a.md", "Solar", type="claim", domain="energy", created=date(2026, 2, 11), confidence="likely"),
        node(ODD_PATH, HOSTILE, domain='=cmd|"x"', challenged=True, description=HOSTILE),
    ),
    (
        GraphEdge("a.md", ODD_PATH, "challenges", Origin.FIELD, True, False, None),
        GraphEdge("a.md", ODD_PATH, None, Origin.BODY, True, False, None),
        GraphEdge(ODD_PATH, "a.md", 're"l|ated', Origin.PROVENANCE, True, True, date(2026, 3, 28)),
    ),
)
EMPTY = Graph((), ())
