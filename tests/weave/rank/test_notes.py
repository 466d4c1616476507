from reweave.weave.rank.notes import rank_notes
from tests.weave.rank.vaults import vault_of

CLAIM = "---\ntype: claim\n"


def test_copies_are_one_and_links_to_them_lead_there() -> None:
    found = rank_notes(
        vault_of(
            a__sun_pays=CLAIM + "title: sun pays\n---\nBy day.",
            b__sun_pays=CLAIM + "title: sun pays\n---\nBy day.",
            wind_pays=CLAIM + "title: wind pays\n---\n[[sun pays]] and [[b/sun_pays]]",
        )
    )
    assert [note.record.path for note in found.notes] == ["a/sun_pays.md", "wind_pays.md"]
    assert found.representative == (0, 0, 1)
    assert [link.target for link in found.notes[1].links] == [0, 0]


def test_a_name_of_several_notes_leads_to_the_nearest() -> None:
    found = rank_notes(
        vault_of(
            a__one=CLAIM + "aliases: [sun]\n---\n",
            b__c__two=CLAIM + "aliases: [sun]\n---\n",
            b__three=CLAIM + "---\n[[sun]]",
        )
    )
    assert [link.target for note in found.notes for link in note.links] == [1]


def test_a_name_of_a_claim_and_of_a_map_means_the_claim() -> None:
    found = rank_notes(
        vault_of(one=CLAIM + "aliases: [sun]\n---\n", two="---\naliases: [sun]\n---\n", three=CLAIM + "---\n[[sun]]")
    )
    assert [link.target for link in found.notes[2].links] == [0]


def test_links_of_a_note_to_itself_are_none() -> None:
    assert rank_notes(vault_of(one="[[one]]")).notes[0].targets() == frozenset()


def test_targets_stand_in_body_typed_fields_and_other_fields() -> None:
    head = CLAIM + "supports: [sun pays]\nsee: '[[wind]]'\n---\n[[snow]]"
    found = rank_notes(
        vault_of(
            first=head,
            sun_pays=CLAIM + "title: sun pays\n---\n",
            wind="---\n---\n",
            snow=CLAIM + "---\n",
            other=CLAIM + "---\n",
        )
    )
    assert found.notes[0].targets() == frozenset({1, 2, 3})


def test_edges_that_were_woven_are_no_links_unless_the_body_has_them_too() -> None:
    head = CLAIM + "related: [sun pays, rain falls]\nreweave_edges:\n- sun pays|related|2026-01-01\n"
    head += "- rain falls|related|2026-01-01\n---\n[[rain falls]]"
    found = rank_notes(vault_of(first=head, sun="# sun pays\n", rain="# rain falls\n"))
    assert found.notes[0].targets() == frozenset({2})


def test_fields_hold_no_names_of_other_notes() -> None:
    head = (
        CLAIM
        + "domain: energy\nsupports: [sun pays]\nmaps: the wind map\ndescription: goes on from [[sun]] to profit\n"
        "reweave_edges: [sun pays|supports|2026-01-01]\n---\n"
    )
    found = rank_notes(vault_of(first=head, sun="---\ntitle: sun pays\n---\n", the_wind_map="x\n"))
    fields = {field: " ".join(text.split()) for field, text in found.notes[0].fields.items()}
    assert fields == {"type": "claim", "domain": "energy", "description": "goes on from to profit"}


def test_names_are_all_by_which_a_note_may_be_spoken_of() -> None:
    found = rank_notes(vault_of(sun="---\ntitle: sun pays\naliases: [solar]\n---\n# Sun heading\n"))
    assert found.notes[0].names() == {"sun pays", "sun", "Sun heading", "solar"}
