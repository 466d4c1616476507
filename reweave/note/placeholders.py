"""Placeholders of template programs (`{{title}}`, `{% if %}`, `<% tp.date.now() %>`), which unquoted are no YAML.

Where they keep a frontmatter from being read, each is read as text of its own length: a character of the private use
area stands for each of its characters, so that every offset stays what it is, and is replaced in the values afterwards.
Where that is not enough, lines of nothing but placeholders (`{{#each tags}}`) are read as comments, and in a block
scalar whose text is further to the right as blank lines.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable

from reweave.note.tree import Node, Scalar, walk

PLACEHOLDER = re.compile(r"(?:\{\{\{?[^{}\n]*\}?\}\}|\{%[^\n]*?%\}|<%[^\n]*?%>)+")
_KEY = r"""(?:"[^"\n]*"|'[^'\n]*'|(?!<%)[^\s"'#\[{][^\n"']*?)[ ]*:[ ]+"""
_QUOTED_LINE = re.compile(rf"""\s*+(?:- +)*+(?:{_KEY})?+["']""")
"""A line whose value (or item, where it has no key) is in quotes, so that its placeholders are text already."""
_MASK, _COMMENT = "\ue000", "\ue001"
_ONLY_PLACEHOLDERS = re.compile(
    rf"(?P<indent>[ \t]*)(?P<text>(?:{PLACEHOLDER.pattern}[ \t]*)++(?:#[^\n]*?)?)(?P<end>\r?\n?)"
)
_MASKED = re.compile(f"{_MASK}+")
_ANY_MASK = re.compile(f"{_MASK}+|#{_COMMENT}+")


def mask(text: str) -> str | None:
    """Return `text` with its unquoted placeholders masked; `None` where it has none, or holds the mask itself."""
    if ("{{" not in text and "%" not in text) or _MASK in text or _COMMENT in text:
        return None
    masked = "".join(map(_mask_line, text.splitlines(keepends=True)))
    return masked if masked != text else None


def mask_lines(text: str, in_scalars: Container[int] = (), blank: Container[int] = ()) -> str:
    """Return `text` with its placeholders masked, and lines of placeholders alone as comments.

    `in_scalars` are the starts of lines that continue a scalar, where they are text without a mask; `blank` those of
    lines of placeholders alone that are to be blank.
    """
    parts: list[str] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if start in in_scalars:
            parts.append(line)
        elif start in blank:
            end = len(line.rstrip("\r\n"))
            parts.append(" " * end + line[end:])
        elif _ONLY_PLACEHOLDERS.fullmatch(line):
            parts.append(_ONLY_PLACEHOLDERS.sub(_as_comment, line))
        else:
            parts.append(_mask_line(line))
        start += len(line)
    return "".join(parts)


def lines_in_scalars(root: Node | None, masked: str) -> set[int]:
    """Return the starts of the lines that are masked, but continue a scalar in quotes or a block scalar."""
    scalars = [node for node in walk(root) if isinstance(node, Scalar) and node.style] if root is not None else []
    return {
        masked.rfind("\n", 0, found.start()) + 1
        for node in scalars
        for found in _ANY_MASK.finditer(masked, node.start, node.end)
    }


def placeholder_lines(text: str) -> frozenset[int]:
    """Return the starts of the lines that are nothing but placeholders."""
    starts: list[int] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if _ONLY_PLACEHOLDERS.fullmatch(line):
            starts.append(start)
        start += len(line)
    return frozenset(starts)


def lines_in_blocks(root: Node | None, lines: Iterable[int]) -> frozenset[int]:
    """Return those of some lines, by their starts, that are in block scalars."""
    spans = (
        [(node.start, node.end) for node in walk(root) if isinstance(node, Scalar) and node.style in ("|", ">")]
        if root is not None
        else []
    )
    starts = [start for start, _ in spans]
    found = ((line, bisect_right(starts, line) - 1) for line in lines)
    return frozenset(line for line, place in found if place >= 0 and line < spans[place][1])


def comment_lines(masked: str) -> list[int]:
    """Return where lines begin that are masked as comments, after their indentation."""
    return [found.start() for found in re.finditer(f"#{_COMMENT}", masked)]


def _mask_line(line: str) -> str:
    return line if _QUOTED_LINE.match(line) else PLACEHOLDER.sub(_hide, line)


def _as_comment(line: re.Match[str]) -> str:
    return f"{line['indent']}#{_COMMENT * (len(line['text']) - 1)}{line['end']}"


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
