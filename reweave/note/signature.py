"""The data and comments of a frontmatter as one value, to compare before and after an edit."""

from collections.abc import Iterable, Iterator
from itertools import chain

from reweave.note.comments import Comment
from reweave.note.implicit_tags import resolve
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence

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


def has_same_data(one: Node | None, two: Node | None) -> bool:
    """Return whether `signature` of both, without comments, is the same; that is known sooner than what it is."""
    if one is None or two is None:
        return one is two
    stack: list[tuple[Node, Node]] = [(one, two)]
    while stack:
        one, two = stack.pop()
        if one.anchor != two.anchor:
            return False
        if type(one) is Scalar and type(two) is Scalar:
            if one.value != two.value or one.tag != two.tag:
                return False
            one_plain, two_plain = not one.style, not two.style
            if one_plain is not two_plain and one.tag is None and resolve(one.value) != _STRING:
                return False
        elif type(one) is Mapping and type(two) is Mapping:
            if one.tag != two.tag or len(one.pairs) != len(two.pairs):
                return False
            stack += zip(chain.from_iterable(one.pairs), chain.from_iterable(two.pairs), strict=True)
        elif type(one) is Sequence and type(two) is Sequence:
            if one.tag != two.tag or len(one.items) != len(two.items):
                return False
            stack += zip(one.items, two.items, strict=True)
        elif not (type(one) is Alias and type(two) is Alias):
            return False
    return True
