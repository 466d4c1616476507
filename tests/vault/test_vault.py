"""The vault: links, references, edges, and what follows from them."""

from reweave.config.weave import DEFAULT_TYPES
from reweave.note.note import Note
from reweave.vault.vault import Vault
from tests.vault.build import claim, paths, stated, vault


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


def test_a_symmetric_edge_reaches_both_notes() -> None:
    one = vault({"a.md": claim("related: [b]\n"), "b.md": claim(), "c.md": claim("supports: [b]\n")})
    assert paths(one, one.orphans) == ["c.md"]
