"""The graph as GraphML, read back by an XML parser."""

from xml.etree import ElementTree

from reweave.output.graph.graphml import graphml
from tests.output.graph.samples import EMPTY, GRAPH

_NS = {"g": "http://graphml.graphdrawing.org/xmlns"}


def test_an_xml_parser_reads_the_names_back() -> None:
    root = ElementTree.fromstring("".join(graphml(GRAPH)).encode())
    keys = {key.attrib["id"]: key.attrib["attr.name"] for key in root.findall("g:key", _NS)}
    nodes = root.findall("g:graph/g:node", _NS)
    assert [node.attrib["id"] for node in nodes] == ["a.md", 'claims/=x "y" & <z>\\\\xff.md']
    values = [{keys[data.attrib["key"]]: data.text for data in node.findall("g:data", _NS)} for node in nodes]
    assert values[0] == {
        "title": "Solar",
        "type": "claim",
        "domain": "energy",
        "created": "2026-02-11",
        "confidence": "likely",
        "challenged": "false",
    }
    assert values[1]["title"] == 'a"b\\N]]><&x;\n"] end\ufffd[31m`--> |#35;\u2028\ufffd \\'
    edges = root.findall("g:graph/g:edge", _NS)
    assert (edges[0].attrib["source"], edges[0].attrib["target"]) == ("a.md", nodes[1].attrib["id"])
    kinds = [{keys[data.attrib["key"]]: data.text for data in edge.findall("g:data", _NS)} for edge in edges]
    assert [kind.get("type") for kind in kinds] == ["challenges", None, 're"l|ated']
    assert kinds[2]["written"] == "2026-03-28"


def test_every_value_has_a_declared_key() -> None:
    root = ElementTree.fromstring("".join(graphml(GRAPH)))
    declared = {(key.attrib["id"], key.attrib["for"]) for key in root.findall("g:key", _NS)}
    for holder in ("node", "edge"):
        for data in root.findall(f"g:graph/g:{holder}/g:data", _NS):
            assert (data.attrib["key"], holder) in declared


def test_an_empty_graph_is_a_document() -> None:
    assert ElementTree.fromstring("".join(graphml(EMPTY))).find("g:graph", _NS) is not None
