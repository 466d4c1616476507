"""What a note says itself: without links and the lines that many notes repeat."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
_MOST_KEPT = 1 << 25
"""Of so many bytes of notes the texts are kept: they are asked for again and again."""
_PER_NOTE, _FEWEST_BITS, _MOST_BITS = 64, 16, 24


@dataclass(frozen=True, slots=True)
class RepeatedLines:
    """The lines that many notes of a vault have, by their checksums: a table of bounded size, rarely mistaken."""

    counts: NDArray[np.uint8]

    @classmethod
    def of(cls, bodies: Iterable[str], notes: int) -> "RepeatedLines":
        """Count the lines of the bodies of so many notes."""
        bits = min(max((_PER_NOTE * notes).bit_length(), _FEWEST_BITS), _MOST_BITS)
        found = cls(np.zeros(1 << bits, dtype=np.uint8))
        for body in bodies:
            own = np.unique([found.number(line) for line in body.split("\n")])
            found.counts[own] = np.minimum(found.counts[own], _REPEATED - 1) + 1
        return found

    def number(self, line: str) -> int:
        """Return the number of a line, whatever its case and markup; 0 for one without text."""
        key = line[:_LONGEST].strip(_MARKUP).casefold()
        return crc32(key.encode()) & (len(self.counts) - 1) if key else 0

    def has(self, line: str) -> bool:
        """Return whether many notes have a line."""
        return bool(self.counts[self.number(line)] >= _REPEATED)


class OwnTexts:
    """What notes say themselves, without links and the lines that many of them repeat.

    What was read is kept, unless the notes are too large together.
    """

    def __init__(self, notes: Sequence[RankNote]) -> None:
        """Find the lines that many of the notes have."""
        self._notes = notes
        self.kept = sum(len(note.record.source) for note in notes) <= _MOST_KEPT
        keep = lru_cache(maxsize=None if self.kept else 0)
        self._unlinked = keep(lambda number: _unlinked(notes[number]))
        self.of = keep(self._of)
        self._repeated = RepeatedLines.of(map(self._unlinked, range(len(notes))), len(notes))

    def _of(self, number: int) -> str:
        """Return title, description and body of a note, with repeated lines only where it has no others."""
        note = self._notes[number]
        head = [note.record.title, *(note.fields[key] for key in PROSE_FIELDS if key in note.fields)]
        lines = [line for line in self._unlinked(number).split("\n") if line.strip(_MARKUP)]
        return "\n".join([*head, *([line for line in lines if not self._repeated.has(line)] or lines)])

    def body(self, number: int) -> str:
        """Return the body of a note without repeated lines, and without the title as a heading."""
        heading = self._notes[number].record.heading
        lines = (line for line in self._unlinked(number).split("\n") if not self._repeated.has(line))
        return "\n".join(line for line in lines if heading is None or line.strip("# \t\r") != heading)


def _unlinked(note: RankNote) -> str:
    body = note.record.body
    pieces = []
    end = 0
    for link in note.links:
        pieces.append(body[end : link.start])
        end = max(end, link.end)
    text = " ".join([*pieces, body[end:]])
    return _ENCODED.sub(_decoded, text) if "%" in text else text


def _decoded(encoded: re.Match[str]) -> str:
    return _DECODED.get(encoded[0]) or " ".join(unquote(encoded[0], errors="replace").split("\n"))
