"""The values of a frontmatter as text by key. Nothing is constructed: a date is its text."""

from collections.abc import Iterator, Mapping

from reweave.note.note import Note
from reweave.note.tree import Alias, Node, Scalar, Sequence, walk
from reweave.note.tree import Mapping as MappingNode

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_DEEPEST = 16


def read_fields(note: Note) -> Mapping[str, tuple[str, ...]]:
    """Return each key of a note's frontmatter with its values: one for a scalar, one for each item of a list.

    Nulls are left out, and deeper values are joined to one text (`key: value` lines). A wikilink without quotes, which
    YAML reads as a list in a list, is its text. A repeated key has the values of all occurrences. A note without
    readable frontmatter has no fields.
    """
    if not isinstance(note.root, MappingNode):
        return {}
    anchored = _anchored(note) if "*" in note.text else {}
    fields: dict[str, tuple[str, ...]] = {}
    for key, value in note.root.pairs:
        if not isinstance(key, Scalar):
            continue
        if isinstance(value, Alias) and isinstance(meant := anchored.get(value.anchor), Scalar | Sequence):
            value = meant
        values = tuple(_values(note.text, value, anchored))
        fields[key.value] = fields[key.value] + values if key.value in fields else values
    return fields


def find_entry(note: Note, field: str, entry: str) -> int | None:
    """Return the offset in the frontmatter's text of the first value of a field that reads as `entry`.

    An alias is found where it is written, not at its anchor.
    """
    if not isinstance(note.root, MappingNode):
        return None
    anchored = _anchored(note) if "*" in note.text else {}
    for key, value in note.root.pairs:
        if not isinstance(key, Scalar) or key.value != field:
            continue
        if isinstance(value, Sequence) and _bare_wikilink(note.text, value) is None:
            for item in value.items:
                meant = anchored.get(item.anchor, item) if isinstance(item, Alias) else item
                if _text(note.text, meant) == entry:
                    return item.start
        elif isinstance(value, Alias):
            if entry in _values(note.text, anchored.get(value.anchor, value), anchored):
                return value.start
        elif _text(note.text, value) == entry:
            return value.start
    return None


def _values(text: str, node: Node, anchored: Mapping[str, Node]) -> Iterator[str]:
    if isinstance(node, Sequence):
        if (link := _bare_wikilink(text, node)) is not None:
            yield link
            return
        for item in node.items:
            if isinstance(item, Alias):
                item = anchored.get(item.anchor, item)
                if not isinstance(item, Scalar):
                    continue
            if (value := _text(text, item)) is not None:
                yield value
    elif (value := _text(text, node)) is not None:
        yield value


def _text(text: str, node: Node) -> str | None:
    if isinstance(node, Scalar):
        return None if not node.style and node.tag is None and node.value in _NULL else node.value
    if isinstance(node, Sequence) and (link := _bare_wikilink(text, node)) is not None:
        return link
    return "\n".join(_lines(node, 0)) or None


def _bare_wikilink(text: str, node: Sequence) -> str | None:
    """Return `[[x]]` as written in the text, where YAML sees a list that holds nothing but a list."""
    if not node.flow or len(node.items) != 1 or node.anchor is not None or node.tag is not None:
        return None
    inner = node.items[0]
    if not isinstance(inner, Sequence) or not all(isinstance(one, Scalar) for one in inner.items) or not inner.items:
        return None
    if not text.startswith("[[", node.start) or not text.endswith("]]", 0, node.end):
        return None
    return " ".join(text[node.start : node.end].split())


def _lines(node: Node, depth: int) -> Iterator[str]:
    """Yield the text of nested values, line by line; aliases are not followed, so that nothing grows."""
    if isinstance(node, Scalar):
        if node.value:
            yield node.value
    elif isinstance(node, Sequence) and depth < _DEEPEST:
        for item in node.items:
            yield from _lines(item, depth + 1)
    elif isinstance(node, MappingNode) and depth < _DEEPEST:
        for key, value in node.pairs:
            name = key.value if isinstance(key, Scalar) else ""
            for number, line in enumerate(_lines(value, depth + 1)):
                yield f"{name}: {line}" if number == 0 else line


def _anchored(note: Note) -> dict[str, Node]:
    """Return the last node with each anchor (a later one of the same name takes the place of an earlier)."""
    assert note.root is not None
    return {node.anchor: node for node in walk(note.root) if not isinstance(node, Alias) and node.anchor is not None}
