"""Characters of a document, and the positions that the protocol counts in lines and code units."""

import re
from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

_LINE_END = re.compile(r"\r\n|\n|\r")


class TextMap:
    """Converts between offsets into a text, counted in characters, and positions in an encoding of the protocol."""

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        """Remember the text, and how a client counts the characters of a line."""
        self.text = text
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        self._codec = {"utf-8": "utf-8", "utf-32": "utf-32-le"}.get(
            str(getattr(encoding, "value", encoding)), "utf-16-le"
        )
        self._unit = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}[self._codec]

    def position(self, offset: int) -> Position:
        """Return the position of a character."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._units(self.text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> Range:
        """Return the range of the characters [start, end)."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """Return the offset of a position; one beyond the end of its line, or of the text, is that end."""
        if position.line >= len(self._starts):
            return len(self.text)
        start, end = self.line(position.line)
        line = self.text[start:end]
        if self._unit == 4 or (self._unit == 2 and not _beyond_bmp(line)) or line.isascii():
            return start + min(position.character, len(line))
        units = 0
        for number, character in enumerate(line):
            if units >= position.character:
                return start + number
            units += self._units(character)
        return end

    def line(self, number: int) -> tuple[int, int]:
        """Return the characters [start, end) of a line (from 0) without its line end."""
        start = self._starts[number]
        if number + 1 == len(self._starts):
            return start, len(self.text)
        end = self._starts[number + 1]
        return start, end - (2 if self.text.startswith("\r\n", end - 2) else 1)

    def line_at(self, offset: int) -> int:
        """Return the number (from 0) of the line of a character."""
        return bisect_right(self._starts, offset) - 1

    def _units(self, text: str) -> int:
        return len(text) if text.isascii() else len(text.encode(self._codec, "surrogatepass")) // self._unit


def _beyond_bmp(text: str) -> bool:
    return not text.isascii() and max(text) > "\uffff"
