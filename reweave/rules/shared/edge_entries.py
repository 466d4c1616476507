"""What the rules about edges share: the entries of a note's lists, each with its node."""

from collections.abc import Collection, Iterator

from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar, Sequence


def entries(note: Note, lists: Collection[str]) -> Iterator[tuple[str, Scalar]]:
    """Yield the entries of a note's top-level `lists`, in source order: the list's name and the entry's node.

    A value that is one string counts as a list of one. Entries that are no strings are left out.
    """
    if not isinstance(note.root, Mapping):
        return
    for key, value in note.root.pairs:
        if isinstance(key, Scalar) and key.value in lists:
            for item in value.items if isinstance(value, Sequence) else (value,):
                if isinstance(item, Scalar) and item.value:
                    yield key.value, item
