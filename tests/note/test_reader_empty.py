"""An empty value ends at its colon for both readers, so that a comment below it is not taken for its own."""

import pytest

from reweave.note.note import Note
from reweave.note.proof_readers import ruamel_events
from reweave.note.reader import read_tree
from reweave.note.tree import walk
from reweave.note.verify import prove_by_second_reader


@pytest.mark.parametrize(
    "text", ["b:\n# own\n", "a: 1\nb:\n# own\nc: 1\n", "b:   # x\n# own\n", "b : \n\n# own\n", "{a: , b: #x\n}\n"]
)
def test_both_readers_place_an_empty_value_alike(text: str) -> None:
    fast, pure = read_tree(text), read_tree(text, events=ruamel_events)
    assert fast is not None
    assert pure is not None
    assert [(node.start, node.end) for node in walk(fast)] == [(node.start, node.end) for node in walk(pure)]


def test_a_note_whose_last_value_is_empty_is_not_refused() -> None:
    prove_by_second_reader(Note("a.md", b"---\ntype: claim\nsupports:\n# none yet\n---\n"))
