"""Giving a top-level key of a note a list as its value."""

from collections.abc import Iterable, Sequence

from reweave.note.append import PLAIN, AppendError, Item, ListStyle, append_items, find_key
from reweave.note.apply import apply_edits
from reweave.note.note import Note
from reweave.note.remove import remove_items, why_stuck
from reweave.note.set_value import Value, set_value, written_value
from reweave.note.signature import signature
from reweave.note.tree import Node, Scalar
from reweave.note.tree import Sequence as ListNode


def set_list(note: Note, key: str, values: Sequence[Value | Item], *, rule: str, style: ListStyle = PLAIN) -> Note:
    """Return a note whose top-level `key` has `values` as its list, proved; the note itself where it has them already.

    The list keeps its style: block or flow, indentation, quotes; a new one is written like the note's other lists, then
    in `style`. Items at its start that stay are not touched. A single value becomes a list.

    Raises:
        AppendError: the note has no frontmatter, it cannot be read, the value is a mapping or an alias, or an item
            that goes cannot be taken out without losing something else.
        ProofError: the result is not what was expected.
    """
    items = [_item(value, key) for value in values]
    found = find_key(note, key)
    old = found[1].items if found is not None and isinstance(found[1], ListNode) else []
    wanted = [signature(_node(item))[0] for item in items]
    kept = 0
    while kept < min(len(old), len(items)) and signature(old[kept])[0] == wanted[kept]:
        kept += 1
    if found is not None and isinstance(found[1], ListNode) and kept == len(old) == len(items):
        return note
    if found is not None and isinstance(found[1], Scalar):
        edited = set_value(note, key, None, rule=rule)
        note = note if edited is None else apply_edits(note, edited)
    added = items[kept:]
    if not items and not old:
        added = [Item("-")]  # a key gets a list by its first item, which goes again
    note = apply_edits(note, append_items(note, key, added, rule=rule, style=style))
    return _without(note, key, [*range(kept, len(old)), *([0] if not items and not old else [])], rule)


def _without(note: Note, key: str, places: Iterable[int], rule: str) -> Note:
    """Return a note without the items at some places of a list."""
    found = find_key(note, key)
    gone: list[Scalar] = []
    for place in places:
        assert found is not None and isinstance(found[1], ListNode)
        item = found[1].items[place]
        why = why_stuck(note, found[1], item) if isinstance(item, Scalar) else "it is not a single value"
        if why is not None or not isinstance(item, Scalar):
            raise AppendError(f"{key} cannot be set: an item cannot be removed, {why}")
        gone.append(item)
    return apply_edits(note, remove_items(note, {key: gone}, rule=rule)) if gone else note


def _item(value: Value | Item, key: str) -> Item:
    if isinstance(value, Item):
        return value
    message = f"{key} set"
    if isinstance(value, str):
        return Item(value, message)
    text = written_value(value)
    return Item(text, message, node=Scalar(0, 0, text, "", None, None))


def _node(item: Item) -> Node:
    return Scalar(0, 0, item.value, '"', None, None) if item.node is None else item.node
