"""The graph as a Mermaid flowchart, which GitHub and many viewers draw inside Markdown."""

import re
from collections.abc import Iterator

from reweave.output.graph.text import plain_line
from reweave.vault.graph import Graph

_UNSAFE = re.compile(r"[^\w ,.'()?!/-]")


def mermaid(graph: Graph) -> Iterator[str]:
    """Yield the diagram line by line (line ends included). Nodes are numbered, since names cannot be identifiers."""
    number = {node.path: f"n{place}" for place, node in enumerate(graph.nodes)}
    yield "flowchart LR\n"
    for node in graph.nodes:
        yield f'  {number[node.path]}["{_label(node.title)}"]\n'
    for edge in graph.edges:
        arrow = "<-->" if edge.symmetric else "-.->" if edge.type is None else "-->"
        label = "" if edge.type is None else f'|"{_label(edge.type)}"|'
        yield f"  {number[edge.source]} {arrow}{label} {number[edge.target]}\n"


def _label(text: str) -> str:
    """Return `text` for a quoted label: whatever could be syntax, markup or an entity is a numbered entity."""
    return _UNSAFE.sub(lambda found: f"#{ord(found[0])};", plain_line(text)) or "#32;"
