"""What must stay the same: a frontmatter's data and comments, as a value that can be compared."""

from collections.abc import Iterable

from reweave.note.comments import Comment
from reweave.note.resolve import resolve
from reweave.note.tree import Alias, Mapping, Node, Scalar

Signature = tuple[tuple[object, ...], tuple[object, ...]]
_STRING = ("str", "str")


def signature(root: Node | None, comments: Iterable[Comment] = ()) -> Signature:
    """Return the data below `root` and `comments`, each with the leaf that it belongs to.

    Two frontmatters with equal signatures hold the same nodes in the same order, with the same anchors, the same tags
    under YAML 1.1 and under YAML 1.2, the same values, and the same comments at the same items. Style, indentation
    and position are left out.
    """
    nodes: list[object] = []
    leaves: dict[int, int] = {}
    stack: list[Node | str] = [] if root is None else [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            nodes.append(node)
        elif isinstance(node, Scalar):
            leaves[id(node)] = len(leaves)
            tag = node.tag if node.tag is not None else _STRING if node.style else resolve(node.value)
            nodes.append((node.anchor, tag, node.value))
        elif isinstance(node, Alias):
            leaves[id(node)] = len(leaves)
            nodes.append(("*", node.anchor))
        elif isinstance(node, Mapping):
            nodes.append(("{", node.anchor, node.tag))
            stack.append("}")
            for key, value in reversed(node.pairs):
                stack.append(value)
                stack.append(key)
        else:
            nodes.append(("[", node.anchor, node.tag))
            stack.append("]")
            stack.extend(reversed(node.items))
    owned = [
        (len(leaves) if comment.own_line else -1, comment.own_line, comment.text)
        if comment.owner is None
        else (leaves[id(comment.owner)], comment.own_line, comment.text)
        for comment in comments
    ]
    return tuple(nodes), tuple(sorted(owned, key=lambda one: one[0]))
