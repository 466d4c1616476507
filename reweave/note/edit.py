"""Edits: replacements of byte spans, and splicing them into a note's bytes."""

from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace the bytes [start, end) of a file with `text`, because of `rule`."""

    start: int
    end: int
    text: bytes
    rule: str
    message: str


by_place = itemgetter(0, 1)
"""The place of an edit, to sort by."""


def splice(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return `data` with all `edits` carried out.

    The edits may come in any order. Two insertions at one place keep the order given.

    Raises:
        ValueError: two edits overlap, or one lies outside `data`.
    """
    out: list[bytes] = []
    place = 0
    for edit in sorted(edits, key=by_place):
        if edit.start < place or edit.end < edit.start or edit.end > len(data):
            raise ValueError(f"edit [{edit.start}, {edit.end}) overlaps another or leaves the note")
        out.append(data[place : edit.start])
        out.append(edit.text)
        place = edit.end
    out.append(data[place:])
    return b"".join(out)


def unspliced(place: int, edits: Iterable[Edit]) -> int:
    """Return where a byte of the result of `splice` was before it; the start of the edit where that put it there."""
    moved = 0
    for edit in sorted(edits, key=by_place):
        start = edit.start + moved
        if place < start:
            break
        if place < start + len(edit.text):
            return edit.start
        moved += len(edit.text) - (edit.end - edit.start)
    return place - moved
