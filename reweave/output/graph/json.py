"""The graph as one JSON document in ASCII."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reweave import __version__
from reweave.output.graph.text import node_id
from reweave.output.paths import valid
from reweave.vault.graph import Graph, GraphEdge, GraphNode

if TYPE_CHECKING:
    from reweave.schemas import graph as answer


def graph_json(graph: Graph) -> Iterator[str]:
    """Yield the document piece by piece; each node and each edge is on a line of its own."""
    head = json.dumps({"schema": "reweave/graph/1", "tool": {"name": "reweave", "version": __version__}}, indent=2)
    yield head.removesuffix("\n}") + ',\n  "nodes": '
    yield from _array(_node(one) for one in graph.nodes)
    yield ',\n  "edges": '
    yield from _array(_edge(one) for one in graph.edges)
    yield "\n}\n"


def _array(items: Iterator[Mapping[str, object]]) -> Iterator[str]:
    before = "[\n    "
    for item in items:
        yield before + json.dumps(item)
        before = ",\n    "
    yield "[]" if before.startswith("[") else "\n  ]"


def _node(node: GraphNode) -> "answer.Node":
    return {
        "id": node_id(node.path),
        "title": valid(node.title),
        "type": _valid(node.type),
        "domain": _valid(node.domain),
        "created": None if node.created is None else node.created.isoformat(),
        "confidence": _valid(node.confidence),
        "status": _valid(node.status),
        "challenged": node.challenged,
        "description": _valid(node.description),
    }


def _edge(edge: GraphEdge) -> "answer.Edge":
    return {
        "source": node_id(edge.source),
        "target": node_id(edge.target),
        "type": edge.type,
        "origin": edge.origin,
        "symmetric": edge.symmetric,
        "cross_domain": edge.cross_domain,
        "written": None if edge.written is None else edge.written.isoformat(),
    }


def _valid(text: str | None) -> str | None:
    return None if text is None else valid(text)
