from reweave.weave.rank.index import own_text
from reweave.weave.rank.notes import rank_notes
from reweave.weave.rank.train.variants import make_variants, without_glosses, without_metadata
from tests.weave.rank.vaults import vault_of

HEAD = "---\ncreated: 2024-01-01\ndescription: short\n---\n"


def test_a_bare_note_has_its_text_and_links_alone() -> None:
    note = without_metadata(rank_notes(vault_of(a__one=HEAD + "text [[two]]", two="")).notes[0])
    assert (note.folder, note.created, dict(note.fields), len(note.links)) == ("", None, {}, 1)
    assert own_text(note).split() == ["one", "text"]


def test_glosses_are_the_list_lines_around_links() -> None:
    body = "Runs on [[two]] here\n- [[two]] - why so\n  2. see [[two]] and [[three]]\n- no link"
    note = without_glosses(rank_notes(vault_of(one=body, two="", three="")).notes[0])
    assert own_text(note).split() == ["one", "Runs", "on", "here", "-", "no", "link"]
    assert [link.target for link in note.links] == [1, 1, 1, 2]


def test_each_version_has_a_name_of_its_own() -> None:
    found = list(make_variants(rank_notes(vault_of(one=HEAD)).notes))
    assert [(one.name, one.orphan) for one in found] == [
        ("leave_one_source_out", False),
        ("strict", True),
        ("bare", True),
        ("without_glosses", True),
    ]
