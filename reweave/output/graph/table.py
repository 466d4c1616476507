"""The graph as comma-separated tables: its edges, or its nodes."""

import csv
import io
from collections.abc import Iterable, Iterator

from reweave.output.graph.text import node_id, plain_line
from reweave.vault.graph import Graph

_FORMULA = tuple("=+-@\t\r")


_EDGE = ("source", "target", "type", "origin", "cross_domain", "symmetric", "written")
_ENDS = ("source_title", "target_title", "source_domain", "target_domain")
_NODE = ("id", "title", "type", "domain", "created", "confidence", "status", "challenged", "description")


def edges_csv(graph: Graph) -> Iterator[str]:
    """Yield the edges line by line, with the titles and domains of both ends, under a line of names."""
    nodes = {node.path: node for node in graph.nodes}
    yield _line((*_EDGE, *_ENDS))
    for edge in graph.edges:
        source, target = nodes[edge.source], nodes[edge.target]
        own = (node_id(edge.source), node_id(edge.target), edge.type, edge.origin, edge.cross_domain, edge.symmetric)
        yield _line((*own, edge.written, source.title, target.title, source.domain, target.domain))


def nodes_csv(graph: Graph) -> Iterator[str]:
    """Yield the nodes line by line, under a line of names."""
    yield _line(_NODE)
    for node in graph.nodes:
        own = (node_id(node.path), node.title, node.type, node.domain, node.created, node.confidence, node.status)
        yield _line((*own, node.challenged, node.description))


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([_cell(cell) for cell in cells])
    return out.getvalue()


def _cell(value: object) -> str:
    """Return a cell's text; a `'` precedes what a spreadsheet would take for a formula."""
    if isinstance(value, bool):
        return str(value).lower()
    text = "" if value is None else plain_line(str(value))
    return "'" + text if text.startswith(_FORMULA) else text
