"""The line that a finding is about, with a caret below the place."""

import unicodedata
from collections.abc import Callable

from reweave.note.finding import Finding
from reweave.text import escape

_LEAST = 20
_CUT = "..."


class Excerpts:
    """Shows the lines of notes; `read` returns the bytes of the note at a path, `None` if it cannot be read."""

    def __init__(self, read: Callable[[str], bytes | None], width: int) -> None:
        """Remember how notes are read, and the columns of the terminal."""
        self._read = read
        self._width = width
        self._path: str | None = None
        self._lines: list[bytes] = []

    def lines(self, finding: Finding) -> list[str]:
        """Return the line of a finding and the caret below it; nothing where the note has no such line."""
        if finding.path != self._path:
            self._path, source = finding.path, self._read(finding.path)
            self._lines = [] if source is None else source.split(b"\n")
        if not 1 <= finding.line <= len(self._lines):
            return []
        text = self._lines[finding.line - 1].decode("utf-8", "surrogateescape").removesuffix("\r")
        if not text.strip():
            return []
        gutter = f"{finding.line:>5} | "
        shown, place = _window(text, finding.column - 1, max(self._width - len(gutter) - 1, _LEAST))
        return [gutter + shown, f"{'| ':>{len(gutter)}}{' ' * place}^"]


def _window(text: str, column: int, width: int) -> tuple[str, int]:
    """Return what fits into `width` cells of a line around a column, escaped, and the cell of the column in it."""
    before, after = text[max(column - width, 0) : column], text[column : column + width]
    cut = column > width
    while before and _cells(escape(before)) > width * 2 // 3:
        before, cut = before[1:], True
    head = (_CUT if cut else "") + escape(before)
    tail = escape(after)
    if _cells(head) + _cells(tail) > width or column + width < len(text):
        while tail and _cells(head) + _cells(tail) + len(_CUT) > width:
            tail = tail[:-1]
        tail += _CUT
    return head + tail, _cells(head)


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
