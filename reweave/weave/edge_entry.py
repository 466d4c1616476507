"""An edge as written in a note: an item of a typed list, and an entry of `reweave_edges`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from reweave.note.provenance import Provenance
from reweave.note.tree import Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class EdgeEntry:
    """One edge in one note: an item of the list `field`, and its entry of `reweave_edges`.

    The item is the title in the entry, as a `wikilink` with brackets around it. `message` is for a reviewer.
    """

    field: str
    provenance: Provenance
    message: str
    wikilink: bool = False

    @classmethod
    def of_item(cls, field: str, item: str, type: str, day: date, message: str) -> Self:
        """Return the edge that an item states."""
        title = strip_wikilink(item)
        return cls(field, Provenance(title, type, day), message, item == f"[[{title}]]")

    @property
    def item(self) -> str:
        """The item of the list."""
        return f"[[{self.provenance.title}]]" if self.wikilink else self.provenance.title


def strip_wikilink(reference: str) -> str:
    """Return the name in a list item, without the brackets of a wikilink that is all of it."""
    text = reference.strip()
    if text.startswith("[[") and text.endswith("]]") and "[[" not in text[2:] and "|" not in text:
        text = text[2:-2].strip()
    return text


def scalar_items(value: Node) -> Iterable[Scalar]:
    """Return the scalars among the items of a list; none for a value that is not a list."""
    return [item for item in value.items if isinstance(item, Scalar)] if isinstance(value, Sequence) else []
