"""Quoted text with values in a line of frontmatter."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reweave.code.frontmatter_span import MARK, Slot
from reweave.code.template import Interpolation

_QUOTED = re.compile(rf"([\"'])((?:(?!\1).)*{MARK}(?:(?!\1).)*)\1")
_REST = re.compile(r"(?:[ \t]+#.*)?")
"""A YAML comment may follow a quoted value."""
_LIST = re.compile(rf"\[(?P<quote>[\"']){MARK}(?P=quote)\]")


class QuotedSpan(NamedTuple):
    """Text between quotes: the quote, the text with a mark for each value, and the values."""

    quote: str
    text: str
    interpolations: tuple[Interpolation, ...]

    @property
    def is_whole(self) -> bool:
        """Whether a single value is all the text between the quotes."""
        return self.text == MARK and self.interpolations[0].exact


def quoted_spans(slot: Slot) -> Iterator[QuotedSpan]:
    """Yield the quoted text of a value: the value itself, or items of its flow list or mapping."""
    if slot.text[:1] not in ('"', "'", "[", "{"):
        return
    for found in _QUOTED.finditer(slot.text):
        whole = found.start() == 0 and _REST.fullmatch(slot.text, found.end()) is not None
        if whole or (slot.text.startswith(("[", "{")) and slot.text[found.start() - 1] in "[, "):
            first = slot.text.count(MARK, 0, found.start())
            count = found[2].count(MARK)
            yield QuotedSpan(found[1], found[2], slot.interpolations[first : first + count])


def quoted_list(slot: Slot) -> str | None:
    """Return the quote of a flow list whose items are joined with their quotes: `["{'", "'.join(items)}"]`."""
    found = _LIST.fullmatch(slot.text)
    separator = slot.interpolations[0].joined if found is not None else None
    if found is None or separator is None:
        return None
    is_list = re.fullmatch(rf"{found['quote']}\s*,\s*{found['quote']}", separator) is not None
    return found["quote"] if is_list else None
