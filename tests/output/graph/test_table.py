"""The graph as tables."""

import csv
import io
from collections.abc import Iterable

from reweave.output.graph.table import edges_csv, nodes_csv
from reweave.vault.graph import Graph
from tests.output.graph.samples import EMPTY, GRAPH, node


def rows(lines: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(lines), newline="")))


def test_edges() -> None:
    found = rows(edges_csv(GRAPH))
    assert found[0] | {"target": "", "target_title": ""} == {
        "source": "a.md",
        "target": "",
        "type": "challenges",
        "origin": "typed-field",
        "cross_domain": "true",
        "symmetric": "false",
        "written": "",
        "source_title": "Solar",
        "target_title": "",
        "source_domain": "energy",
        "target_domain": '\'=cmd|"x"',
    }
    assert [row["written"] for row in found] == ["", "", "2026-03-28"]
    assert len(found) == 3


def test_nodes() -> None:
    found = rows(nodes_csv(GRAPH))
    assert [row["id"] for row in found] == ["a.md", 'claims/=x "y" & <z>\\\\xff.md']
    assert found[1]["title"].startswith('a"b\\N')
    assert found[1]["challenged"] == "true"


def test_no_cell_is_a_formula() -> None:
    titles = ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "safe=1"]
    graph = Graph(tuple(node(f"{title}.md", title) for title in titles), ())
    for row in rows(nodes_csv(graph)):
        assert not any(cell.startswith(tuple("=+-@\t\r\n ")) for cell in row.values())


def test_empty() -> None:
    assert rows(edges_csv(EMPTY)) == rows(nodes_csv(EMPTY)) == []
