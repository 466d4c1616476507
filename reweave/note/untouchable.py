"""Spans that no rule edits: pairs whose key is explicit (`? key`), a list or a mapping; nodes with placeholders."""

from bisect import bisect_left

from reweave.note.lines import column
from reweave.note.tree import Alias, Mapping, Node, Scalar, walk

Span = tuple[int, int]


def untouchable_spans(text: str, root: Node | None, placeholders: list[Span]) -> list[Span]:
    """Return the spans of `text` that stay as they are.

    A pair counts from the end of what is in front of it, where its `?` is, to the end of its value.
    """
    spans: list[Span] = []
    for node in () if root is None else walk(root):
        if isinstance(node, Mapping):
            after = node.start
            for index, (key, value) in enumerate(node.pairs):
                if index in node.explicit or not isinstance(key, Scalar):
                    start, end = min(after, key.start), max(key.end, value.end)
                    # Where the key or the value is empty, readers end it with the white space below it. A comment
                    # behind it is part of what npm's `yaml` names a key that is a mapping.
                    spans.append((start, _line_end(text, start + len(text[start:end].rstrip()))))
                after = max(key.end, value.end)
        elif isinstance(node, Scalar) and any(start < node.end and node.start < end for start, end in placeholders):
            spans.append((node.start, node.end))
    return spans


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end == -1 else end


def pairs_around(text: str, root: Mapping, lines: list[int]) -> list[Span]:
    """Return the spans of the pairs of `root` that lines of placeholders may add to, or repeat parts of.

    `lines` are where the placeholders start. That is the case for a list or a mapping above or around them, and for
    whatever is above a line that is further to the right than its key.
    """
    spans: list[Span] = []
    following = [*(key.start for key, _ in root.pairs[1:]), len(text)]
    for (key, value), end in zip(root.pairs, following, strict=True):
        is_block = not isinstance(value, Scalar | Alias) and not value.flow
        around = lines[bisect_left(lines, key.end) : bisect_left(lines, end)]
        if any(is_block or column(text, line) > column(text, key.start) for line in around):
            spans.append((key.start, max(key.end, value.end)))
    return spans
