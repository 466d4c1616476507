"""Spans that no rule edits: pairs whose key is explicit (`? key`), a list or a mapping; nodes with placeholders."""

from reweave.note.tree import Mapping, Node, Scalar, walk

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
                    # Where the key or the value is empty, readers end it with the white space below it.
                    spans.append((start, start + len(text[start:end].rstrip())))
                after = max(key.end, value.end)
        elif isinstance(node, Scalar) and any(start < node.end and node.start < end for start, end in placeholders):
            spans.append((node.start, node.end))
    return spans
