"""Edges from links and references."""

from datetime import date

from reweave.vault.edges import Edge, Origin
from tests.vault.build import claim, paths, stated, vault


def test_edges_by_field_inverse_field_and_body() -> None:
    one = vault(
        {
            "a.md": claim(
                "supports:\n- b\nchallenged_by:\n- '[[c]]'\nenrichments: ['[[d]]']\n", "since [[b]] and [[d]]"
            ),
            "b.md": claim("related: [c]\n"),
            "c.md": claim("depends_on: b\n"),
            "d.md": claim(),
        }
    )
    assert stated(one) == {
        ("a", "b", "supports", "typed-field"),
        ("c", "a", "challenges", "typed-field"),
        ("a", "d", None, "other-field"),
        ("a", "b", None, "body-link"),
        ("a", "d", None, "body-link"),
        ("b", "c", "related", "typed-field"),
        ("c", "b", "depends_on", "typed-field"),
    }
    challenge = next(edge for edge in one.edges if edge.type == "challenges")
    assert challenge == Edge(2, 0, "challenges", Origin.FIELD, 0, "challenged_by", "[[c]]")
    assert {edge.source for edge in one.into[1]} == {0, 2}
    assert len(one.between(0, 1)) == len(one.between(1, 0)) == 2


def test_names_that_mean_no_note_or_the_note_itself_make_no_edge_and_those_of_several_one() -> None:
    one = vault(
        {
            "x/a.md": claim(
                "supports: [b, gone, a]\nchallenged_by:\n- Some say that b fails.\n", "[[b]] [[gone]] [[a]]"
            ),
            "x/b.md": claim(),
            "y/b.md": claim(),
        }
    )
    assert stated(one) == {("a", "b", "supports", "typed-field"), ("a", "b", None, "body-link")}
    assert [(edge.target, edge.meanings) for edge in one.edges] == [(1, 2), (1, 2)]
    assert [link.targets for link in one.links[0]] == [(1, 2), (), (0,)]
    assert [reference.targets for reference in one.references[0]] == [(1, 2), (), (0,), ()]
    assert one.mentions(0) == {1, 2}
    assert paths(one, one.orphans) == ["x/a.md", "y/b.md"]
    assert one.shared_titles == ((1, 2),)


def test_what_reweave_wrote_has_its_date() -> None:
    one = vault(
        {
            "a.md": claim(
                "supports: [b, c]\nreweave_edges:\n- b|supports|2026-03-28\n- '[[c]]|depends_on|2026-03-28'\n"
            ),
            "b.md": claim("challenged_by: [c]\nreweave_edges: [c|challenged_by|2026-03-29]\n"),
            "c.md": claim(),
        }
    )
    assert stated(one) == {
        ("a", "b", "supports", "provenance"),
        ("a", "c", "supports", "typed-field"),
        ("c", "b", "challenges", "provenance"),
    }
    assert [edge.written for edge in one.edges] == [date(2026, 3, 28), None, date(2026, 3, 29)]
