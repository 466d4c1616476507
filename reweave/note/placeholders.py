"""Placeholders of template programs (`{{title}}`, `{% if %}`, `<% tp.date.now() %>`), which unquoted are no YAML.

Where they keep a frontmatter from being read, each is read as text of its own length: a character of the private use
area stands for each of its characters, so that every offset stays what it is, and is replaced in the values afterwards.
In quotes a placeholder is text already, unless it holds the quote that would end it: `"<% tp.date.now("YYYY") %>"`.
Where that is not enough, lines of nothing but placeholders (`{{#each tags}}`, or a `<%* ... %>` of several lines) are
read as comments, and in a block scalar whose text is further to the right as blank lines.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable

from reweave.note.tree import Node, Scalar, walk

# None is opened within another: else each of many that are never closed would be read to the end of the line.
PLACEHOLDER = re.compile(r"(?:\{\{\{?[^{}\n]*\}?\}\}|\{%(?:(?!\{%)[^\n])*?%\}|<%(?:(?!<%)[^\n])*?%>)+")
_KEY = r"""(?:"[^"\n]*"|'[^'\n]*'|(?!<%)[^\s"'#\[{][^\n"']*?)[ ]*:[ ]+"""
_QUOTED_LINE = re.compile(rf"""\s*+(?:- +)*+(?:{_KEY})?+["']""")
"""A line whose value (or item, where it has no key) is in quotes, up to the first quote."""
_LONG_OPENING = re.compile(r"[ \t]*(<%|\{%|\{\{)")
_CLOSINGS = {"<%": "%>", "{%": "%}", "{{": "}}"}
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
    return masked if masked != text or long_placeholders(text) else None


def mask_lines(text: str, in_scalars: Container[int] = (), blank: Container[int] = ()) -> str:
    """Return `text` with its placeholders masked, and lines of placeholders alone as comments.

    `in_scalars` are the starts of lines that continue a scalar, where they are text without a mask; `blank` those of
    lines of placeholders alone that are to be blank.
    """
    parts: list[str] = []
    long = iter(long_placeholders(text))
    code = next(long, None)
    start = 0
    for line in text.splitlines(keepends=True):
        end = len(line.rstrip("\r\n"))
        if code is not None and start >= code[1]:
            code = next(long, None)
        if start in in_scalars:
            parts.append(_mask_line(line) if _QUOTED_LINE.match(line) else line)
        elif start in blank:
            parts.append(" " * end + line[end:])
        elif code is not None and start + end > code[0]:
            parts.append(f"#{_COMMENT * (end - 1)}{line[end:]}" if end else line)
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


def long_placeholders(text: str) -> list[tuple[int, int]]:
    """Return the spans of the placeholders of several lines that begin and end with a line, as `<%*` often does."""
    spans: list[tuple[int, int]] = []
    start = after = 0
    unclosed: set[str] = set()
    for line in text.splitlines(keepends=True):
        opening = _LONG_OPENING.match(line)
        if start >= after and opening is not None and opening[1] not in unclosed:
            closing = _CLOSINGS[opening[1]]
            end = text.find(closing, start)
            if end == -1:
                unclosed.add(opening[1])
            else:
                end += len(closing)
                rest = text.find("\n", end)
                if end > start + len(line) and not text[end : rest if rest >= 0 else len(text)].strip():
                    spans.append((start + opening.start(1), end))
                after = end
        start += len(line)
    return spans


def placeholder_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of all placeholders, in order."""
    return sorted({*(found.span() for found in PLACEHOLDER.finditer(text)), *long_placeholders(text)})


def _mask_line(line: str) -> str:
    quoted = _QUOTED_LINE.match(line)
    if quoted is None:
        return PLACEHOLDER.sub(_hide, line)
    quote = line[quoted.end() - 1]
    return PLACEHOLDER.sub(lambda found: _hide(found) if _ends_quotes(quote, found[0]) else found[0], line)


def _ends_quotes(quote: str, placeholder: str) -> bool:
    """Return whether text in quotes would end inside of a placeholder."""
    return quote in (placeholder.replace("''", "") if quote == "'" else placeholder) and "\\" not in placeholder


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
            runs = [text[run.start() : run.end()] for run in _MASKED.finditer(masked, node.start, node.end)]
            escape = {"'": "''", '"': "\\"}.get(node.style)
            if escape is not None and any(escape in run for run in runs):
                return False
            between = _MASKED.split(node.value)
            node.value = "".join(part for pair in zip(between, [*runs, ""], strict=True) for part in pair)
    return True
