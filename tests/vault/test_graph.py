"""The graph as plain values."""

from datetime import date

from reweave.vault.edges import Origin
from reweave.vault.graph import GraphEdge, GraphNode, build_graph
from tests.vault.build import claim, vault

ONE = vault(
    {
        "b.md": claim("domain: energy\nconfidence: likely\ncreated: 2026-02-11\ndescription: Short\n", "[[a]] [[a]]"),
        "a.md": claim(
            "domain: trade\nrelated: [b]\nreweave_edges: [b|related|2026-03-28]\nchallenged_by: [Some say no.]\n"
        ),
        "map.md": "[[a]]",
        "c.md": claim("challenges: [b]\n"),
    }
)


def test_export() -> None:
    graph = build_graph(ONE, ONE.participants)
    assert graph.nodes == (
        GraphNode("a.md", "a", "claim", "trade", None, None, None, True, None),
        GraphNode("b.md", "b", "claim", "energy", date(2026, 2, 11), "likely", None, True, "Short"),
        GraphNode("c.md", "c", "claim", None, None, None, None, False, None),
    )
    assert graph.edges == (
        GraphEdge("a.md", "b.md", "related", Origin.PROVENANCE, True, True, date(2026, 3, 28)),
        GraphEdge("b.md", "a.md", None, Origin.BODY, True, False, None),
        GraphEdge("c.md", "b.md", "challenges", Origin.FIELD, False, False, None),
    )


def test_all_notes() -> None:
    graph = build_graph(ONE, range(len(ONE)))
    assert [node.path for node in graph.nodes] == ["a.md", "b.md", "c.md", "map.md"]
    assert ("map.md", "a.md") in {(edge.source, edge.target) for edge in graph.edges}


def test_an_edge_that_both_notes_state_stands_once() -> None:
    one = vault({"a.md": claim("challenges: [b]\n"), "b.md": claim("challenged_by: [a]\n")})
    assert len(build_graph(one, (0, 1)).edges) == 1
