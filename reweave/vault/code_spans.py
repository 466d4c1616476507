"""Code in a body, in which nothing is a link or a heading."""

import re
from bisect import bisect_left

Span = tuple[int, int]

_FENCE = re.compile(r"^[ \t>]*+((?:[-*+]|[0-9]{1,9}[.)])[ \t]++)?(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_LINE = re.compile(r"^([ \t]*)(?:([-*+]|[0-9]{1,9}[.)])(?=[ \t]))?[^\n]*\n?", re.MULTILINE)
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
    """Return the lines of indented code in order: four columns deep, after a blank line, and not inside a list."""
    spans: list[Span] = []
    in_list, after_blank, in_code = False, True, False
    for line in _LINE.finditer(text):
        if not line[0].strip():
            after_blank = True
            continue
        deep = len(line[1].expandtabs(4)) >= 4
        if deep and not in_list and (after_blank or in_code):
            spans.append(line.span())
            in_code = True
        else:
            in_code = False
            if line[2]:
                in_list = True
            elif after_blank and not line[1]:
                in_list = False
        after_blank = False
    return spans


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
