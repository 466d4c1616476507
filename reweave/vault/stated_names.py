"""The nodes of a field that may name notes: the items of its list, or its single value."""

from collections.abc import Iterator
from dataclasses import dataclass

from reweave.note.tree import Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class StatedName:
    """One text that may name a note.

    `node` is what goes with it, `scalar` what holds the name: the same, but for an unquoted wikilink (`[[name]]`),
    which YAML reads as a list in a list.
    """

    text: str
    node: Node
    scalar: Scalar

    @property
    def is_unquoted_link(self) -> bool:
        """Return whether the name is in an unquoted wikilink."""
        return self.node is not self.scalar


def stated_names(text: str, value: Node) -> Iterator[StatedName]:
    """Yield the names in the value of a field of a frontmatter with this text."""
    if isinstance(value, Scalar):
        if value.value.strip():
            yield StatedName(value.value, value, value)
        return
    if not isinstance(value, Sequence):
        return
    if (name := unquoted_link(text, value)) is not None:
        yield StatedName(f"[[{name.value}]]", value.items[0], name)
        return
    for item in value.items:
        if isinstance(item, Scalar):
            yield StatedName(item.value, item, item)
        elif (name := unquoted_link(text, item)) is not None:
            yield StatedName(f"[[{name.value}]]", item, name)


def unquoted_link(text: str, value: Node) -> Scalar | None:
    """Return the one name in an unquoted wikilink, or `None` where a value is none."""
    if not isinstance(value, Sequence) or not value.flow or len(value.items) != 1:
        return None
    inner = value.items[0]
    if not text.startswith("[[", value.start) or not isinstance(inner, Sequence) or len(inner.items) != 1:
        return None
    return inner.items[0] if isinstance(inner.items[0], Scalar) else None
