"""The graph as GraphML, for Gephi, yEd, networkx and the like."""

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from reweave.output.graph.text import node_id, xml_text
from reweave.vault.graph import Graph

_NODE = ("title", "type", "domain", "created", "confidence", "status", "challenged", "description")
_EDGE = ("type", "origin", "cross_domain", "symmetric", "written")
_BOOLEAN = frozenset({"challenged", "cross_domain", "symmetric"})


def graphml(graph: Graph) -> Iterator[str]:
    """Yield the document line by line, line ends included; what XML cannot hold is U+FFFD, no value is no element."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for holder, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            kind = "boolean" if name in _BOOLEAN else "string"
            yield f'  <key id="{holder}_{name}" for="{holder}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for node in graph.nodes:
        values = {name: getattr(node, name) for name in _NODE}
        yield f"    <node id={_attribute(node.path)}>{_data('node', values)}</node>\n"
    for edge in graph.edges:
        ends = f"source={_attribute(edge.source)} target={_attribute(edge.target)}"
        values = {name: getattr(edge, name) for name in _EDGE}
        yield f"    <edge {ends}>{_data('edge', values)}</edge>\n"
    yield "  </graph>\n</graphml>\n"


def _attribute(path: str) -> str:
    return quoteattr(xml_text(node_id(path)), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _data(holder: str, values: Mapping[str, object]) -> str:
    return "".join(
        f'<data key="{holder}_{name}">{_value(value)}</data>' for name, value in values.items() if value is not None
    )


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else escape(xml_text(str(value)), {"\r": "&#13;"})
