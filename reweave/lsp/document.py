"""A note as an editor shows it: its text, its bytes, and where their parts are."""

from functools import cached_property

from reweave.lsp.text_map import TextMap
from reweave.note.limits import Limits
from reweave.note.note import Note


class Document:
    """The note at `path`, which the editor calls `uri`. Offsets count characters of `text`."""

    def __init__(self, path: str, uri: str, text: str, limits: Limits, encoding: str) -> None:
        """Read the note; a lone surrogate, which no file can hold, is read as a question mark."""
        self.path = path
        self.uri = uri
        self.text = text
        self.source = text.encode(errors="replace")
        self.note = Note(path, self.source, limits)
        self._encoding = encoding

    @cached_property
    def map(self) -> TextMap:
        """The positions of the text."""
        return TextMap(self.text, self._encoding)

    @cached_property
    def frontmatter(self) -> int:
        """The offset of the frontmatter's text, after the opening fence."""
        return self.character(self.note.block.start)

    @cached_property
    def frontmatter_end(self) -> int:
        """The offset of the closing fence."""
        return self.character(self.note.block.end)

    @cached_property
    def body(self) -> int:
        """The offset of the body."""
        return self.character(self.note.block.body)

    def character(self, byte: int) -> int:
        """Return the offset of a byte of the note."""
        return byte if len(self.source) == len(self.text) else len(self.source[:byte].decode(errors="replace"))

    def place(self, line: int, column: int) -> int:
        """Return the offset of a line and column of a finding: from 1, lines ended by `\\n` only."""
        start = 0
        for _ in range(line - 1):
            start = self.text.find("\n", start) + 1
            if start == 0:
                return len(self.text)
        return min(start + column - 1, len(self.text))
