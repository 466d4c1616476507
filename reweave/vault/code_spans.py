"""Code in a body, in which nothing is a link or a heading."""

import re
from bisect import bisect_left

Span = tuple[int, int]

_FENCE = re.compile(r"^[ \t>]*+((?:[-*+]|[0-9]{1,9}[.)])[ \t]++)?(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_LINE = re.compile(r"^([ \t]*)(?:([-*+]|[0-9]{1,9}[.)])(?=[ \t]))?[^\n]*\n?", re.MULTILINE)
_ITEM = re.compile(r"([-*+]|[0-9]{1,9}[.)])(?:([ \t]+)|(?=\r?\n)|\Z)")
_INTERRUPTS = re.compile(r"(?:[-*+]|0{0,8}1[.)])[ \t]+\S")
"""A list item that can follow the line of a paragraph."""
_BREAK = re.compile(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\r?$", re.MULTILINE)
_NO_PARAGRAPH = re.compile(rf"#{{1,6}}(?:\s|$)|<!--|{_BREAK.pattern}", re.MULTILINE)
_CODE = 4
"""Columns by which code is indented."""
_TICKS = re.compile(r"`+")


def fenced(text: str) -> list[Span]:
    """Return the spans of fenced code in order, fences included; one that is never closed runs to the end."""
    if "```" not in text and "~~~" not in text:
        return []
    spans: list[Span] = []
    opening: tuple[int, str] | None = None
    for found in _FENCE.finditer(text):
        item, ticks, rest = found.groups()
        if opening is None:
            if ticks[0] == "~" or "`" not in rest:
                opening = found.start(), ticks
        elif not item and ticks.startswith(opening[1]) and not rest.strip():
            spans.append((opening[0], found.end()))
            opening = None
    if opening is not None:
        spans.append((opening[0], len(text)))
    return spans


def indented(text: str) -> list[Span]:
    """Return the lines of indented code in order: four columns deeper than the text around them, the lists' items too.

    Code continues no paragraph: it comes after a blank line, a heading, or other code.
    """
    spans: list[Span] = []
    items: list[int] = []
    in_paragraph = False
    empty: int | None = None
    fences = fenced(text)
    at = 0
    for line in _LINE.finditer(text):
        while at < len(fences) and fences[at][1] <= line.start():
            at += 1
        if at < len(fences) and fences[at][0] < line.end():
            in_paragraph, empty = False, None
            continue
        if not line[0].strip():
            if empty is not None:
                del items[empty:]  # an item that is empty ends with a blank line
            in_paragraph, empty = False, None
            continue
        column = _width(line[1])
        if not in_paragraph or line[2]:
            while items and column < items[-1]:
                items.pop()
                in_paragraph = False
        empty = None
        if column - (items[-1] if items else 0) >= _CODE:
            if not in_paragraph:
                spans.append(line.span())
            continue
        if in_paragraph and line[2] and not _INTERRUPTS.match(text, line.end(1), line.end()):
            continue
        place, known = _open_items(line, column, items), len(items)
        rest = text[place : line.end()]
        if known and line.end(1) < place and not rest.strip():
            in_paragraph, empty = False, known - 1
        elif rest[:1] in " \t":
            in_paragraph = False
            spans.append((place, line.end()))
        else:
            in_paragraph = _NO_PARAGRAPH.match(rest) is None
    return spans


def _open_items(line: re.Match[str], column: int, items: list[int]) -> int:
    """Return where the text of a line begins after the list items that it opens, whose columns are added to `items`.

    After an item whose text is code, that is where the code begins, blanks included.
    """
    text, place = line.string, line.end(1)
    while (item := _ITEM.match(text, place, line.end())) is not None and not _BREAK.match(text, place, line.end()):
        column += len(item[1])
        gap = _width(item[2] or "", column)
        empty = not text[item.end() : line.end()].strip()
        place = item.end()
        if empty or gap > _CODE:
            items.append(column + 1)
            return place if empty else item.end(1) + 1
        column += gap
        items.append(column)
    return place


def _width(blanks: str, start: int = 0) -> int:
    """Return the columns that spaces and tabs take from the column `start` on."""
    column = start
    for char in blanks:
        column += 4 - column % 4 if char == "\t" else 1
    return column - start


class CodeSpans:
    """The runs of backticks of a text, so that the end of a code span is found without reading on from each."""

    def __init__(self, text: str) -> None:
        """Find the runs once."""
        self._starts: dict[int, list[int]] = {}
        for run in _TICKS.finditer(text):
            self._starts.setdefault(run.end() - run.start(), []).append(run.start())

    def end(self, place: int, ticks: int, limit: int) -> int | None:
        """Return where the code span ends whose opening run of `ticks` backticks ends at `place`, if before `limit`."""
        starts = self._starts.get(ticks, [])
        at = bisect_left(starts, place)
        return starts[at] + ticks if at < len(starts) and starts[at] < limit else None
