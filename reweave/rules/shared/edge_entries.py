"""The entries of a note's edge lists."""

from collections.abc import Collection, Iterator

from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar, Sequence

_SHOWN = 60


def entries(note: Note, lists: Collection[str]) -> Iterator[tuple[str, Scalar]]:
    """Yield the entries of a note's top-level `lists`, in source order: the list's name and the entry's node.

    A value that is one string counts as a list of one. Entries that are not strings are left out.
    """
    if not isinstance(note.root, Mapping):
        return
    for key, value in note.root.pairs:
        if isinstance(key, Scalar) and key.value in lists:
            for item in value.items if isinstance(value, Sequence) else (value,):
                if isinstance(item, Scalar) and item.value:
                    yield key.value, item


def shortened(text: str) -> str:
    """Return a text as messages quote it: at most 60 characters."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
