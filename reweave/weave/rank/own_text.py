"""What a note says itself: without links and the lines that many notes repeat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from reweave.weave.rank.notes import PROSE_FIELDS, RankNote

_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
"""Characters of an address, as percent encoding writes them."""
_DECODED = {"%20": " "}
"""What most of them are; a vault of exported notes has hundreds of thousands of them."""
_MARKUP = " \t\r-*+>#|:.,;=_`[]()"
_REPEATED = 5
"""A line that so many notes have comes from a template, whatever it says."""
_LONGEST = 200
"""Only the beginning of a line is compared."""
_PER_NOTE, _FEWEST_BITS, _MOST_BITS = 64, 16, 24


@dataclass(frozen=True, slots=True)
class RepeatedLines:
    """The lines that many notes of a vault have, by their checksums: a table of bounded size, rarely mistaken."""

    counts: NDArray[np.uint8]

    @classmethod
    def of(cls, notes: Sequence[RankNote]) -> "RepeatedLines":
        """Count the lines of notes."""
        bits = min(max((_PER_NOTE * len(notes)).bit_length(), _FEWEST_BITS), _MOST_BITS)
        found = cls(np.zeros(1 << bits, dtype=np.uint8))
        for note in notes:
            own = np.unique([found.number(line) for line in _lines(note)])
            found.counts[own] = np.minimum(found.counts[own], _REPEATED - 1) + 1
        return found

    def number(self, line: str) -> int:
        """Return the number of a line, whatever its case and markup; 0 for one without text."""
        key = line[:_LONGEST].strip(_MARKUP).casefold()
        return crc32(key.encode()) & (len(self.counts) - 1) if key else 0

    def has(self, line: str) -> bool:
        """Return whether many notes have a line."""
        return bool(self.counts[self.number(line)] >= _REPEATED)


def own_text(note: RankNote, repeated: RepeatedLines) -> str:
    """Return title, description and body of a note, without the links, and without repeated lines if it has others."""
    head = [note.record.title, *(note.fields[key] for key in PROSE_FIELDS if key in note.fields)]
    lines = [line for line in _lines(note) if line.strip(_MARKUP)]
    return "\n".join([*head, *([line for line in lines if not repeated.has(line)] or lines)])


def body_text(note: RankNote, repeated: RepeatedLines) -> str:
    """Return the body of a note without the links, the lines that many notes have, and the title as a heading."""
    heading = note.record.heading
    lines = (line for line in _lines(note) if not repeated.has(line))
    return "\n".join(line for line in lines if heading is None or line.strip("# \t\r") != heading)


def _lines(note: RankNote) -> list[str]:
    body = note.record.body
    pieces = []
    end = 0
    for link in note.links:
        pieces.append(body[end : link.start])
        end = max(end, link.end)
    text = " ".join([*pieces, body[end:]])
    return (_ENCODED.sub(_decoded, text) if "%" in text else text).split("\n")


def _decoded(encoded: re.Match[str]) -> str:
    return _DECODED.get(encoded[0]) or " ".join(unquote(encoded[0], errors="replace").split("\n"))
