"""Placeholders of template programs (`{{title}}`, `{% if %}`, `<% tp.date.now() %>`), which unquoted are no YAML.

Where they keep a frontmatter from being read, each is read as text of its own length: a character of the private use
area stands for each of its characters, so that every offset stays what it is, and is replaced in the values afterwards.
"""

import re

from reweave.note.tree import Node, Scalar, walk

PLACEHOLDER = re.compile(r"(?:\{\{\{?[^{}\n]*\}?\}\}|\{%[^\n]*?%\}|<%[^\n]*?%>)+")
_KEY = r"""(?:"[^"\n]*"|'[^'\n]*'|(?!<%)[^\s"'#\[{][^\n"']*?)[ ]*:[ ]+"""
_QUOTED_LINE = re.compile(rf"""\s*+(?:- +)*+(?:{_KEY})?+["']""")
"""A line whose value (or item, where it has no key) is in quotes, so that its placeholders are text already."""
_MASK = "\ue000"
_MASKED = re.compile(f"{_MASK}+")


def mask(text: str) -> str | None:
    """Return `text` with its unquoted placeholders masked; `None` where it has none, or holds the mask itself."""
    if ("{{" not in text and "%" not in text) or _MASK in text:
        return None
    lines = text.splitlines(keepends=True)
    masked = "".join(line if _QUOTED_LINE.match(line) else PLACEHOLDER.sub(_hide, line) for line in lines)
    return masked if masked != text else None


def _hide(found: re.Match[str]) -> str:
    return _MASK * len(found[0])


def unmask(root: Node, text: str, masked: str) -> bool:
    """Put the placeholders of `text` back into the values of the scalars read from `masked`.

    Returns whether that was possible: inside quotes a placeholder may have held an escape, which nobody has read.
    """
    for node in walk(root):
        if isinstance(node, Scalar) and _MASK in node.value:
            if node.style in ("'", '"'):
                return False
            runs = [text[run.start() : run.end()] for run in _MASKED.finditer(masked, node.start, node.end)]
            between = _MASKED.split(node.value)
            node.value = "".join(part for pair in zip(between, [*runs, ""], strict=True) for part in pair)
    return True
