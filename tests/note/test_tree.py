from hypothesis import given

from reweave.note.note import Note
from reweave.note.tree import Mapping, Sequence, branches, walk
from tests.strategies import notes


@given(notes())
def test_branches_are_the_lists_and_mappings_of_a_walk(source: bytes) -> None:
    note = Note("n.md", source)
    if note.root is not None:
        assert list(branches(note.root)) == [one for one in walk(note.root) if isinstance(one, Sequence | Mapping)]
