"""Appending items to a top-level list of a note, in the style that the list has already.

The result is edits and what the edited note must read to; nothing is proved or written here.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, NoReturn

from reweave.note.apply import Edited
from reweave.note.block import Form
from reweave.note.comments import Comment
from reweave.note.edit import Edit
from reweave.note.implicit_tags import resolve
from reweave.note.lines import behind_line, column, eol_at, first_dash, indentation
from reweave.note.new_key import NewKey
from reweave.note.note import Note
from reweave.note.plain import Position, is_plain_safe
from reweave.note.quoting import double_quoted, single_quoted
from reweave.note.signature import signature
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence, walk

_NULL = ("null", "null")


class AppendError(Exception):
    """Items cannot be appended to this key; the text says why."""


class Item(NamedTuple):
    """An item to append: the string `value`, written as the list's other items are.

    With `node`, `value` is the source text of that node and is written as it is; its lines after the first have
    the indentation that is theirs below the item's first column. `above` are comment lines in front of the item,
    `trailing` is the comment after it on its line. `message` is what the edit says.
    """

    value: str
    message: str = ""
    node: Node | None = None
    above: tuple[str, ...] = ()
    trailing: str = ""


class ListStyle(NamedTuple):
    """How a list is written where the note itself does not show it: columns from key to dash, and the quotes."""

    indent: int = 0
    mark: str = ""


PLAIN = ListStyle()
"""No indentation, no quotes."""


def find_key(note: Note, key: str) -> tuple[Scalar, Node] | None:
    """Return a top-level key of a note with its value; `None` where the note has no such key, or no keys at all.

    Raises:
        AppendError: the frontmatter cannot be read, is not a block mapping, or holds the key twice.
    """
    if note.problem is not None:
        raise AppendError(f"the frontmatter cannot be read: {note.problem.reason}")
    if note.root is None:
        return None
    if not isinstance(note.root, Mapping) or note.root.flow:
        raise AppendError("the frontmatter is not a list of keys")
    found = [(name, value) for name, value in note.root.pairs if isinstance(name, Scalar) and name.value == key]
    if len(found) > 1:
        raise AppendError(f"the key {key} occurs {len(found)} times")
    return found[0] if found else None


def is_explicit(note: Note, name: Scalar) -> bool:
    """Return whether a top-level key is written `? key`."""
    root = note.root
    return isinstance(root, Mapping) and any(root.pairs[at][0] is name for at in root.explicit)


def append_items(
    note: Note,
    key: str,
    items: Iterable[str | Item],
    *,
    rule: str,
    after: str | None = None,
    style: ListStyle = PLAIN,
) -> Edited:
    """Return the edits that append `items` to the list at the top-level `key`, one for each item.

    A block list, a flow list, an empty list and an empty value become a list with the items at its end; a missing key
    is added after the key `after`, or at the end of the frontmatter. Indentation and quotes are those of the list's
    own items, then of the note's other lists, then `style`; quotes are used wherever a parser needs them.

    Raises:
        AppendError: the note has no frontmatter, the frontmatter cannot be read, or the value is not a list.
    """
    wanted = [item if isinstance(item, Item) else Item(item) for item in items]
    if note.block.form is not Form.YAML:
        raise AppendError("the note has no YAML frontmatter")
    found = find_key(note, key)
    if not wanted:
        return Edited((), signature(note.root, note.comments))
    return _Append(note, key, wanted, rule, style).appended(found, after)


class _FlowGap(NamedTuple):
    """The text after a flow list's last item up to the end of a comment on its line: new items follow it.

    `first` replaces it in front of the first new item, `between` is in front of the others, `after` follows each.
    """

    start: int
    end: int
    first: str
    between: str
    after: str


class _Append:
    """One call's work: where the items go, how they are written, and what is then read."""

    def __init__(self, note: Note, key: str, items: list[Item], rule: str, style: ListStyle) -> None:
        self.note = note
        self.text = note.text
        self.key = key
        self.items = items
        self.rule = rule
        self.style = style
        self.comments: list[Comment] = list(note.comments)

    def appended(self, found: tuple[Scalar, Node] | None, after: str | None) -> Edited:
        if found is None:
            return self._new_key(after)
        key, value = found
        if isinstance(value, Alias):
            self._refuse("its value is an alias")
        self._refuse_shared(value)
        if isinstance(value, Sequence):
            if not value.items:
                return self._fill(key, value)
            return self._flow(key, value) if value.flow else self._block(key, value)
        if isinstance(value, Scalar) and not value.style and value.tag is None and resolve(value.value) == _NULL:
            return self._fill(key, value)
        self._refuse("its value is not a list")

    def _refuse(self, why: str) -> NoReturn:
        raise AppendError(f"nothing can be appended to {self.key}: {why}")

    def _refuse_shared(self, value: Scalar | Sequence | Mapping) -> None:
        if value.anchor is None or self.note.root is None:
            return
        if any(isinstance(node, Alias) and node.anchor == value.anchor for node in walk(self.note.root)):
            self._refuse(f"its value is used elsewhere as *{value.anchor}")

    def _block(self, key: Scalar, value: Sequence) -> Edited:
        dash = first_dash(self.text, value)
        if dash is None:
            self._refuse("its first item is not on a line of its own")
        last = value.items[-1]
        place = behind_line(self.text, last.end)
        first = value.items[0]
        between = self.text[dash + 1 : first.start]
        gap = between if between and not between.strip(" ") else " "
        eol = eol_at(self.text, dash)
        mark = self._mark(value, Position.ITEM)
        edits, nodes = [], []
        for item in self.items:
            lines, node = self._block_item(item, column(self.text, dash), gap, mark)
            edits.append(self._edit(place, place, "".join(line + eol for line in lines), item))
            nodes.append(node)
        return self._result(edits, value, nodes)

    def _flow(self, key: Scalar, value: Sequence) -> Edited:
        if len(value.items) == 1 and isinstance(inner := value.items[0], Sequence) and inner.flow:
            self._refuse("its value is an unquoted [[link]]")
        gap = self._flow_gap(value)
        mark = self._mark(value, Position.FLOW)
        edits: list[Edit] = []
        nodes: list[Node] = []
        for item in self.items:
            if item.above or item.trailing:
                self._refuse("a comment has no place in a list on one line")
            if item.node is not None and not _fits_flow(item):
                self._refuse("an item does not fit into brackets")
            written, node = _write(item, Position.FLOW, mark)
            start = gap.end if edits else gap.start
            edits.append(self._edit(start, gap.end, (gap.between if edits else gap.first) + written + gap.after, item))
            nodes.append(node)
        # A comment after the bracket belongs to the last leaf before it.
        leaf = [one for node in nodes for one in walk(node) if isinstance(one, Scalar | Alias)][-1:]
        self.comments = [
            Comment(one.start, one.end, one.text, False, leaf[0])
            if leaf and not one.own_line and one.start >= value.end and one.owner is _last_leaf(value)
            else one
            for one in self.comments
        ]
        return self._result(edits, value, nodes)

    def _flow_gap(self, value: Sequence) -> "_FlowGap":
        text, last = self.text, value.items[-1]
        line = text.rfind("\n", 0, last.start) + 1
        own_line = line > value.start and not text[line : last.start].strip()
        margin = indentation(text, line) if line > value.start else column(text, value.items[0].start)
        eol = eol_at(text, last.end) + " " * margin
        for comment in self.note.comments:
            if last.end <= comment.start < value.end and not comment.own_line:
                kept = text[last.end : comment.end]
                if "," in text[last.end : comment.start]:
                    return _FlowGap(last.end, comment.end, kept + eol, eol, ",")
                return _FlowGap(last.end, comment.end, "," + kept + eol, "," + eol, "")
        separator = "," + eol if own_line else ", "
        return _FlowGap(last.end, last.end, separator, separator, "")

    def _fill(self, key: Scalar, value: Scalar | Sequence) -> Edited:
        if value.anchor is not None or value.tag is not None:
            self._refuse("its value has an anchor or a tag")
        if is_explicit(self.note, key):
            self._refuse(f"the key is written as `? {self.key}`; write `{self.key}:`")
        if "\n" in self.text[key.end : value.end]:
            self._refuse("its empty value is not on the key's line")
        colon = self.text.index(":", key.end)
        line_end = behind_line(self.text, value.end)
        eol = eol_at(self.text, key.start)
        head = self.text[key.end : colon + 1] + self.text[max(value.end, colon + 1) : line_end].rstrip() + eol
        made = Sequence(value.start, value.end, False, None, None)
        indent, mark = _indent_of(self.note, self.style), _mark_of(self.note, self.style)
        edits: list[Edit] = []
        for item in self.items:
            lines, node = self._block_item(item, column(self.text, key.start) + indent, " ", mark)
            made.items.append(node)
            written = "".join(line + eol for line in lines)
            if edits:
                edits.append(self._edit(line_end, line_end, written, item))
            else:
                edits.append(self._edit(key.end, line_end, head + written, item))
        # What belonged to the empty value belongs to the key, the last leaf before it.
        self.comments = [
            Comment(one.start, one.end, one.text, one.own_line, key) if one.owner is value else one
            for one in self.comments
        ]
        return self._signed(edits, replaced(self.note.root, value, made))

    def _new_key(self, after: str | None) -> Edited:
        new = NewKey(self.note, self.key, after)
        indent, mark = _indent_of(self.note, self.style), _mark_of(self.note, self.style)
        made = Sequence(0, 0, False, None, None)
        edits: list[Edit] = []
        for item in self.items:
            lines, node = self._block_item(item, len(new.margin) + indent, " ", mark)
            made.items.append(node)
            if not edits:
                lines.insert(0, new.margin + new.written)
            edits.append(self._edit(new.place, new.place, "".join(line + new.eol for line in lines), item))
        self.comments = new.comments(self.comments)
        return self._signed(edits, new.root(made))

    def _block_item(self, item: Item, dash: int, gap: str, mark: str) -> tuple[list[str], Node]:
        """Return an item's lines without their ends, and the node they are read to."""
        written, node = _write(item, Position.ITEM, mark)
        first, *more = written.split("\n")
        margin = " " * (dash + 1 + len(gap))
        lines = [" " * dash + comment for comment in item.above]
        lines.append(" " * dash + "-" + gap + first)
        lines.extend(margin + line if line else "" for line in more)
        if item.trailing:
            if more:
                self._refuse("a comment after an item of several lines")
            lines[-1] += "  " + item.trailing
        leaves = [one for one in walk(node) if isinstance(one, Scalar | Alias)]
        owner = leaves[0] if leaves else None
        self.comments.extend(Comment(0, 0, comment, True, owner) for comment in item.above)
        if item.trailing:
            self.comments.append(Comment(0, 0, item.trailing, False, leaves[-1] if leaves else None))
        return lines, node

    def _mark(self, value: Sequence, position: Position) -> str:
        own = _mark(value, position)
        return _mark_of(self.note, self.style) if own is None else own

    def _edit(self, start: int, end: int, text: str, item: Item) -> Edit:
        return self.note.edit(start, end, text, self.rule, item.message or f"appended to {self.key}")

    def _result(self, edits: list[Edit], value: Sequence, nodes: list[Node]) -> Edited:
        made = Sequence(value.start, value.end, value.flow, value.anchor, value.tag, [*value.items, *nodes])
        return self._signed(edits, replaced(self.note.root, value, made))

    def _signed(self, edits: list[Edit], root: Node) -> Edited:
        return Edited(tuple(edits), signature(root, self.comments))


def _last_leaf(node: Node) -> Node:
    """Return the last leaf below `node`, or `node` itself where there is none."""
    return ([node] + [one for one in walk(node) if isinstance(one, Scalar | Alias)])[-1]


def _write(item: Item, position: Position, mark: str) -> tuple[str, Node]:
    if item.node is not None:
        return item.value, item.node
    if not mark and is_plain_safe(item.value, position):
        return item.value, Scalar(0, 0, item.value, "", None, None)
    written = single_quoted(item.value) if mark == "'" else None
    if written is not None:
        return written, Scalar(0, 0, item.value, "'", None, None)
    return double_quoted(item.value), Scalar(0, 0, item.value, '"', None, None)


def _fits_flow(item: Item) -> bool:
    """Return whether an item's own text can be written between brackets."""
    node = item.node
    if "\n" in item.value:
        return False
    if isinstance(node, Scalar) and not node.style:
        return not any(char in item.value for char in ",[]{}?:#")
    if isinstance(node, Scalar):
        return node.style in ("'", '"')
    return isinstance(node, Sequence | Mapping) and node.flow


def _mark(value: Sequence, position: Position) -> str | None:
    """Return the quotes of a list's strings: empty for plain ones, `None` where nothing shows what is wanted."""
    needless: set[str] = set()
    for item in value.items:
        if isinstance(item, Scalar) and item.tag is None and is_plain_safe(item.value, position):
            needless.add(item.style)
    if not needless:
        return None
    return needless.pop() if len(needless) == 1 and needless <= {"'", '"'} else ""


def _lists(note: Note) -> Iterator[tuple[Scalar, Sequence]]:
    if isinstance(note.root, Mapping):
        for key, value in note.root.pairs:
            if isinstance(key, Scalar) and isinstance(value, Sequence) and value.items:
                yield key, value


def _mark_of(note: Note, style: ListStyle) -> str:
    """Return the quotes of the note's lists, where they agree, else those of the style."""
    found = {_mark(value, Position.FLOW if value.flow else Position.ITEM) for _, value in _lists(note)} - {None}
    return (found.pop() or "") if len(found) == 1 else style.mark


def _indent_of(note: Note, style: ListStyle) -> int:
    """Return how far the note's block lists are indented, where they agree, else as the style has it."""
    found = {
        column(note.text, dash) - column(note.text, key.start)
        for key, value in _lists(note)
        if not value.flow and (dash := first_dash(note.text, value)) is not None
    }
    return found.pop() if len(found) == 1 else style.indent


def replaced(root: Node | None, old: Node, new: Node) -> Mapping:
    """Return the frontmatter's root with one top-level value replaced; all other nodes are the same ones."""
    assert isinstance(root, Mapping)
    pairs = [(key, new if value is old else value) for key, value in root.pairs]
    return Mapping(root.start, root.end, root.flow, root.anchor, root.tag, pairs)
