"""Blocks of a body that can hold statements: paragraphs and list items, with their headings and labels."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from reweave.vault.code_spans import Span, fenced

MAX_LABEL = 80
"""The most characters of a heading or a line that labels the list below it."""

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*)")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+")
_BREAK = re.compile(r" {0,3}(?:-[ \t]*){3,}$|^ {0,3}(?:\*[ \t]*){3,}$|^ {0,3}(?:_[ \t]*){3,}$")


@dataclass(slots=True)
class BodyBlock:
    """The characters [start, end) of a body: a paragraph, or the text of a list item.

    `label` is the heading or the short line directly above the list that the item belongs to.
    """

    start: int
    end: int
    is_item: bool
    headings: tuple[str, ...]
    label: Span | None


def split_blocks(body: str) -> tuple[BodyBlock, ...]:
    """Return the blocks of a body in order; code, quotations and tables say nothing in the author's voice."""
    return tuple(_cut(body, fenced(body)))


def _cut(body: str, code: list[Span]) -> Iterator[BodyBlock]:
    stack: list[tuple[int, str]] = []
    label: Span | None = None
    open_block: BodyBlock | None = None
    for start, text in _lines(body):
        end = start + len(text)
        stripped = text.strip()
        in_code = (at := bisect_right(code, (start, len(body) + 1))) > 0 and start < code[at - 1][1]
        item, heading, rule = _ITEM.match(text), _HEADING.match(text), _BREAK.match(text)
        silent = in_code or not stripped or stripped[0] in ">|"
        if open_block is not None and (silent or item or heading or rule or _leads(text, stripped)):
            label = _label_after(body, open_block, label)
            yield open_block
            open_block = None
        if silent:
            continue
        if heading:
            level = len(heading[1])
            stack = [entry for entry in stack if entry[0] < level]
            stack.append((level, heading[2].rstrip("# \t")))
            label = (start + heading.start(2), end) if len(heading[2]) <= MAX_LABEL else None
        elif rule:
            stack, label = [], None
        elif item:
            open_block = BodyBlock(start + item.end(), end, True, tuple(text for _, text in stack), label)
        elif open_block is None:
            open_block = BodyBlock(start, end, False, tuple(text for _, text in stack), None)
        else:
            open_block.end = end
    if open_block is not None:
        yield open_block


def _lines(body: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in body.split("\n"):
        yield start, line.removesuffix("\r")
        start += len(line) + 1


def _leads(text: str, stripped: str) -> bool:
    """Return whether a line is a short one that ends in a colon: it opens a list and ends the block above."""
    return (
        bool(stripped) and not text[0].isspace() and len(stripped) <= MAX_LABEL and stripped.rstrip("*_").endswith(":")
    )


def _label_after(body: str, block: BodyBlock, label: Span | None) -> Span | None:
    """Return the label in force below a block: a list keeps its own, a short line ending in a colon sets one."""
    if block.is_item:
        return label
    text = body[block.start : block.end].strip()
    bold = text.startswith("**") and text.endswith("**") and text.count("**") == 2
    if len(text) <= MAX_LABEL and (bold or text.rstrip("*_").endswith(":")):
        return block.start, block.end
    return None
