"""A note as an editor shows it: its text, its bytes, and where their parts are."""

import re
from functools import cached_property

from reweave.lsp.text_map import TextMap
from reweave.note.limits import Limits
from reweave.note.note import Note
from reweave.note.tree import Scalar, walk

_LINE_END = re.compile("\n")


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
        if line > len(self._lines):
            return len(self.text)
        return min(self._lines[line - 1] + column - 1, len(self.text))

    def scalar_end(self, start: int) -> int | None:
        """Return the offset where the scalar that starts at an offset ends; `None` where none starts there."""
        return self._scalars.get(start)

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    @cached_property
    def _scalars(self) -> dict[int, int]:
        root = self.note.root
        nodes = () if root is None else walk(root)
        spans = ((node.start, node.end) for node in nodes if isinstance(node, Scalar) and node.start < node.end)
        return {self.frontmatter + start: self.frontmatter + end for start, end in reversed(list(spans))}
