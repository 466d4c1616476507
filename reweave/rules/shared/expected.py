"""The data that a note must hold after a content fix."""

from collections.abc import Mapping as Table

from reweave.note.note import Note
from reweave.note.signature import Signature, signature
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence, replace


def expected_data(note: Note, changed: Table[Node, Node | None]) -> Signature:
    """Return what `note` must read to once the nodes of `changed` have been replaced: the `expected` of a `Proposal`.

    `None` removes an item of a list, or a pair of a mapping, which is named by its key. A comment follows its node to
    the replacement. Nodes inside a replacement may be changed as well.

        dates = {node: replace(node, value="2024-01-05") for node in found}
        yield Proposal(self.name, offset, message, edits, expected_data(note, dates))

    Raises:
        ValueError: a comment belongs to a node that would be removed.
    """
    comments = []
    for comment in note.comments:
        if comment.owner is not None and comment.owner in changed:
            owner = changed[comment.owner]
            if not isinstance(owner, Scalar | Alias):
                raise ValueError("a comment belongs to a node that would be removed")
            comment = comment._replace(owner=owner)
        comments.append(comment)
    return signature(None if note.root is None else _changed(note.root, changed), comments)


def _changed(node: Node, changed: Table[Node, Node | None]) -> Node:
    node = changed.get(node) or node
    if isinstance(node, Sequence):
        items = [item for item in node.items if not _is_removed(item, changed)]
        return replace(node, items=[_changed(item, changed) for item in items])
    if isinstance(node, Mapping):
        pairs = [(key, value) for key, value in node.pairs if not _is_removed(key, changed)]
        return replace(node, pairs=[(_changed(key, changed), _changed(value, changed)) for key, value in pairs])
    return node


def _is_removed(node: Node, changed: Table[Node, Node | None]) -> bool:
    return node in changed and changed[node] is None
