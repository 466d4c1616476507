"""The vault: links, references, edges, and what follows from them."""

from datetime import date

from reweave.config.weave import DEFAULT_TYPES
from reweave.note.note import Note
from reweave.vault.edges import DisagreementKind, Edge, Origin
from reweave.vault.vault import Vault
from tests.vault.build import claim, paths, vault


def stated(one: Vault) -> set[tuple[str, str, str | None, str]]:
    """Return the edges as stems, type and origin."""
    return {
        (one.records[edge.source].stem, one.records[edge.target].stem, edge.type, edge.origin.value)
        for edge in one.edges
    }


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


def test_names_that_mean_several_notes_or_none_or_the_note_itself_make_no_edge() -> None:
    one = vault(
        {
            "x/a.md": claim(
                "supports: [b, gone, a]\nchallenged_by:\n- Some say that b fails.\n", "[[b]] [[gone]] [[a]]"
            ),
            "x/b.md": claim(),
            "y/b.md": claim(),
        }
    )
    assert one.edges == ()
    assert [link.targets for link in one.links[0]] == [(1, 2), (), (0,)]
    assert [reference.targets for reference in one.references[0]] == [(1, 2), (), (0,), ()]
    assert one.mentions(0) == {1, 2}
    assert paths(one, one.orphans) == ["x/a.md", "x/b.md", "y/b.md"]
    assert one.shared_titles == ((1, 2),)


def test_links_in_prose_entries_are_no_typed_edges() -> None:
    one = vault({"a.md": claim("challenged_by:\n- the view of [[b]] is another\n"), "b.md": claim()})
    assert stated(one) == {("a", "b", None, "other-field")}


def test_titles_in_fields_that_are_not_typed() -> None:
    one = vault(
        {
            "a.md": claim(
                "enriches:\n- solar power is cheap\n- claims/b.md\n- solar\ntype_of: b\ndomain: solar power is cheap\n"
            ),
            "solar power is cheap.md": claim(),
            "solar.md": claim(),
            "claims/b.md": claim(),
        }
    )
    assert stated(one) == {
        ("a", "solar power is cheap", None, "other-field"),
        ("a", "b", None, "other-field"),
    }


def test_links_to_attachments_and_pages_are_no_links_to_notes() -> None:
    one = vault(
        {"a.md": "![[plot.PNG]] [[data.csv]] [p](folder/) [q](x.html) [[v2.0 of it]] [n](gone.md) [b](b)", "b.md": ""}
    )
    assert [(link.name, link.targets) for link in one.links[0]] == [("v2.0 of it", ()), ("gone.md", ()), ("b", (1,))]


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


def test_disagreements() -> None:
    one = vault(
        {
            "a.md": claim(
                "supports: [b, gone title]\nreweave_edges:\n- b|supports|2026-03-28\n"
                "- B|supports|2026-03-29\n- c|supports|2026-03-28\n"
                "- b|depends_on|2026-03-28\n- b|proves|2026-03-28\n- b, yes\n- Gone-title|supports|2026-03-28\n"
            ),
            "b.md": claim(),
            "c.md": claim(),
        }
    )
    assert [(found.entry, found.kind) for found in one.disagreements] == [
        ("B|supports|2026-03-29", DisagreementKind.REPEATED),
        ("c|supports|2026-03-28", DisagreementKind.NOT_IN_FIELD),
        ("b|depends_on|2026-03-28", DisagreementKind.OTHER_TYPE),
        ("b|proves|2026-03-28", DisagreementKind.UNKNOWN_TYPE),
        ("b, yes", DisagreementKind.MALFORMED),
    ]


def test_components_and_orphans_are_those_of_the_notes_that_take_part() -> None:
    one = vault(
        {
            "a.md": claim("", "[[b]]"),
            "b.md": claim(),
            "c.md": claim("", "[[d]]"),
            "d.md": claim("", "[[c]]"),
            "e.md": claim(),
            "map.md": "[[a]] [[b]] [[c]] [[e]]",
            "f.md": claim("", "[[b]]"),
        }
    )
    assert [paths(one, group) for group in one.components] == [["a.md", "b.md", "f.md"], ["c.md", "d.md"], ["e.md"]]
    assert paths(one, one.orphans) == ["a.md", "e.md", "f.md"]


def test_a_vault_of_wikilinks_in_prose_needs_no_configuration() -> None:
    one = vault(
        {"a.md": "# A\nTrue since [[b|that]] holds, see [c](sub/c.md).\n", "b.md": "", "sub/c.md": "[up](../a.md)"}
    )
    assert stated(one) == {("a", "b", None, "body-link"), ("a", "c", None, "body-link"), ("c", "a", None, "body-link")}
    assert len(one.participants) == 3


def test_configured_types() -> None:
    toml = (
        '[weave]\nretired = ["dead"]\n[[weave.types]]\nname = "proves"\nfield = "proof_of"\ninverse = "proved_by"\n'
        'note-types = ["lemma"]\n[weave.participants]\n'
    )
    one = vault(
        {
            "a.md": "---\ntype: lemma\nproof_of: [b]\nsupports: [b]\n---\n",
            "b.md": "---\nstatus: Dead\nproved_by: '[[c]]'\n---\n",
            "c.md": "",
        },
        toml,
    )
    assert stated(one) == {("a", "b", "proves", "typed-field"), ("c", "b", "proves", "typed-field")}
    proves = one.config.types[0]
    assert [one.may_carry(place, proves) for place in range(3)] == [True, False, False]
    assert [one.is_retired(place) for place in range(3)] == [False, True, False]
    assert one.role("proved_by") is not None
    assert one.role("supports") is None


def test_the_name_to_write() -> None:
    one = vault(
        {
            "solar-is-cheap.md": "# Solar is cheap\n",
            "x/twin title.md": "",
            "y/twin title.md": "",
            "odd.md": "---\ntitle: '[[odd]] one'\n---\n",
        }
    )
    assert [one.reference(place) for place in range(4)] == [
        "Solar is cheap",
        "x/twin title.md",
        "y/twin title.md",
        "odd",
    ]
    assert all(one.resolve(one.reference(place) or "") == (place,) for place in range(4))


def test_of_notes_and_by_path() -> None:
    one = Vault.of([Note("a.md", b"[[b]]"), Note("b.md", b"")])
    assert len(one) == 2
    assert one.by_path == {"a.md": 0, "b.md": 1}
    assert one.config.types == DEFAULT_TYPES
    assert one.resolve("./b", 0) == (1,)
