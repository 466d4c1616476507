"""Taking items out of top-level lists of a note, and single values out of its fields."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from reweave.note.apply import Edited
from reweave.note.comments import Comment
from reweave.note.edit import Edit
from reweave.note.lines import behind_line
from reweave.note.note import Note
from reweave.note.signature import Signature, signature
from reweave.note.tree import Alias, Node, Scalar, Sequence, replace, walk
from reweave.note.tree import Mapping as MappingNode

_DASH = re.compile(r" *- *")

_REST = re.compile(r"[ \t]*,?[ \t]*(?:#.*)?\r?\n")
"""What may follow an item of a flow list that has its lines for itself."""


class Emptied(NamedTuple):
    """The result of emptying a list: the edits, and the node that is its value then (`None`: the key goes)."""

    edits: list[Edit]
    node: Node | None


Gone = Mapping[str, Iterable[Node]]
"""What to take out, by its key: items of a list, or the scalar that is all of the value."""


def why_stuck(note: Note, value: Node, item: Node, *, with_comments: bool = False) -> str | None:
    """Return why an item of a list, or a value, cannot be taken out without losing something else, or `None`.

    With `with_comments` the comments on the lines of the item may go, too.
    """
    if _has_properties(item) or (_has_properties(value) and not _is_own_list(note, value)):
        return "it has an anchor or a tag"
    if not isinstance(value, Sequence):
        start, end = lines_of(note, value)
    elif value.flow:
        start, end = lines_of(note, item) if _has_own_lines(note, item) else _span_in_line(note, value, item)
    else:
        start, end = lines_of(note, item)
        if not _DASH.fullmatch(note.text, start, item.start):
            return "its line holds something else"
    if not any(start <= comment.start < end for comment in note.comments):
        return None
    if not with_comments:
        return "it has a comment"
    if isinstance(value, Sequence) and value.flow and not _has_own_lines(note, item):
        return "its line holds something else"
    return None


def _has_properties(node: Node) -> bool:
    return isinstance(node, Alias) or node.anchor is not None or node.tag is not None


def _is_own_list(note: Note, value: Node) -> bool:
    """Return whether a value is a list of several items that no alias stands for."""
    if not isinstance(value, Sequence) or len(value.items) < 2 or note.root is None:
        return False
    return not any(isinstance(node, Alias) and node.anchor == value.anchor for node in walk(note.root))


def _has_own_lines(note: Note, item: Node) -> bool:
    """Return whether nothing else is on the lines of an item of a flow list, but a comma and comments."""
    start, end = lines_of(note, item)
    return not note.text[start : item.start].strip() and _REST.fullmatch(note.text, item.end, end) is not None


def _span_in_line(note: Note, value: Sequence, item: Node) -> tuple[int, int]:
    """Return the span of an item of a flow list, what parts it from its neighbour, and the rest of its line."""
    at = next(at for at, node in enumerate(value.items) if node is item)
    stop = value.items[at + 1].start if at + 1 < len(value.items) else value.end
    return (value.items[at - 1].end, min(stop, behind_line(note.text, item.end))) if at else (item.start, stop)


def lines_of(note: Note, node: Node) -> tuple[int, int]:
    """Return the span of the whole lines of a node."""
    return note.text.rfind("\n", 0, node.start) + 1, behind_line(note.text, node.end)


def _comments_of(note: Note, node: Node) -> list[Comment]:
    """Return the comments on the lines of a node."""
    start, end = lines_of(note, node)
    return [comment for comment in note.comments if start <= comment.start < end]


def remove_items(
    note: Note,
    gone: Gone,
    *,
    rule: str,
    message: str = "",
    emptied: Callable[[Scalar, Sequence], Emptied] | None = None,
) -> Edited:
    """Return the edits that take items out of the lists of a note, or empty its single values.

    None of them may be stuck (see `why_stuck`); comments on their lines go, too. `emptied` says what becomes of a list
    that loses all its items; where it is missing, that is `[]`.
    """
    work = _Removal(note, rule, message)
    edits: list[Edit] = []
    made: dict[str, Node | None] = {}
    taken: set[int] = set()
    assert isinstance(note.root, MappingNode)
    for name, value in note.root.pairs:
        if not isinstance(name, Scalar) or name.value not in gone:
            continue
        nodes = list(gone[name.value])
        in_flow = isinstance(value, Sequence) and value.flow
        whole = [node for node in nodes if not in_flow or _has_own_lines(note, node)]
        taken.update(comment.start for node in whole for comment in _comments_of(note, node))
        if isinstance(value, Scalar) and nodes == [value]:
            edits.append(work.without_value(name, value))
            made[name.value] = Scalar(value.start, value.start, "", "", None, None)
        if not isinstance(value, Sequence):
            continue
        rest = [item for item in value.items if all(item is not node for node in nodes)]
        if rest:
            made[name.value] = replace(value, items=rest)
            edits += work.from_flow(value, rest) if value.flow else work.from_block(nodes)
        else:
            one = work.emptied(name, value) if emptied is None else emptied(name, value)
            edits += one.edits
            made[name.value] = one.node
    return Edited(tuple(edits), _expected(note, made, taken))


def empty_list(note: Note, name: Scalar, value: Sequence, *, rule: str, message: str = "") -> Emptied:
    """Return what writes `[]` for a list whose items all go."""
    return _Removal(note, rule, message).emptied(name, value)


class _Removal(NamedTuple):
    note: Note
    rule: str
    message: str

    def from_block(self, nodes: Iterable[Node]) -> list[Edit]:
        return [self._cut(*lines_of(self.note, node)) for node in nodes]

    def from_flow(self, value: Sequence, rest: list[Node]) -> list[Edit]:
        kept = {id(node) for node in rest}
        commented = self.has_comments(value)
        edits: list[Edit] = []
        for stays, run in groupby(enumerate(value.items), lambda pair: id(pair[1]) in kept):
            if stays:
                continue
            (first, _), *_ = gone = list(run)
            last = gone[-1][0]
            if commented and all(_has_own_lines(self.note, node) for _, node in gone):
                edits += self.from_block(node for _, node in gone)
                edits += self._last_comma(value, first) if last + 1 == len(value.items) else []
            elif first:
                edits.append(self._cut(value.items[first - 1].end, value.items[last].end))
            else:
                edits.append(self._cut(value.items[0].start, value.items[last + 1].start))
        return edits

    def _last_comma(self, value: Sequence, first: int) -> list[Edit]:
        """Return what takes the comma before the item `first`, if it and all after go and the last has none."""
        if not first or self._comma(value.items[-1].end, value.end) is not None:
            return []
        comma = self._comma(value.items[first - 1].end, value.end)
        return [] if comma is None else [self._cut(comma, comma + 1)]

    def _comma(self, start: int, end: int) -> int | None:
        """Return where the first comma between two items is, outside of comments."""
        spans = [(comment.start, comment.end) for comment in self.note.comments]
        at = self.note.text.find(",", start, end)
        while at >= 0 and (inside := next((span for span in spans if span[0] <= at < span[1]), None)):
            at = self.note.text.find(",", inside[1], end)
        return None if at < 0 else at

    def without_value(self, name: Scalar, value: Scalar) -> Edit:
        end = max([value.end, *(comment.end for comment in _comments_of(self.note, value))])
        return self._cut(self.note.text.index(":", name.end) + 1, end)

    def has_comments(self, value: Node) -> bool:
        return any(value.start <= comment.start < value.end for comment in self.note.comments)

    def _keeps_comments(self, value: Sequence) -> bool:
        """Return whether comments are left in a flow list that loses all its items."""
        gone = [lines_of(self.note, node) for node in value.items if _has_own_lines(self.note, node)]
        inside = (one.start for one in self.note.comments if value.start <= one.start < value.end)
        return any(not any(start <= at < end for start, end in gone) for at in inside)

    def _from_line(self, value: Sequence, at: int) -> Edit:
        """Return what takes out an item with its comma, or with its lines where nothing else is on them."""
        node = value.items[at]
        if _has_own_lines(self.note, node):
            return self._cut(*lines_of(self.note, node))
        comma = self._comma(node.end, value.items[at + 1].start if at + 1 < len(value.items) else value.end)
        plain = comma is not None and not self.note.text[node.end : comma].strip(" \t")
        return self._cut(node.start, comma + 1 if comma is not None and plain else node.end)

    def emptied(self, name: Scalar, value: Sequence) -> Emptied:
        made = Sequence(value.start, value.end, True, None, None)
        if value.flow and self._keeps_comments(value):
            return Emptied([self._from_line(value, at) for at in range(len(value.items))], made)
        if value.flow:
            return Emptied([self._cut(value.start + 1, value.end - 1)], made)
        colon = self.note.text.index(":", name.end) + 1
        return Emptied([self._cut(colon, colon, " []"), *self.from_block(value.items)], made)

    def _cut(self, start: int, end: int, text: str = "") -> Edit:
        return self.note.edit(start, end, text, self.rule, self.message)


def _expected(note: Note, made: Mapping[str, Node | None], taken: Collection[int]) -> Signature:
    """Return what the note must read to: without the items, and each other comment at the leaf that then follows it.

    `taken` are the starts of the comments that go.
    """
    root = note.root
    assert isinstance(root, MappingNode)
    pairs: list[tuple[Node, Node]] = []
    for key, value in root.pairs:
        if not isinstance(key, Scalar) or key.value not in made:
            pairs.append((key, value))
        elif (node := made[key.value]) is not None:
            pairs.append((key, node))
    whole = MappingNode(root.start, root.end, root.flow, root.anchor, root.tag, pairs)
    staying = {id(node) for node in walk(whole)}
    order = [node for node in walk(root) if isinstance(node, Scalar | Alias)]
    place = {id(node): at for at, node in enumerate(order)}
    values = {id(key): node for key, node in pairs if isinstance(key, Scalar) and key.value in made}
    comments: list[Comment] = []
    for one in note.comments:
        if one.start in taken:
            continue
        owner = one.owner
        if owner is not None and id(owner) not in staying:
            at = place[id(owner)]
            near = order[at:] if one.own_line else reversed(order[:at])
            owner = next((node for node in near if id(node) in staying), None)
        elif owner is not None and not one.own_line and isinstance(filled := values.get(id(owner)), Scalar):
            # An empty value leaves its comment to the key.
            owner = filled if filled.end > filled.start else owner
        comments.append(Comment(one.start, one.end, one.text, one.own_line, owner))
    return signature(whole if pairs else None, comments)
