"""An edge as written in a note: an item of a typed list, and an entry of `reweave_edges`."""

from collections.abc import Iterable
from dataclasses import dataclass

from reweave.note.provenance import Provenance
from reweave.note.tree import Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class EdgeEntry:
    """One edge in one note: the item `provenance.title` of the list `field`, and its entry of `reweave_edges`.

    `message` is for a reviewer.
    """

    field: str
    provenance: Provenance
    message: str


def strip_wikilink(reference: str) -> str:
    """Return the name in a list item, without the brackets of a wikilink that is all of it."""
    text = reference.strip()
    if text.startswith("[[") and text.endswith("]]") and "[[" not in text[2:] and "|" not in text:
        text = text[2:-2].strip()
    return text


def scalar_items(value: Node) -> Iterable[Scalar]:
    """Return the scalars among the items of a list; none for a value that is not a list."""
    return [item for item in value.items if isinstance(item, Scalar)] if isinstance(value, Sequence) else []
