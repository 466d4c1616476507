"""The order of the top-level keys."""

import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reweave.note.changeset import ChangeKind
from reweave.note.comments import Comment, find_comments
from reweave.note.note import Note
from reweave.note.reader import read_tree
from reweave.note.signature import Signature, signature
from reweave.note.tree import Alias, Mapping, Node, Scalar, replace, walk
from reweave.note.unreadable import UnreadableError
from reweave.rules.base import Example, Proposal, Rule
from reweave.rules.shared.lines import is_blank, line_end, line_start, lines


class KeyOrderOptions(NamedTuple):
    """`order`: the keys that come first, in this order. Other keys follow, in the order they have."""

    order: tuple[str, ...] = ()


class KeyOrder(Rule):
    """Sort keys in a configured order.

    A key moves with its lines, the comments above it, and the comments below it that are indented deeper. If a key is
    written twice, if an alias would precede its anchor, or if a value would change, the order is reported and left.
    """

    name = "key-order"
    kind = ChangeKind.LAYOUT
    reorders_keys = True
    options_type = KeyOrderOptions
    options: KeyOrderOptions
    examples = (
        Example(
            "Named keys first, with their comments; the others keep their order",
            "---\nsupports:\n- solar\n# when it was written\ncreated: 2026-02-11\nother: 1\ntype: claim\n---\n",
            "---\ntype: claim\n# when it was written\ncreated: 2026-02-11\nsupports:\n- solar\nother: 1\n---\n",
            {"order": ("type", "created")},
        ),
        Example(
            "An alias stays after its anchor",
            "---\ntags: &tags [a]\ntopics: *tags\n---\n",
            "---\ntags: &tags [a]\ntopics: *tags\n---\n",
            {"order": ("topics", "tags")},
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield at most one proposal: the frontmatter's keys in another order."""
        root = note.root
        if not isinstance(root, Mapping) or root.flow or root.anchor is not None or root.tag is not None:
            return
        order = _order(root, self.options.order)
        if order is None or order == sorted(order):
            return
        first = next(place for place, index in enumerate(order) if place != index)
        offset = root.pairs[first][0].start
        chunks = _chunks(note.text, root)
        moved = [note.text[start:end] for start, end in (chunks[index] for index in order)]
        last = max(place for place, index in enumerate(order) if place != index)
        start, end = chunks[first][0], chunks[last][1]
        new = note.text[:start] + "".join(moved[first : last + 1]) + note.text[end:]
        expected = _expected(note, root, order, chunks)
        key = root.pairs[order[first]][0]
        before = root.pairs[first][0]
        assert isinstance(key, Scalar) and isinstance(before, Scalar)
        message = f"expected key `{key.value}` before `{before.value}`"
        # A tag or anchor on the first key is one on the whole mapping to js-yaml 3.
        is_marked = first == 0 and (key.tag is not None or key.anchor is not None)
        is_safe = _follows_anchors(root, order) and not _depends_on_end(note.text, root, order)
        if is_marked or not is_safe or not _reads_to(new, expected):
            yield Proposal(self.name, offset, f"{message}; it cannot be moved safely")
            return
        edit = note.edit(start, end, new[start : len(new) - len(note.text) + end], self.name, message)
        yield Proposal(self.name, offset, message, (edit,), expected)


def _order(root: Mapping, wanted: Sequence[str]) -> list[int] | None:
    """Return the pairs' indices in the order that is wanted, or `None` where the keys cannot be told apart."""
    names = [key.value if isinstance(key, Scalar) else None for key, _ in root.pairs]
    if None in names or len(set(names)) < len(names):
        return None
    rank = {name: place for place, name in enumerate(wanted)}
    return sorted(range(len(names)), key=lambda index: rank.get(names[index] or "", len(rank)))


def _chunks(text: str, root: Mapping) -> list[tuple[int, int]]:
    """Return the span of lines that belongs to each pair."""
    spans: list[tuple[int, int]] = []
    start = 0
    for index, (key, value) in enumerate(root.pairs):
        indentation = key.start - line_start(text, key.start)
        end = _content_end(text, key, value)
        following = root.pairs[index + 1][0].start if index + 1 < len(root.pairs) else len(text)
        for place, line in lines(text, end, line_start(text, following)):
            if is_blank(line):
                continue
            if len(line) - len(line.lstrip(" ")) <= indentation:
                break
            end = line_end(text, place)
        spans.append((start, end))
        start = end
    return spans


def _content_end(text: str, key: Node, value: Node) -> int:
    """Return the offset after the last line of a pair."""
    last = max(key.end, value.end)
    if last and text[last - 1] == "\n":
        return last
    return line_end(text, last)


def _follows_anchors(root: Mapping, order: Sequence[int]) -> bool:
    """Return whether, in the new order, every alias follows its anchor, and no anchor has two meanings."""
    seen: set[str] = set()
    for index in order:
        for side in root.pairs[index]:
            for node in walk(side):
                if isinstance(node, Alias):
                    if node.anchor not in seen:
                        return False
                elif node.anchor is not None:
                    if node.anchor in seen:
                        return False
                    seen.add(node.anchor)
    return True


def _depends_on_end(text: str, root: Mapping, order: Sequence[int]) -> bool:
    """Return whether a pair comes to the end or leaves it with blank lines that some readers do not see there.

    The last line feed is part of a block scalar that is blank or keeps its blank lines to some, and not to others.
    """
    lasts = {len(order) - 1, order[-1]}
    leaves = [list(walk(root.pairs[index][1]))[-1] for index in lasts] if len(lasts) > 1 else []
    return any(
        isinstance(leaf, Scalar)
        and leaf.style in ("|", ">")
        and (not leaf.value.strip() or "+" in text[leaf.start : text.find("\n", leaf.start)])
        for leaf in leaves
    )


def _expected(note: Note, root: Mapping, order: Sequence[int], chunks: Sequence[tuple[int, int]]) -> Signature:
    """Return what the note reads to in the new order.

    A comment below a key moves with it, and is then above another key.
    """
    ends = [end for _, end in chunks]
    own: list[list[Comment]] = [[] for _ in range(len(chunks) + 1)]
    for comment in note.comments:
        own[bisect.bisect_right(ends, comment.start)].append(comment)
    comments: list[Comment] = []
    for place, index in enumerate(order):
        next_key = root.pairs[order[place + 1]][0] if place + 1 < len(order) else None
        assert next_key is None or isinstance(next_key, Scalar)
        for comment in own[index]:
            is_below = comment.own_line and comment.start >= root.pairs[index][1].end
            comments.append(comment._replace(owner=next_key) if is_below else comment)
    comments.extend(own[-1])
    return signature(replace(root, pairs=[root.pairs[index] for index in order]), comments)


def _reads_to(text: str, expected: Signature) -> bool:
    """Return whether a text reads to what is expected."""
    try:
        root = read_tree(text)
    except UnreadableError:
        return False
    return signature(root, find_comments(text, root)) == expected
