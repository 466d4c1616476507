"""The quoted texts in a line of frontmatter that have a value in them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reweave.code.frontmatter_span import MARK, Slot
from reweave.code.template import Interpolation

_QUOTED = re.compile(rf"([\"'])((?:(?!\1).)*{MARK}(?:(?!\1).)*)\1")
_REST = re.compile(r"(?:[ \t]+#.*)?")
"""What may stand behind a quoted value: a comment of YAML."""


class QuotedSpan(NamedTuple):
    """Text between quotes: the quote, the text with a mark for each value, and the values."""

    quote: str
    text: str
    interpolations: tuple[Interpolation, ...]

    @property
    def is_whole(self) -> bool:
        """Whether one value is all there is between the quotes."""
        return self.text == MARK and self.interpolations[0].exact


def quoted_spans(slot: Slot) -> Iterator[QuotedSpan]:
    """Yield the quoted texts of a value: it itself, or the items of its flow list."""
    if slot.text[:1] not in ('"', "'", "["):
        return
    for found in _QUOTED.finditer(slot.text):
        whole = found.start() == 0 and _REST.fullmatch(slot.text, found.end()) is not None
        if whole or (slot.text.startswith("[") and slot.text[found.start() - 1] in "[, "):
            first = slot.text.count(MARK, 0, found.start())
            count = found[2].count(MARK)
            yield QuotedSpan(found[1], found[2], slot.interpolations[first : first + count])
