"""The graph in the DOT language, for Graphviz."""

from collections.abc import Iterator

from reweave.output.graph.text import node_id, plain_line
from reweave.vault.graph import Graph


def dot(graph: Graph) -> Iterator[str]:
    """Yield the document line by line (line ends included). Mere links are dotted; a challenge is red."""
    yield "digraph vault {\n  rankdir=LR;\n  node [shape=box];\n"
    for node in graph.nodes:
        colour = ", color=red" if node.challenged else ""
        yield f"  {_quoted(node_id(node.path))} [label={_quoted(node.title)}{colour}];\n"
    for edge in graph.edges:
        style = "style=dotted" if edge.type is None else f"label={_quoted(edge.type)}"
        style += ", color=red" if edge.type == "challenges" else ""
        style += ", dir=both" if edge.symmetric else ""
        yield f"  {_quoted(node_id(edge.source))} -> {_quoted(node_id(edge.target))} [{style}];\n"
    yield "}\n"


def _quoted(text: str) -> str:
    r"""Return a quoted string in which nothing is an escape (`\N`), an entity (`&amp;`) or the end."""
    text = plain_line(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
