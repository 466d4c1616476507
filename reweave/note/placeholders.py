"""Placeholders of template programs (`{{title}}`, `{% if %}`, `<% tp.date.now() %>`), which unquoted are no YAML.

Where they keep a frontmatter from being read, each is read as text of its own length: a character of the private use
area stands for each of its characters, so that every offset stays what it is, and is replaced in the values afterwards.
In quotes a placeholder is text already, unless it holds the quote that would end it: `"<% tp.date.now("YYYY") %>"`.
One of several lines that starts in a value is a single line there.
Where that is not enough, lines of nothing but placeholders (`{{#each tags}}`, or a `<%* ... %>` of several lines) are
read as comments, and in a block scalar whose text is further to the right as blank lines; at last, statements, which
print nothing themselves (`{% if x %}`), as spaces.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable

from reweave.note.long_placeholders import long_placeholders
from reweave.note.tree import Node, Scalar, walk

# None is opened within another: else each of many that are never closed would be read to the end of the line.
_STATEMENT = r"\{%(?:(?!\{%)[^\n])*?%\}|\{#(?:(?!\{#)[^\n])*?#\}"
PLACEHOLDER = re.compile(rf"(?:\{{\{{\{{?[^{{}}\n]*\}}?\}}\}}|{_STATEMENT}|<%(?:(?!<%)[^\n])*?%>)+")
_STATEMENTS = re.compile(
    rf"{_STATEMENT}|<%[-_]?\*(?:(?!<%)[^\n])*?%>|\{{\{{\{{?~?[ ]*(?:[#/^]|else\b)[^{{}}\n]*\}}?\}}\}}"
)
_KEY = r"""(?:"[^"\n]*"|'[^'\n]*'|(?!<%)[^\s"'#\[{][^\n"']*?)[ ]*:[ ]+"""
_QUOTED_LINE = re.compile(rf"""\s*+(?:- +)*+(?:{_KEY})?+["']""")
"""A line whose value (or item, where it has no key) is in quotes, up to the first quote."""
_DASH = re.compile(r"[ ]*-[ ]")
MASK, _COMMENT = "\ue000", "\ue001"
"""What stands for a character of a placeholder; the first one of a line that is read as a comment is a `#`."""
_ONLY_PLACEHOLDERS = re.compile(
    rf"(?P<indent>[ \t]*)(?P<text>(?:{PLACEHOLDER.pattern}[ \t]*)++(?:#[^\n]*?)?)(?P<end>\r?\n?)"
)
_MASKED = re.compile(f"{MASK}+")
_ANY_MASK = re.compile(f"{MASK}+|#{_COMMENT}+")


def mask(text: str) -> str | None:
    """Return `text` with its unquoted placeholders masked; `None` where it has none, or holds the mask itself."""
    if ("{{" not in text and "%" not in text and "{#" not in text) or MASK in text or _COMMENT in text:
        return None
    masked = "".join(map(_mask_line, _on_one_line(text).splitlines(keepends=True)))
    return masked if masked != text or any(found.alone for found in long_placeholders(text)) else None


def mask_lines(text: str, in_scalars: Container[int] = (), blank: Container[int] = ()) -> str:
    """Return `text` with its placeholders masked, and lines of placeholders alone as comments.

    `in_scalars` are the starts of lines that continue a scalar, where they are text without a mask; `blank` those of
    lines of placeholders alone that are to be blank.
    """
    text = _on_one_line(text)
    parts: list[str] = []
    long = (found for found in long_placeholders(text) if found.alone)
    code = next(long, None)
    start = 0
    for line in text.splitlines(keepends=True):
        end = len(line.rstrip("\r\n"))
        if code is not None and start >= code.end:
            code = next(long, None)
        if start in in_scalars:
            parts.append(_mask_line(line) if _QUOTED_LINE.match(line) else line)
        elif start in blank:
            parts.append(" " * end + line[end:])
        elif code is not None and start + end > code.start:
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


def lines_around(text: str, masked: str, spans: list[tuple[int, int]]) -> list[int]:
    """Return where placeholders start that are masked as comments, or as spaces: they may hold or repeat lines."""
    starts = {found.start() for found in re.finditer(f"#{_COMMENT}", masked)}
    starts |= {start for start, end in spans if " " in masked[start:end] and masked[start:end] != text[start:end]}
    return sorted(starts)


def placeholder_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of all placeholders, in order."""
    spans = [(found.start, found.end) for found in long_placeholders(text)]
    starts = [start for start, _ in spans]
    for found in PLACEHOLDER.finditer(text):
        around = bisect_right(starts, found.start()) - 1
        if around < 0 or found.start() >= spans[around][1]:
            spans.append(found.span())
    return sorted(spans)


def without_statements(text: str) -> str:
    """Return `text` with spaces for its statements, but for those in a value that is in quotes or in front of a key."""
    return "".join(
        line if _QUOTED_LINE.match(line) else _STATEMENTS.sub(_as_spaces, line)
        for line in text.splitlines(keepends=True)
    )


def _as_spaces(found: re.Match[str]) -> str:
    is_first = not found.string[: found.start()].strip()
    return found[0] if is_first and not _DASH.match(found.string, found.end()) else " " * len(found[0])


def _on_one_line(text: str) -> str:
    """Return `text` with a mask for each placeholder of several lines that starts in a value.

    In quotes it is text, unless it holds them.
    """
    parts: list[str] = []
    place = 0
    for found in long_placeholders(text):
        quoted = _QUOTED_LINE.match(text, text.rfind("\n", 0, found.start) + 1, found.start)
        if not found.alone and (quoted is None or quoted[0][-1] in text[found.start : found.end]):
            parts += [text[place : found.start], MASK * (found.end - found.start)]
            place = found.end
    return "".join((*parts, text[place:]))


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
    return MASK * len(found[0])


def unmask(root: Node, text: str, masked: str) -> bool:
    """Put the placeholders of `text` back into the values of the scalars read from `masked`.

    Returns whether that was possible: inside quotes a placeholder may have held an escape, which nobody has read.
    """
    for node in walk(root):
        if isinstance(node, Scalar) and MASK in node.value:
            runs = [text[run.start() : run.end()] for run in _MASKED.finditer(masked, node.start, node.end)]
            escape = {"'": "''", '"': "\\"}.get(node.style)
            if escape is not None and any(escape in run and "\n" not in run for run in runs):
                return False
            between = _MASKED.split(node.value)
            node.value = "".join(part for pair in zip(between, [*runs, ""], strict=True) for part in pair)
    return True
