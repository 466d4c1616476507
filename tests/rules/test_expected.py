import pytest

from reweave.note.note import Note
from reweave.note.tree import Mapping, Node, Scalar, Sequence, replace, walk
from reweave.note.verify import note_signature
from reweave.rules.shared.expected import expected_data


def _note(text: str) -> Note:
    note = Note("n.md", f"---\n{text}---\n".encode())
    assert note.root is not None
    return note


def _scalar(note: Note, value: str) -> Scalar:
    assert note.root is not None
    (node,) = (node for node in walk(note.root) if isinstance(node, Scalar) and node.value == value)
    return node


def test_a_value_is_replaced_wherever_it_is_and_its_comment_follows() -> None:
    note = _note("a:\n- b: [x, y] # why\n# of c\nc: 1\n")
    old = _scalar(note, "y")
    changed: dict[Node, Node | None] = {
        old: replace(old, value="z"),
        _scalar(note, "c"): Scalar(0, 0, "d", "", None, None),
    }
    assert expected_data(note, changed) == note_signature(_note("a:\n- b: [x, z] # why\n# of c\nd: 1\n"))
    assert expected_data(note, {}) == note_signature(note)


def test_items_and_pairs_are_removed() -> None:
    note = _note("a: [x, y]\nb:\n  c: 1\n  d: 2\n")
    removed: dict[Node, Node | None] = {_scalar(note, "x"): None, _scalar(note, "d"): None}
    assert expected_data(note, removed) == note_signature(_note("a: [y]\nb:\n  c: 1\n"))


def test_nodes_inside_a_replacement_change_as_well() -> None:
    note = _note("a: [x, y]\n")
    assert isinstance(note.root, Mapping)
    items = note.root.pairs[0][1]
    assert isinstance(items, Sequence)
    longer = replace(items, items=[*items.items, Scalar(0, 0, "z", "", None, None)])
    assert expected_data(note, {items: longer, items.items[0]: None}) == note_signature(_note("a: [y, z]\n"))


def test_a_comment_is_never_removed() -> None:
    note = _note("a:\n- x\n- y # why\n")
    with pytest.raises(ValueError, match="comment"):
        expected_data(note, {_scalar(note, "y"): None})
