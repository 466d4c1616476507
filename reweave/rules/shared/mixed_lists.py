"""Lists in which two styles were mixed: one item a line, with the dashes at more than one column."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reweave.note.note import Note
from reweave.note.reader import read_tree
from reweave.note.tree import Scalar
from reweave.note.unreadable import UnreadableError
from reweave.rules.shared.lines import lines

_KEY = re.compile(r"([^\s#'\"\[\]{}&*!|>%@`-][^:#]*):[ \t]*(?:#.*)?")
_ITEM = re.compile(r"( *)-( +)(\S.*)")
_OTHER = re.compile(r"\s*(?:#.*)?")
_MAYBE = re.compile(r"^( *)- [^\n]*\n(?:[^\S\n]*(?:#[^\n]*)?\n)*+(?!\1-) *- ", re.MULTILINE)
"""An item, and a next one whose dash is at another column: most notes' lists end here."""


class MixedLine(NamedTuple):
    """A line with a list item: where it starts, the columns of its dash, and its item."""

    start: int
    column: int
    item: Scalar


class MixedList(NamedTuple):
    """A list of a top-level key whose items are at more than one column; `column` is the first one's."""

    key: str
    start: int
    lines: tuple[MixedLine, ...]

    @property
    def column(self) -> int:
        """The column of the first dash."""
        return self.lines[0].column


def mixed_lists(note: Note) -> Iterator[MixedList]:
    """Yield the lists of a note whose every line is an item, a comment or blank, with dashes at several columns.

    Every item must be a scalar on its own line: where one is a key, or empty, deeper dashes below it mean something.
    """
    if _MAYBE.search(note.text) is None:
        return
    key: tuple[str, int] | None = None
    found: list[tuple[int, re.Match[str]]] = []
    for start, line in [*lines(note.text), (len(note.text), "end")]:
        if _OTHER.fullmatch(line):
            continue
        if line[0] in " \t-":
            item = _ITEM.fullmatch(line)
            if item is None:
                key = None
            elif key is not None:
                found.append((start, item))
            continue
        # Only where the columns differ is anything parsed: most lists of most notes end here.
        if key is not None and len({len(item[1]) for _, item in found}) > 1:
            items = [_parsed(start, item) for start, item in found]
            if None not in items:
                yield MixedList(*key, tuple(item for item in items if item is not None))
        head = _KEY.fullmatch(line)
        key, found = None if head is None else (head[1].strip(), start), []


def _parsed(start: int, match: re.Match[str]) -> MixedLine | None:
    try:
        node = read_tree(match[3])
    except UnreadableError:
        return None
    return MixedLine(start, len(match[1]), node) if isinstance(node, Scalar) and node.style not in ("|", ">") else None
