"""Placeholders of several lines, as Templater's `<%* ... %>` often are."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# `{{` inside a line may be the braces of two mappings.
_OPENING = re.compile(r"<%|\{%|(?<!\{)\{#|^[ \t]*(?P<braces>\{\{)", re.MULTILINE)
_CLOSINGS = {"<%": "%>", "{%": "%}", "{#": "#}", "{{": "}}"}
_IN_COMMENT = re.compile(r"(?:\A|[ \t])#")


class LongPlaceholder(NamedTuple):
    """The span of a placeholder of several lines; `alone` where nothing else is on its first and last line."""

    start: int
    end: int
    alone: bool


def long_placeholders(text: str) -> Iterator[LongPlaceholder]:
    """Yield the placeholders of several lines that are lines of their own, or start in the value of a key or item."""
    unclosed: set[str] = set()
    place = 0
    while (opening := _OPENING.search(text, place)) is not None:
        mark = opening["braces"] or opening[0]
        start = opening.end() - len(mark)
        place = opening.end()
        if mark in unclosed:
            continue
        end = text.find(_CLOSINGS[mark], place)
        if end == -1:
            unclosed.add(mark)
            continue
        end += 2
        if text.find("\n", place, end) == -1:
            place = end
            continue
        line_end = text.find("\n", end)
        before = text[text.rfind("\n", 0, start) + 1 : start]
        if not before.strip():
            place = end
            if not text[end : line_end if line_end >= 0 else len(text)].strip():
                yield LongPlaceholder(start, end, alone=True)
        elif (nested := text.rfind(mark, place, end)) != -1:
            place = nested  # none is opened within another: the first one is text
        elif _IN_COMMENT.search(before) is None:
            place = end
            yield LongPlaceholder(start, end, alone=False)
