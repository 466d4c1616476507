"""Frontmatter that a weave adds to a note without any, and takes away again."""

import re

from reweave.note.append import AppendError
from reweave.note.block import BOM, Form
from reweave.note.note import Note

_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")
"""What UTF-16 and UTF-32 start with, where they have no null byte that gives them away."""
_OLD_FENCE = re.compile(rb"---[ \t]*\r(?!\n)")


def with_frontmatter(note: Note) -> Note:
    """Return a note without frontmatter with an empty block in front of its body, and any other note as it is.

    Raises:
        AppendError: the block would be in another encoding than the body, or in front of frontmatter whose lines end
            in carriage returns alone.
    """
    if note.block.form is not Form.NONE:
        return note
    if note.source.startswith(_OTHER_ENCODINGS) or b"\0" in note.source:
        raise AppendError("the note is not UTF-8 text; save it as UTF-8")
    if _OLD_FENCE.match(note.source, note.block.body):
        raise AppendError("the lines of the frontmatter end in carriage returns alone; save it with line feeds")
    head, line = note.block.body, note.source.find(b"\n")
    eol = b"\r\n" if line > 0 and note.source[line - 1 : line] == b"\r" else b"\n"
    return Note(note.path, note.source[:head] + 2 * (b"---" + eol) + note.source[head:], note.limits)


def without_frontmatter(note: Note) -> Note:
    """Return a note without its block, where that is empty and no other block would take its place."""
    block = note.block
    if block.form is not Form.YAML or note.source[block.start : block.end].strip():
        return note
    head = len(BOM) if note.source.startswith(BOM) else 0
    bare = Note(note.path, note.source[:head] + note.source[block.body :], note.limits)
    return bare if bare.block.form is Form.NONE else note
