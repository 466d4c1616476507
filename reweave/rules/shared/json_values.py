"""A frontmatter as the values of JSON, with the node of each."""

import math
from collections.abc import Mapping as Table
from collections.abc import Sequence as Places

from reweave.note.implicit_tags import resolve
from reweave.note.note import Note
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence, walk

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]

_MOST = 10_000
"""Values after which a frontmatter is not looked at: aliases could make as many as they like of a few."""
_TRUE = frozenset({"true", "True", "TRUE"})
_BASES = {"0x": 16, "0o": 8}


class TooManyValuesError(Exception):
    """A frontmatter has more values than are looked at."""


def json_value(note: Note) -> Value:
    """Return the values of a note as YAML 1.2 reads them; a date is text, and so is what JSON cannot hold.

    Raises:
        TooManyValuesError: aliases make too many of them.
    """
    return _Reader(note).value(note.root)


def node_at(note: Note, path: Places[str | int]) -> Node | None:
    """Return the node at a path of keys and places, or the last on the way to it."""
    anchored = _anchored(note.root)
    node = note.root
    for step in path:
        node = anchored.get(node.anchor, node) if isinstance(node, Alias) else node
        if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        elif isinstance(node, Mapping):
            held = [value for key, value in node.pairs if isinstance(key, Scalar) and key.value == step]
            if not held:
                return node
            node = held[-1]
        else:
            return node
    return node


class _Reader:
    def __init__(self, note: Note) -> None:
        self._anchored = _anchored(note.root)
        self._left = _MOST

    def value(self, node: Node | None) -> Value:
        self._left -= 1
        if self._left < 0:
            raise TooManyValuesError
        if isinstance(node, Alias):
            meant = self._anchored.get(node.anchor)
            return None if meant is None or meant.start <= node.start < meant.end else self.value(meant)
        if isinstance(node, Sequence):
            return [self.value(item) for item in node.items]
        if isinstance(node, Mapping):
            return {key.value: self.value(value) for key, value in node.pairs if isinstance(key, Scalar)}
        return None if node is None else _scalar(node)


def _scalar(node: Scalar) -> Value:
    text = node.value
    kind = "str" if node.style or node.tag is not None else resolve(text)[1]
    if kind == "null":
        return None
    if kind == "bool":
        return text in _TRUE
    if kind == "int":
        base = _BASES.get(text.lstrip("+-")[:2], 10)
        return int(text, base) if len(text) < 100 else text
    if kind == "float":
        number = float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
        return number if math.isfinite(number) else text
    return text


def _anchored(root: Node | None) -> Table[str | None, Node]:
    nodes = () if root is None else walk(root)
    return {node.anchor: node for node in nodes if not isinstance(node, Alias) and node.anchor is not None}
