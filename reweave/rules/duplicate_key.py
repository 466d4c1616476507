"""Keys that a mapping holds twice."""

import bisect
from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.edit import Edit
from reweave.note.lines import column
from reweave.note.note import Note
from reweave.note.signature import Signature, signature
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence, branches, replace, walk
from reweave.rules.base import Example, Proposal, Rule, Safety
from reweave.rules.shared.expected import expected_data
from reweave.rules.shared.lines import is_blank, line_end, line_start, lines


class DuplicateKey(Rule):
    """Merge keys that are written twice.

    Some readers take the last value, some the first, some refuse the note. If both values are equal, the second key is
    removed; if both are block lists, the items that only the second one holds are appended to the first. Everything
    else is reported and left: different values, and a second key with comments or anchors.
    """

    name = "duplicate-key"
    kind = ChangeKind.REPAIR
    safety = Safety.UNSAFE
    passes_simple = True
    loses_text = True
    examples = (
        Example(
            "Equal values",
            '---\ntype: claim\ndomain: energy\ntype: "claim"\n---\n',
            "---\ntype: claim\ndomain: energy\n---\n",
        ),
        Example(
            "Two block lists",
            "---\nsupports:\n- solar\n- wind\ntype: claim\nsupports:\n- wind\n- storage\n---\n",
            "---\nsupports:\n- solar\n- wind\n- storage\ntype: claim\n---\n",
        ),
        Example(
            "Different values, and a key with a comment, are left",
            "---\ntype: claim\ntype: map\ndomain: energy\n# really\ndomain: energy\n---\n",
            "---\ntype: claim\ntype: map\ndomain: energy\n# really\ndomain: energy\n---\n",
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each duplicate key; all are carried out together."""
        if note.root is None:
            return
        repeating = [node for node in branches(note.root) if isinstance(node, Mapping) and _repeats(node)]
        if not repeating:
            return
        merge = _Merge(note, self.name)
        for node in repeating:
            if id(node) not in merge.gone:
                merge.look_at(node)
        expected = merge.expected() if any(edits for _, _, edits in merge.found) else None
        for key, message, edits in merge.found:
            yield Proposal(self.name, key.start, message, edits, expected if edits else None)


class _First:
    """The first pair of a key: its data, and for a block list the items it holds, with those added so far."""

    def __init__(self, key: Scalar, value: Node) -> None:
        self.key = key
        self.value = value
        self.data: object = None
        self.known: set[object] = set()


class _Merge:
    """The duplicate keys of one note, with the edits that merge them and the nodes that change."""

    def __init__(self, note: Note, rule: str) -> None:
        self.note = note
        self.rule = rule
        self.found: list[tuple[Scalar, str, tuple[Edit, ...]]] = []
        self.gone: set[int] = set()
        """The nodes of the removed pairs."""
        self.changed: dict[Node, Node | None] = {}
        """Their keys (to `None`), and the lists that get their items."""
        self.comments = [comment.start for comment in note.comments]
        self.commented = {id(comment.owner) for comment in note.comments}

    def look_at(self, mapping: Mapping) -> None:
        """Note the repeated keys of one mapping."""
        seen: dict[object, _First] = {}
        for index, (key, value) in enumerate(mapping.pairs):
            if not isinstance(key, Scalar) or key.value == "<<":
                continue
            first = seen.get(same := _identity(key))
            if first is None:
                seen[same] = _First(key, value)
                continue
            message = f"duplicate key `{key.value}`, first on line {self.note.place(first.key.start)[0]}"
            edits = self._edits(mapping, index, first, message)
            if edits:
                self.changed[key] = None
                self.gone.update(id(node) for side in (key, value) for node in walk(side))
            self.found.append((key, message, edits))

    def expected(self) -> Signature:
        """Return what the fixed note reads to."""
        return expected_data(self.note, self.changed)

    def _edits(self, mapping: Mapping, index: int, first: _First, message: str) -> tuple[Edit, ...]:
        """Return the edits that remove a pair and keep the items that only it holds; none if anything would be lost."""
        value = mapping.pairs[index][1]
        span = self._own_lines(mapping, index)
        if span is None or any(isinstance(node, Alias) or node.anchor is not None for node in walk(value)):
            return ()
        removal = self.note.edit(*span, "", self.rule, message)
        if first.data is None:
            first.data = signature(first.value)[0]
        if first.data == signature(value)[0]:
            return (removal,)
        earlier = first.value
        if not isinstance(earlier, Sequence) or not isinstance(value, Sequence):
            return ()
        if earlier.flow or value.flow or earlier.tag != value.tag:
            return ()
        if not first.known:
            first.known = {_identity(item) for item in earlier.items}
        new = _new_items(self.note.text, earlier, value, first.known)
        if new is None:
            return ()
        items, copied = new
        if not items:
            return (removal,)
        first.known.update(_identity(item) for item in items)
        if earlier not in self.changed:
            self.changed[earlier] = replace(earlier, items=list(earlier.items))
        longer = self.changed[earlier]
        assert isinstance(longer, Sequence)
        longer.items.extend(items)
        place = line_end(self.note.text, earlier.end - 1)
        return (self.note.edit(place, place, copied, self.rule, message), removal)

    def _own_lines(self, mapping: Mapping, index: int) -> tuple[int, int] | None:
        """Return the lines of a pair, or `None` if they hold anything else, such as a comment."""
        text = self.note.text
        key, value = mapping.pairs[index]
        start, last = line_start(text, key.start), max(key.end, value.end)
        end = last if text[last - 1] == "\n" else line_end(text, last)
        if mapping.flow or key.anchor is not None or text[start : key.start].strip():
            return None
        if (
            end < len(text)
            and is_blank(text[end : line_end(text, end) - 1])
            and _ends_in_block_scalar(mapping.pairs[index - 1][1])
        ):
            return None
        # After the last line, comments that are indented deeper belong to the pair as well.
        reach = end
        for place, line in lines(text, end):
            if not is_blank(line) and not line.lstrip(" ").startswith("#"):
                break
            if len(line) - len(line.lstrip(" ")) > column(text, key.start):
                reach = line_end(text, place)
        after = bisect.bisect_left(self.comments, start)
        if after < len(self.comments) and self.comments[after] < reach:
            return None
        if any(id(node) in self.commented for side in (key, value) for node in walk(side)):
            return None
        return start, end


def _new_items(text: str, earlier: Sequence, later: Sequence, known: set[object]) -> tuple[list[Node], str] | None:
    """Return the items of `later` that are not `known`, and their lines as items of `earlier`.

    `None` where lines cannot be moved: an item that spans lines would have to be indented anew, the last item of
    `earlier` is a block scalar, whose blank lines may count, or a dash is not at the start of its line.
    """
    to = _dash(text, earlier.items[0])
    if to is None or _ends_in_block_scalar(earlier):
        return None
    items: dict[object, Node] = {}
    copied: list[str] = []
    for item in later.items:
        same = _identity(item)
        if same in known or same in items:
            continue
        start, dash = line_start(text, item.start), _dash(text, item)
        stop = item.end if text[item.end - 1] == "\n" else line_end(text, item.end)
        if dash is None or (dash != to and "\n" in text[item.start : item.end]):
            return None
        items[same] = item
        copied.append(" " * to + text[start + dash : stop])
    return list(items.values()), "".join(copied)


def _repeats(mapping: Mapping) -> bool:
    """Return whether two keys have one text; that it is the same key with the same tag is looked at then."""
    texts = [key.value for key, _ in mapping.pairs if isinstance(key, Scalar)]
    return len(set(texts)) < len(texts)


def _identity(node: Node) -> object:
    """Return what makes two items or keys the same: value and tags, not the quotes and not the anchor of a scalar."""
    return signature(replace(node, anchor=None) if isinstance(node, Scalar) else node)[0]


def _dash(text: str, item: Node) -> int | None:
    """Return the column of the dash of an item that starts on the dash's line."""
    before = text[line_start(text, item.start) : item.start]
    return before.index("-") if before.strip(" ") == "-" else None


def _ends_in_block_scalar(node: Node) -> bool:
    while not isinstance(node, Scalar | Alias):
        children = node.items if isinstance(node, Sequence) else [value for _, value in node.pairs]
        if not children:
            return False
        node = children[-1]
    return isinstance(node, Scalar) and node.style in ("|", ">")
