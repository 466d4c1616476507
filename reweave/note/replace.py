"""Writing other text into scalars of a note, each in the style that it has."""

from collections.abc import Iterable
from dataclasses import replace

from reweave.note.apply import Edited
from reweave.note.note import Note
from reweave.note.plain import Position, is_plain_safe
from reweave.note.quoting import double_quoted, single_quoted
from reweave.note.signature import signature
from reweave.note.tree import Mapping, Node, Scalar, Sequence


def restyled(node: Scalar, text: str, position: Position) -> tuple[str, Scalar]:
    """Return how a string is written in the style of `node`, and the node that it is read to.

    A plain scalar stays plain where every reader gives the string back, and single quotes stay where they can hold it;
    else it has double quotes.
    """
    if not node.style and is_plain_safe(text, position):
        return text, Scalar(node.start, node.end, text, "", None, None)
    single = single_quoted(text) if node.style == "'" else None
    return single or double_quoted(text), Scalar(node.start, node.end, text, "'" if single else '"', None, None)


def why_fixed(node: Node) -> str | None:
    """Return why a node cannot be replaced by another text, or `None`."""
    if not isinstance(node, Scalar):
        return "it is no scalar"
    if node.anchor is not None or node.tag is not None:
        return "it has an anchor or a tag"
    return "it is a block scalar" if node.style in ("|", ">") else None


def replace_items(note: Note, new: Iterable[tuple[Scalar, str]], *, rule: str, message: str) -> Edited:
    """Return the edits that write other strings for items of top-level lists, none of them fixed (see `why_fixed`).

    Quotes that an item had because it needed them go where they are not needed any more; all others stay.
    """
    root = note.root
    assert isinstance(root, Mapping)
    wanted = {id(node): text for node, text in new}
    edits = []
    made: dict[int, Scalar] = {}
    pairs: list[tuple[Node, Node]] = []
    for key, value in root.pairs:
        if isinstance(value, Sequence) and any(id(item) in wanted for item in value.items):
            position = Position.FLOW if value.flow else Position.ITEM
            items: list[Node] = []
            for item in value.items:
                text = wanted.get(id(item))
                if text is None or not isinstance(item, Scalar):
                    items.append(item)
                    continue
                needed = item.style and not is_plain_safe(item.value, position)
                model = replace(item, style="") if needed and is_plain_safe(text, position) else item
                written, node = restyled(model, text, position)
                edits.append(note.edit(item.start, item.end, written, rule, message))
                made[id(item)] = node
                items.append(node)
            value = replace(value, items=items)
        pairs.append((key, value))
    comments = [replace(one, owner=made.get(id(one.owner), one.owner)) for one in note.comments]
    return Edited(tuple(edits), signature(replace(root, pairs=pairs), comments))
