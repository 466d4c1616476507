"""The data and comments of a frontmatter as one value, to compare before and after an edit."""

from collections.abc import Iterable, Iterator
from itertools import chain

from reweave.note.comments import Comment
from reweave.note.implicit_tags import resolve
from reweave.note.tree import Alias, Mapping, Node, Scalar

Signature = tuple[tuple[object, ...], tuple[object, ...]]
_STRING = ("str", "str")


def signature(root: Node | None, comments: Iterable[Comment] = ()) -> Signature:
    """Return the data below `root` and `comments`, each with the leaf that it belongs to.

    Two frontmatters with equal signatures hold the same nodes in the same order, with the same anchors, the same tags
    under YAML 1.1 and under YAML 1.2, the same values, and the same comments at the same items. Style, indentation
    and position are left out.
    """
    commented = list(comments)
    nodes: list[object] = []
    leaves: list[Node] = []
    # For each open list or mapping, what stands for its end, and the nodes in it that are still to come.
    waiting: list[tuple[str, Iterator[Node]]] = [("", iter(() if root is None else (root,)))]
    while waiting:
        end, children = waiting[-1]
        for node in children:
            if isinstance(node, Scalar):
                leaves.append(node)
                tag = node.tag if node.tag is not None else _STRING if node.style else resolve(node.value)
                nodes.append((node.anchor, tag, node.value))
            elif isinstance(node, Alias):
                leaves.append(node)
                nodes.append(("*", node.anchor))
            elif isinstance(node, Mapping):
                nodes.append(("{", node.anchor, node.tag))
                waiting.append(("}", chain.from_iterable(node.pairs)))
                break
            else:
                nodes.append(("[", node.anchor, node.tag))
                waiting.append(("]", iter(node.items)))
                break
        else:
            waiting.pop()
            if waiting:
                nodes.append(end)
    if not commented:
        return tuple(nodes), ()
    places = {id(leaf): index for index, leaf in enumerate(leaves)}
    owned = [
        (len(leaves) if comment.own_line else -1, comment.own_line, comment.text)
        if comment.owner is None
        else (places[id(comment.owner)], comment.own_line, comment.text)
        for comment in commented
    ]
    return tuple(nodes), tuple(sorted(owned, key=lambda one: one[0]))
